// `npm run bench`: what `generate --check`, `verify` and the engine cost on the shipped platform. It prints; tests judge.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram } from '../../generator/codegen/bundle-program.mjs';
import { fleetPlatform } from './fleet-platform.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = Number(process.env.RUNS ?? 15);
process.chdir(root);
// a certificate file in the environment costs Node 40 ms at every start, whatever it runs
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const run = (words, more = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { env: { ...env, ...more }, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr || stdout);
  return stdout;
};
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const times = (work, runs = RUNS) => Array.from({ length: runs }, work);
const onExit =
  "process.on('exit',()=>{const{user,system}=process.cpuUsage();require('node:fs').writeSync(1,'\\n'+(user+system)/1000)})";

/** CPU milliseconds of a whole process: Node's start, the work, the end. */
function wholeProcess(words, more = {}) {
  const code = `${onExit};process.argv.splice(1,0,${JSON.stringify(words[0])});require(${JSON.stringify(words[0])})`;
  return Number(
    run(['-e', code, '--', ...words.slice(1)], more)
      .split('\n')
      .at(-1),
  );
}

/** CPU milliseconds of `plinth diff` with the git that it asks; for a folder with a commit. */
function diffIn(folder, cache) {
  const script = 'TIMEFORMAT="%U %S"; time "$0" "$@" > /dev/null';
  const words = ['-c', script, process.execPath, `${root}dist/plinth.cjs`, 'diff'];
  const { status, stderr } = spawnSync('bash', words, {
    cwd: folder,
    env: { ...env, XDG_CACHE_HOME: cache },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const [user, system] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  return (user + system) * 1000;
}

/** A folder with a fleet and its tree in a commit, and one value changed since. */
function changedFleet(clusters) {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-fleet-'));
  const file = join(folder, 'platform.yaml');
  const git = (...words) => {
    const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', '-c', 'commit.gpgsign=false'];
    const { status, stderr } = spawnSync('git', [...author, ...words], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  writeFileSync(file, fleetPlatform(clusters));
  run([`${root}dist/plinth.cjs`, 'generate', '--platform', file]);
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'fleet');
  writeFileSync(file, fleetPlatform(clusters).replace('shop:1.0.0', 'shop:1.1.0'));
  return folder;
}

/** A folder with this platform, so many more apps and members, and its tree. */
function crowdedPlatform(apps, members) {
  const file = join(mkdtempSync(join(tmpdir(), 'plinth-crowd-')), 'platform.yaml');
  const app = (index) =>
    `  app-${index}: { team: sre, image: "ghcr.io/example/app-${index}:1.0.0", port: ${8000 + index}, host: app-${index}.omni.cedille.club, secrets: { api: { keys: [KEY] } } }\n`;
  const member = (index) =>
    `    user-${index}: { email: user-${index}@example.org, teams: [sre], clusters: { production: reader } }\n`;
  const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('');
  const text = readFileSync('platform.yaml', 'utf8')
    .replace('\napps:\n', (line) => line + lines(apps, app))
    .replace('\n  members:\n', (line) => line + lines(members, member));
  writeFileSync(file, text);
  run([`${root}dist/plinth.cjs`, 'generate', '--platform', file]);
  return file;
}

// the passes one by one, started as plinth itself is
mkdirSync('dist/bench', { recursive: true });
await bundleProgram('test/bench/phases.ts', 'dist/bench', 'phases', [[]]);

const runsCache = mkdtempSync(join(tmpdir(), 'plinth-runs-'));
// what an earlier run made is recalled, so each begins with a cache of its own
const checkIn = (cache, words = []) =>
  wholeProcess([`${root}dist/plinth.cjs`, 'generate', '--check', ...words], { XDG_CACHE_HOME: cache });
const whole = times((_, index) => checkIn(join(runsCache, String(index))));
const knownRun = times(() => checkIn(join(runsCache, '0')));
rmSync(runsCache, { recursive: true });
const phases = times(() => JSON.parse(run(['dist/bench/phases.cjs'])));
const crowd = crowdedPlatform(200, 300);
const crowded = times((_, index) => checkIn(join(dirname(crowd), `cache-${index}`), ['--platform', crowd]), 5);
rmSync(dirname(crowd), { recursive: true });
const fleet = changedFleet(20);
const fleetCache = mkdtempSync(join(tmpdir(), 'plinth-fleet-cache-'));
const fleetCold = times((_, index) => diffIn(fleet, join(fleetCache, String(index))), 5);
const fleetKnown = times(() => diffIn(fleet, join(fleetCache, '0')), 5);
for (const folder of [fleet, fleetCache]) rmSync(folder, { recursive: true });
const few = Math.max(3, Math.floor(RUNS / 5));
const cache = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
const verify = (folder) => wholeProcess([`${root}dist/plinth.cjs`, 'verify'], { XDG_CACHE_HOME: folder });
const cold = times((_, index) => verify(join(cache, String(index))), few);
const unchanged = times(() => verify(join(cache, '0')));
rmSync(cache, { recursive: true });
const engine = times(() => JSON.parse(run(['test/bench/engine-phases.mjs'])), few);
const empty = times(() => Number(run(['-e', onExit]).split('\n').at(-1)));
const { files, ...names } = phases[0];

const row = (name, values) =>
  console.log(
    `${name.padEnd(40)} ${median(values).toFixed(0).padStart(6)}   (${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`,
  );
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}; CPU milliseconds, median of ${RUNS} processes (lowest–highest)`,
);
row(`generate --check, ${files} files`, whole);
row('  an empty Node process', empty);
for (const name of Object.keys(names)) {
  row(
    `  ${name === 'start' ? 'start (Node and loading Plinth)' : name}`,
    phases.map((each) => each[name]),
  );
}
row('generate --check, nothing changed since the last run', knownRun);
row('generate --check, 200 apps, 300 members', crowded);
row('diff, 20 clusters × 25, nothing known', fleetCold);
row('  the text checked, the commit compared', fleetKnown);
row('verify, nothing known', cold);
row('verify, nothing changed', unchanged);
row(
  'the engine: start',
  engine.map(({ start }) => start),
);
row(
  '  first build',
  engine.map(({ first }) => first),
);
row(
  '  another build',
  engine.map(({ warm }) => warm),
);
row(
  '  objects validated a second',
  engine.map(({ rate }) => rate),
);
row(
  '  memory, MB',
  engine.map(({ memory }) => memory),
);
