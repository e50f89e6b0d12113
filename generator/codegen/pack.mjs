// `npm pack`, after the build: what the package has besides the program.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

/** dist/types: the declarations that `import … from 'plinth'` is checked with. */
function writeTypes() {
  rmSync('dist/types', { recursive: true, force: true });
  const words = ['node_modules/typescript/bin/tsc', '-p', 'generator/extension'];
  const { status } = spawnSync(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(2);
}

const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

/** dist/api.js: the same for programs, such as the tests of a component. */
async function writeApi() {
  await build({ ...common, entryPoints: ['generator/extension/plinth.ts'], format: 'esm', outfile: 'dist/api.js' });
}

/** The packages whose code is in the program. */
async function bundledPackages() {
  const { metafile } = await build({
    ...common,
    entryPoints: ['generator/commands/cli.ts'],
    format: 'cjs',
    conditions: ['source'],
    logOverride: { 'empty-import-meta': 'silent' },
    metafile: true,
    write: false,
  });
  const names = Object.keys(metafile.inputs).map((file) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
  // its layout is in the atlas, and the pieces of ajv's runtime are in the validators
  return [...new Set([...names, 'ajv', 'd3-dag'])].filter((name) => name !== undefined).sort();
}

function licenceOf(name) {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e(?:\.\w+)?$/i.test(each));
  if (file === undefined) throw new Error(`${name} has no licence file, and its code is in the program`);
  return `## ${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

/** dist/licences.md: what the licences of the bundled packages ask for. */
async function writeLicences() {
  const packages = await bundledPackages();
  const head = "# Licences of the packages whose code is in Plinth\n\nThe engine's are beside it.\n";
  writeFileSync('dist/licences.md', [head, ...packages.map(licenceOf)].join('\n'));
}

if (!existsSync('dist/plinth.cjs')) throw new Error('there is no program: npm run build');
writeTypes();
await writeApi();
await writeLicences();
