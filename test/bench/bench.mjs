/**
 * `npm run bench -- [--works reference,W1,W2,W3,R5] [--runs 5] [--rivals <folder>] [--write]`: what the commands cost, whole processes
 * from outside, and what others cost on the same work in the same run. It prints, and writes docs/benchmarks.md with `--write`; tests judge.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleProgram } from '../../generator/codegen/bundle-program.mjs';
import { commands } from './commands.mjs';
import { once, unable } from './measured.mjs';
import { engineRows, phaseRows } from './phase-rows.mjs';
import { markdown } from './report.mjs';
import { rivals, versions } from './rivals.mjs';
import { filesIn, must, prepared, renderedWork, works } from './works.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
const { values } = parseArgs({
  options: {
    works: { type: 'string', default: 'reference,W1,W2,W3,R5' },
    runs: { type: 'string', default: '5' },
    rivals: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
if (unable !== '') {
  process.stderr.write(`${unable}\n`);
  process.exit(2);
}

const runs = Number(values.runs);
const plinth = [process.execPath, join(root, 'dist/plinth.cjs')];
const scratch = mkdtempSync(join(tmpdir(), 'plinth-bench-rivals-'));
mkdirSync('dist/bench', { recursive: true });
await bundleProgram('test/bench/phases.ts', 'dist/bench', 'phases', [[]]);
await bundleProgram('test/bench/objects.ts', 'dist/bench', 'objects', []);
await bundleProgram('test/bench/rendered.ts', 'dist/bench', 'rendered', []);

const sections = [];
const names = values.works.split(',');
for (const work of works(root, names)) {
  const { folder, section } = measuredWork(work);
  const objectsFile = join(scratch, `${work.name}.json`);
  const count = must([process.execPath, 'dist/bench/objects.cjs'], [join(folder, 'platform.yaml'), objectsFile], root);
  const phases = phaseRows(join(folder, 'platform.yaml'), folder, runs);
  const others =
    values.rivals === undefined ? [] : rivals(objectsFile, folder, join(scratch, work.name), values.rivals, runs);
  sections.push({ ...section, objects: Number(count), phases, others });
  rmSync(folder, { recursive: true });
}
if (names.includes('R5')) {
  const work = renderedWork(join(root, 'dist/bench/rendered.cjs'));
  const { folder, section } = measuredWork(work);
  sections.push(section);
  for (const each of [folder, work.files]) rmSync(each, { recursive: true });
}

/** What the commands cost on a work, and the folder that they ran in. */
function measuredWork(work) {
  process.stderr.write(`${work.name}: ${work.about}\n`);
  const folder = prepared(work, plinth);
  const files = filesIn(join(folder, 'kustomize')).length + filesIn(join(folder, 'clusters')).length;
  const own = commands(work, folder, plinth, { runs, verifies: work.name === 'reference' });
  return { folder, section: { name: work.name, about: work.about, files, own } };
}

const floor = once([process.execPath, '-e', '0'], {});
const text = markdown({
  sections,
  floor,
  engine: engineRows(3),
  tools: values.rivals === undefined ? [] : versions(values.rivals),
});
rmSync(scratch, { recursive: true });
process.stdout.write(text);
if (values.write) writeFileSync('docs/benchmarks.md', text);
