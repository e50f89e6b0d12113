import { cpus, release, totalmem } from 'node:os';

/** The most that a row may cost, in CPU seconds: what this project holds itself to. */
const goals = {
  reference: {
    'generate, nothing changed': 0.15,
    'generate, one value changed': 0.15,
    'generate --check, one value changed and generated': 0.15,
    'verify --changed, one value changed': 5,
  },
  W2: {
    'generate --check, nothing changed': 0.4,
    'generate, one value changed': 0.6,
    'diff, one value changed': 1,
  },
  W3: { 'generate --check, nothing changed': 1.2 },
  R5: { 'generate, nothing changed': 2, 'generate, one value changed': 0.3 },
};
const RATE = 30_000;

/** The whole report, as Markdown. */
export function markdown({ sections, floor, engine, tools }) {
  const parts = [
    '<!-- Made by `npm run bench -- --rivals <folder> --write`. -->',
    '# Benchmarks',
    `Whole processes, measured from outside: CPU seconds of all their threads and children, wall seconds, MiB of the largest process; medians. CPU is what to compare: wall time is also that of the disk and of whoever else used the machine. Even so, the same machine took half as much again in another run of the same day, rivals included: compare within a run. ${machine()}${tools.length === 0 ? '' : `, ${tools.join(', ')}`}. An empty Node process takes ${floor.cpu.toFixed(2)} s.`,
    '*Nothing known* is a first run, as in CI without a cache. Otherwise the cache in `$XDG_CACHE_HOME/plinth` is that of whoever has generated the platform before. *One value changed* is, of a fleet, one of one cluster. *Changed and generated* is what the hook finds at a commit.',
    ...sections.flatMap(section),
    '## The engine',
    `Kustomize, Helm and kubeconform as WebAssembly, in one process: ${(engine.start / 1000).toFixed(2)} CPU seconds to start, ${(engine.first / 1000).toFixed(2)} for the first build, ${(engine.warm / 1000).toFixed(2)} for one more, ${Math.round(engine.rate)} objects validated a second, ${Math.round(engine.memory)} MB.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function machine() {
  const model = cpus()[0]?.model.trim().replace(/\s+/g, ' ');
  const date = new Date().toISOString().slice(0, 10);
  return `${date}: ${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release().split('-')[0]}, Node ${process.version}`;
}

function section({ name, about, files, objects, own, phases, others = [] }) {
  const goal = goals[name] ?? {};
  const rows = own.map((row) => `| ${row.name} | ${figures(row)} | ${verdict(row, goal[row.name])} |`);
  const known = others.filter((each) => each.missing === undefined);
  return [
    `## ${name}: ${about}`,
    objects === undefined ? `${files} files.` : `${files} files, ${objects} objects.`,
    table(
      ['| | runs | CPU s | lowest–highest | wall s | MiB | goal |', '| --- | ---: | ---: | ---: | ---: | ---: | --- |'],
      rows,
    ),
    ...(phases === undefined ? [] : [passes(phases)]),
    ...(known.length === 0 ? [] : [rivalTable(known, own)]),
    ...others.filter((each) => each.missing !== undefined).map((each) => `${each.name}: ${each.missing}.`),
  ];
}

const figures = ({ runs, cpu, low, high, wall, peak }) =>
  `${runs} | ${cpu.toFixed(2)} | ${low.toFixed(2)}–${high.toFixed(2)} | ${wall.toFixed(2)} | ${Math.round(peak)}`;

function verdict({ cpu }, goal) {
  if (goal === undefined) return '';
  return cpu <= goal ? `${goal}` : `${goal}, **not reached**`;
}

/** The passes of a compilation with nothing known. */
function passes({ files: _files, rate, ...phases }) {
  const names = Object.entries(phases).map(([name, cost]) => `${name} ${Math.round(cost)}`);
  const reached = rate >= RATE ? '' : `, of the ${RATE} that are the goal`;
  return `CPU milliseconds of each pass in one process: ${names.join(', ')}. After a warm-up, ${Math.round(rate)} objects a second are checked against their schemas${reached}.`;
}

/** The others against what Plinth does anew, with validation, checks and comparison in it. */
function rivalTable(known, own) {
  const anew = own.find(({ name }) => name === 'generate --check, nothing known').cpu;
  const diffs = ['diff, one value changed, nothing known', 'diff, one value changed'].map(
    (diff) => own.find(({ name }) => name === diff).cpu,
  );
  const rows = known.map(
    (each) =>
      `| ${each.name} | ${figures(each)} | ${ratio(each, anew)} | ${diffs.map((diff) => ratio(each, diff, 2)).join(', ')} |`,
  );
  return table(
    [
      '| on the same objects, ready-made | runs | CPU s | lowest–highest | wall s | MiB | ÷ `generate --check` | before and after ÷ `diff`, nothing known and usual |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ],
    rows,
  );
}

const ratio = ({ cpu }, own, times = 1) => `${((cpu * times) / own).toFixed(1)}`;
const table = (head, rows) => [...head, ...rows].join('\n');
