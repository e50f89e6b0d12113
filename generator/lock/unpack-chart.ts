/** The files of a chart by their path in it, `Chart.yaml` at the root. */
export type ChartFiles = { readonly [path: string]: Uint8Array };

// Bytes. A chart of text never comes near; a bomb does.
const largestArchive = 200_000_000;

/** Unpacks the gzip of a tar in memory, as Helm does: without its outermost folder, files only, and nothing that leaves it. Throws on what is no such archive. */
export async function unpackChart(archive: Uint8Array): Promise<ChartFiles> {
  const tar = process.getBuiltinModule('node:zlib').gunzipSync(archive, { maxOutputLength: largestArchive });
  // only some commands unpack, and every millisecond of the others' start counts
  const { unpackTar } = await import('modern-tar');
  const entries = await unpackTar(tar, { strict: true });
  return Object.fromEntries(
    entries.flatMap(({ header, data }) => {
      const path = insidePath(header.name);
      return header.type === 'file' && data !== undefined && path !== undefined ? [[path, data] as const] : [];
    }),
  );
}

/** Without the outermost folder; undefined where a path leads out of it. */
function insidePath(name: string): string | undefined {
  const [, ...inside] = name.split('/').filter((part) => part !== '' && part !== '.');
  return inside.length === 0 || inside.includes('..') ? undefined : inside.join('/');
}
