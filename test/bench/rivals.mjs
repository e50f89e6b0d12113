import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { measured } from './measured.mjs';
import { filesIn, must } from './works.mjs';

/**
 * Others on the same work: each is given every object of the platform ready-made, which is the least that it would have to do. They
 * neither validate a platform, nor know what changed, nor make a Kustomize tree. `folder` holds those that are installed:
 * `node_modules/cdk8s`, `kustomize`, `helm`, `jsonnet`, `cue`.
 */
export function rivals(objectsFile, tree, scratch, folder, runs) {
  const groups = JSON.parse(readFileSync(objectsFile, 'utf8'));
  // a process for each of thousands takes the better part of an hour, and those of minutes need no five runs
  const isLarge = Object.keys(groups).length > 1500;
  const all = isLarge ? [cdk8s, jsonnet, cue] : [cdk8s, jsonnet, cue, helm, kustomize];
  return all.flatMap((rival) => {
    const place = join(scratch, rival.name);
    mkdirSync(place, { recursive: true });
    const made = rival({ groups, objectsFile, tree, place, folder });
    if (typeof made === 'string') return [{ name: rival.name, missing: made }];
    return [{ name: made.name, ...measured(made.command, { runs: isLarge ? 1 : (made.runs ?? runs), cwd: place }) }];
  });
}

const absent = (path) => (existsSync(path) ? undefined : `not installed: ${path}`);

function cdk8s({ objectsFile, place, folder }) {
  const module = join(folder, 'node_modules/cdk8s');
  if (!existsSync(module)) return absent(module);
  const program = `const { ApiObject, App, Chart } = require(${JSON.stringify(module)});
const app = new App({ outdir: 'dist' });
for (const [name, objects] of Object.entries(require(${JSON.stringify(objectsFile)}))) {
  const chart = new Chart(app, name.replaceAll('.', '-'));
  objects.forEach((object, index) => new ApiObject(chart, String(index), object));
}
app.synth();
`;
  writeFileSync(join(place, 'main.cjs'), program);
  const { version } = JSON.parse(readFileSync(join(module, 'package.json'), 'utf8'));
  return { name: `cdk8s ${version}, node main.js`, command: [process.execPath, 'main.cjs'] };
}

function jsonnet({ objectsFile, place, folder }) {
  const program = join(folder, 'jsonnet');
  if (!existsSync(program)) return absent(program);
  writeFileSync(
    join(place, 'main.jsonnet'),
    `local all = import ${JSON.stringify(objectsFile)};\n{ [name + '.json']: all[name] for name in std.objectFields(all) }\n`,
  );
  mkdirSync(join(place, 'out'), { recursive: true });
  return { name: 'jsonnet -m', command: [program, '-m', 'out', 'main.jsonnet'] };
}

function cue({ objectsFile, folder }) {
  const program = join(folder, 'cue');
  if (!existsSync(program)) return absent(program);
  return { name: 'cue export, one document', command: [program, 'export', objectsFile] };
}

function helm({ groups, place, folder }) {
  const program = join(folder, 'helm');
  if (!existsSync(program)) return absent(program);
  const releases = Object.values(groups).map((objects, index) => {
    const chart = join(place, String(index));
    mkdirSync(join(chart, 'templates'), { recursive: true });
    writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: c${index}\nversion: 1.0.0\n`);
    // what a template would take for its own stays as it is
    const text = objects.map((object) => JSON.stringify(object).replaceAll('{{', '{ {')).join('\n---\n');
    writeFileSync(join(chart, 'templates/all.yaml'), text);
    return `${program} template r ${chart} > /dev/null`;
  });
  const script = join(place, 'all.sh');
  writeFileSync(script, `set -e\n${releases.join('\n')}\n`);
  return { name: `helm template, a process for each of ${releases.length} releases`, command: ['sh', script], runs: 1 };
}

/** Overlays that need the network are left out. */
function kustomize({ tree, place, folder }) {
  const program = join(folder, 'kustomize');
  if (!existsSync(program)) return absent(program);
  const overlays = filesIn(join(tree, 'kustomize'))
    .filter((file) => /\/overlays\/[^/]+\/kustomization\.yaml$/.test(file))
    .map(dirname);
  const local = overlays.filter((overlay) => !isRemote(overlay));
  const script = join(place, 'all.sh');
  writeFileSync(script, `set -e\n${local.map((each) => `${program} build ${each} > /dev/null`).join('\n')}\n`);
  const name = `kustomize build, a process for each of ${local.length} overlays (of ${overlays.length})`;
  return { name, command: ['sh', script], runs: 1 };
}

function isRemote(overlay) {
  const text = readFileSync(join(overlay, 'kustomization.yaml'), 'utf8');
  if (/helmCharts:|https:\/\//.test(text)) return true;
  const folders = [...text.matchAll(/^ {2}- (\S*chart)$/gm)].map(([, path]) => join(overlay, path));
  return folders.some(isRemote);
}

/** What each of the tools says its version is. */
export function versions(folder) {
  const asked = { kustomize: ['version'], helm: ['version', '--short'], jsonnet: ['--version'], cue: ['version'] };
  return Object.entries(asked)
    .filter(([name]) => existsSync(join(folder, name)))
    .map(([name, words]) => `${name} ${/v?\d+\.\d[\w.-]*/.exec(must([join(folder, name)], words, folder))?.[0] ?? ''}`);
}
