import { join } from 'node:path';
import { build } from 'esbuild';

/** The types of `atlas-page.js`. */
export const atlasPageTypes = `/** The script of the atlas, as the page has it. */
export const script: string;
/** Its style. */
export const style: string;
`;

/** A module with the script and the style of the atlas as texts, small, from the sources in a folder. */
export async function atlasPageSource(folder: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  const style = await build({
    entryPoints: [join(folder, 'style.css')],
    minify: true,
    write: false,
    logLevel: 'warning',
  });
  const texts = { script: outputFiles[0]?.text ?? '', style: style.outputFiles[0]?.text ?? '' };
  return Object.entries(texts)
    .map(([name, text]) => `export const ${name} = ${JSON.stringify(text.trim())};\n`)
    .join('');
}
