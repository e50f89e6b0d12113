/**
 * `npm run bench -- [--works reference,W1,W2,W3] [--runs 5] [--rivals <folder>] [--write]`: what the commands cost, whole processes
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
import { filesIn, must, prepared, works } from './works.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.chdir(root);
const { values } = parseArgs({
  options: {
    works: { type: 'string', default: 'reference,W1,W2,W3' },
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

const sections = [];
for (const work of works(root, values.works.split(','))) {
  process.stderr.write(`${work.name}: ${work.about}\n`);
  const folder = prepared(work, plinth);
  const objectsFile = join(scratch, `${work.name}.json`);
  const count = must([process.execPath, 'dist/bench/objects.cjs'], [join(folder, 'platform.yaml'), objectsFile], root);
  const size = {
    files: filesIn(join(folder, 'kustomize')).length + filesIn(join(folder, 'clusters')).length,
    objects: Number(count),
  };
  const own = commands(work, folder, plinth, { runs, verifies: work.name === 'reference' });
  const phases = phaseRows(join(folder, 'platform.yaml'), folder, runs);
  const others =
    values.rivals === undefined ? [] : rivals(objectsFile, folder, join(scratch, work.name), values.rivals, runs);
  sections.push({ ...work, size, own, phases, others });
  rmSync(folder, { recursive: true });
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
