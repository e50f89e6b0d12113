import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measured } from './measured.mjs';
import { freshCache } from './works.mjs';

/**
 * What Plinth's commands cost on a work whose tree is in a commit. `anew`: nothing is known from before; otherwise the cache is that
 * of whoever has run Plinth on the text that was committed.
 */
export function commands(work, folder, plinth, { runs, verifies }) {
  const file = join(folder, 'platform.yaml');
  const cache = freshCache();
  const put = (text) => writeFileSync(file, text);
  const run = (words, { anew = false, before = () => {}, accepts = [0], times = runs } = {}) =>
    measured([...plinth, ...words], {
      cwd: folder,
      runs: times,
      accepts,
      before: (index) => {
        before(index);
        return { env: anew ? freshCache() : cache };
      },
    });
  const away = () =>
    ['kustomize', 'clusters'].forEach((each) => {
      rmSync(join(folder, each), { recursive: true, force: true });
    });
  // another value each time: what was seen before would be recalled
  const other = (index) => put(work.changed(index));
  const back = () => put(work.text);
  const rows = [
    ['validate, nothing known', run(['validate'], { anew: true })],
    ['generate, the first time', run(['generate'], { anew: true, before: away })],
    ['generate, nothing changed', run(['generate'])],
    ['generate, one value changed', run(['generate'], { before: other })],
    ['generate --check, one value changed and generated', run(['generate', '--check'])],
  ];
  for (const [what, changed] of [
    ['of all clusters', work.changedAll],
    ['that a chart sees', work.changedChart],
  ])
    if (changed !== undefined)
      rows.push([`generate, one value ${what} changed`, run(['generate'], { before: (index) => put(changed(index)) })]);
  back();
  run(['generate'], { times: 1 });
  rows.push(
    ['generate --check, nothing changed', run(['generate', '--check'])],
    ['generate --check, nothing known', run(['generate', '--check'], { anew: true })],
    ['diff, one value changed, nothing known', run(['diff'], { anew: true, before: other })],
    ['diff, one value changed', run(['diff'], { before: other })],
  );
  if (verifies) rows.push(...verifyRows(run, back, other));
  back();
  return rows.map(([name, result]) => ({ name, ...result }));
}

/** What one change touches is what differs from the last commit. */
function verifyRows(run, back, other) {
  back();
  const cold = run(['verify'], { anew: true, times: 3 });
  run(['verify'], { times: 1 });
  const touched = (index) => {
    other(index);
    run(['generate'], { times: 1 });
  };
  return [
    ['verify, nothing known', cold],
    ['verify --changed, one value changed', run(['verify', '--changed'], { before: touched })],
  ];
}
