/** A Secret that is mounted into Grafana, in a folder of its own. */
export interface Mounted {
  readonly name: string;
  readonly folder: string;
}

const ROOT = '/etc/grafana/secrets';

/** What Grafana reads, in its own files, as the content of a key of a mounted Secret. */
export function fileOf({ folder }: Mounted, key: string): string {
  return `$__file{${ROOT}/${folder}/${key}}`;
}

/** The mounts as the chart takes them. */
export function secretMounts(mounted: readonly Mounted[]) {
  return mounted.map(({ name, folder }) => ({
    name: folder,
    secretName: name,
    mountPath: `${ROOT}/${folder}`,
    readOnly: true,
  }));
}
