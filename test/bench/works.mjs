import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fleetPlatform } from './fleet-platform.mjs';

/** What is measured: a platform, and `changed`, the same with one value changed, another one for each index; of a fleet, that of one cluster, and `changedAll`, one of all of them. The fleets are made by one script, the reference platform is that of this repository. */
export function works(root, names) {
  const reference = readFileSync(join(root, 'platform.yaml'), 'utf8');
  const all = {
    reference: {
      about: 'the platform of this repository',
      text: reference,
      changed: (index) => edited(reference, /(image: ghcr\.io\/[^:]+):[\w.-]+/, `$1:9.9.9-${index}`),
    },
    W1: fleet(1),
    W2: fleet(20),
    W3: fleet(100),
  };
  return Object.entries(all)
    .filter(([name]) => names.includes(name))
    .map(([name, work]) => ({ name, ...work }));
}

/** The work whose charts are rendered, with what lies beside its platform in `files`; `changedChart` is the same with a value that charts see changed. */
export function renderedWork(script) {
  const files = mkdtempSync(join(tmpdir(), 'plinth-bench-rendered-'));
  must([process.execPath, script], [files], files);
  const { text, changed } = fleet(5, readFileSync(join(files, 'platform.yaml'), 'utf8'));
  return {
    name: 'R5',
    about: '5 clusters × 25 components, of which 15 come from charts that are rendered',
    text,
    changed,
    changedChart: (index) => edited(text, 'size: 10Gi', `size: ${index + 11}Gi`),
    files,
  };
}

function fleet(clusters, text = fleetPlatform(clusters)) {
  const [last] = text.match(/host: shop\.c-\d+\.example\.org(?! [\s\S]*host: shop)/);
  return {
    about: `${clusters} ${clusters === 1 ? 'cluster' : 'clusters'} × 25 components`,
    text,
    changed: (index) => edited(text, last, `${last}, replicas: ${index + 3}`),
    ...(clusters > 1 ? { changedAll: (index) => edited(text, 'shop:1.0.0', `shop:1.1.0-${index}`) } : {}),
  };
}

function edited(text, from, to) {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${from} is nowhere in the platform`);
  return changed;
}

/** A folder with the work's platform.yaml, what lies beside it, and its tree in a commit. */
export function prepared({ text, files }, plinth) {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-bench-'));
  if (files !== undefined) cpSync(files, folder, { recursive: true });
  writeFileSync(join(folder, 'platform.yaml'), text);
  must(plinth, ['generate'], folder);
  const git = (...words) =>
    must(
      ['git', '-c', 'user.name=bench', '-c', 'user.email=bench@example.org', '-c', 'commit.gpgsign=false'],
      words,
      folder,
    );
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'tree');
  return folder;
}

/** A folder of its own for the cache of each run. */
export function freshCache() {
  return { XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'plinth-bench-cache-')) };
}

/** Every file below a folder, from there. */
export function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
}

/** Runs a command that must succeed. */
export function must([command, ...first], words, cwd) {
  mkdirSync(cwd, { recursive: true });
  const { status, stdout, stderr } = spawnSync(command, [...first, ...words], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr || stdout}`);
  return stdout;
}
