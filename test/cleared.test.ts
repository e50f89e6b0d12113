import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Platformwide } from '../generator/check.ts';
import { checkAll } from '../generator/check-all.ts';
import type { Cleared } from '../generator/cleared.ts';
import type { Diagnostic } from '../generator/diagnostic.ts';
import { checks } from '../generator/generated/checks.ts';
import { registry } from '../generator/generated/registry.ts';
import { objectsIn } from '../generator/index.ts';
import { located } from '../generator/located.ts';
import { stagesOn, toldKey } from '../generator/parts.ts';
import type { Source } from '../generator/read.ts';
import { plinth, repository } from './support/cli.ts';
import { foldersIn } from './support/files.ts';

const invalid = join(import.meta.dirname, 'invalid');
const files = [
  join(repository, 'platform.yaml'),
  ...foldersIn(invalid).flatMap((code) =>
    readdirSync(join(invalid, code))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => join(invalid, code, file)),
  ),
];

interface Case {
  readonly platform: Platformwide;
  readonly source: Source;
}

/** Every platform with a mistake that comes as far as objects, and the one of this repository, which has none. */
const cases: readonly Case[] = files.flatMap((file) => caseOf(readFileSync(file)) ?? []);

function caseOf(text: Uint8Array | string): Case | undefined {
  const { source, model, objects } = objectsIn(text);
  if (source === undefined || model === undefined || objects === undefined) return undefined;
  return { source, platform: { model, objects, registry } };
}

/** What checks of parts say when they are asked for everything at once, as if there were no parts. */
function asOne({ platform, source }: Case): readonly Diagnostic[] {
  const others = checkAll(platform, { has: () => true, add: () => undefined });
  const whole = checks.filter(({ reach }) => reach !== 'platform').flatMap((check) => [...check.run(platform)]);
  return located([...others, ...whole], source);
}

/** Counts what it was of use for. */
function counting(): Cleared & { readonly hits: () => number } {
  const keys = new Set<string>();
  let hits = 0;
  const has = (key: string) => {
    if (!keys.has(key)) return false;
    hits++;
    return true;
  };
  return { has, add: (key) => void keys.add(key), hits: () => hits };
}

describe('checks of parts', () => {
  it('say of the parts what they say of the whole', () => {
    expect(cases.length).toBeGreaterThan(100);
    for (const each of cases) expect(located(checkAll(each.platform), each.source)).toEqual(asOne(each));
  });

  it('say the same when other platforms, and the same before, have cleared what they could', () => {
    const cleared = counting();
    for (const each of cases) {
      const first = located(checkAll(each.platform, cleared), each.source);
      expect(first).toEqual(asOne(each));
      expect(located(checkAll(each.platform, cleared), each.source)).toEqual(first);
    }
    expect(cleared.hits()).toBeGreaterThan(cases.length * 5);
  });

  it('tell apart what Argo CD is told by what it is made of', () => {
    const told = new Map<string, string>();
    const shipped = readFileSync(join(repository, 'platform.yaml'), 'utf8');
    // what other clusters are, or an app on them, must not show
    const edited = [
      ['replicas: 1 }', 'replicas: 2 }'],
      ['host: httpbin.staging.', 'host: bin.staging.'],
      [
        '  httpbin:\n',
        '  third:\n    image: ghcr.io/example/third:1.0.0\n    port: 8080\n    clusters: { sandbox: {} }\n  httpbin:\n',
      ],
    ].map(([from = '', to = '']) => caseOf(shipped.replace(from, to)));
    const all = [...cases, ...edited.flatMap((each) => each ?? [])];
    expect(all).toHaveLength(cases.length + 3);
    for (const { platform } of all)
      for (const cluster of platform.model.clusters) {
        const key = toldKey(cluster, stagesOn(cluster, platform.objects), platform.model);
        const text = JSON.stringify(platform.objects.clusters.get(cluster.facts.name));
        expect(told.get(key) ?? text).toBe(text);
        told.set(key, text);
      }
    expect(told.size).toBeGreaterThan(100);
    expect(told.size).toBeLessThan(all.flatMap(({ platform }) => platform.model.clusters).length - 8);
  });

  it('are of every reach, and what reaches less finds something somewhere', () => {
    for (const reach of ['stage', 'cluster'] as const) {
      const some = checks.filter((check) => check.reach === reach);
      expect(some.length).toBeGreaterThan(3);
      expect(cases.some(({ platform }) => some.some((check) => [...check.run(platform)].length > 0))).toBe(true);
    }
  });
});

const scratch = mkdtempSync(join(tmpdir(), 'plinth-cleared-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34", cni: { networkPolicies: true } }
components:
  cert-manager: { email: sre@example.org }
apps:
  shop: { image: ghcr.io/example/shop:1.0.0, port: 8080 }
`;
const mistaken = platform.replace('8080 }', '8080, env: { API: "http://api.nowhere.svc:80" } }');

function scene() {
  const folder = mkdtempSync(join(scratch, 'run-'));
  const kept = join(folder, 'cache/plinth/cleared');
  const env = { XDG_CACHE_HOME: join(folder, 'cache') };
  const generate = (text: string) => {
    writeFileSync(join(folder, 'platform.yaml'), text);
    return plinth(['generate'], { cwd: folder, env });
  };
  const file = () => join(kept, readdirSync(kept)[0] ?? '');
  return { folder, kept, generate, file };
}

describe('what is kept of it for later runs', () => {
  it('is keys and nothing else, for its owner alone', () => {
    const { kept, generate, file } = scene();
    expect(generate(platform).code).toBe(0);
    expect(readFileSync(file(), 'utf8')).toMatch(/^(?:[0-9a-f]{32} (?:stage|cluster)(?: \d+)?\.\n)+$/);
    expect(statSync(kept).mode & 0o077).toBe(0);
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  it('grows by what changed, and a mistake is found as before', () => {
    const { generate, file } = scene();
    generate(platform);
    const before = readFileSync(file(), 'utf8');
    const said = scene().generate(mistaken);
    expect(said).toMatchObject({ code: 1, out: expect.stringContaining('unknown-reference') as string });
    expect(generate(mistaken)).toEqual(said);
    const after = readFileSync(file(), 'utf8');
    expect(after.startsWith(before)).toBe(true);
    expect(generate(mistaken)).toEqual(said);
    expect(readFileSync(file(), 'utf8')).toBe(after);
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, -50)],
    ['something else', () => 'nothing of ours'],
    ['far too long', (text: string) => `${text}${`${'0'.repeat(32)} stage\n`.repeat(200_000)}`],
  ])('does no harm when it is %s', (_, spoil) => {
    const { generate, file } = scene();
    const first = generate(platform).out;
    writeFileSync(file(), spoil(readFileSync(file(), 'utf8')));
    expect(generate(`${platform}# again\n`).out).toBe(
      first.replace(
        /\d+ written, 0 removed, 0 unchanged/,
        (all) => `0 written, 0 removed, ${Number.parseInt(all, 10)} unchanged`,
      ),
    );
    expect(generate(mistaken).code).toBe(1);
    expect(statSync(file()).size).toBeLessThan(1 << 20);
  });

  it('holds no part of a line for a line, whatever is written behind it', () => {
    const { generate, file } = scene();
    const said = generate(mistaken);
    const text = readFileSync(file(), 'utf8');
    // everything was found clean but by one check of the cluster, so that each other one has a line
    const numbered = [...text.matchAll(/ cluster( \d)\d/g)].map(({ index }) => index);
    expect(numbered.length).toBeGreaterThan(3);
    const [at = 0] = numbered;
    for (const length of [' cluster'.length, ' cluster 1'.length])
      for (const behind of ['', '\n', `${'0'.repeat(32)} stage.\n`]) {
        writeFileSync(file(), `${text.slice(0, at + length)}${behind}`);
        expect(generate(mistaken)).toEqual(said);
      }
  });

  it('does without a place to keep it in', () => {
    const { folder, kept, generate } = scene();
    mkdirSync(join(folder, 'cache/plinth'), { recursive: true });
    writeFileSync(kept, 'a file where the folder would be');
    expect(generate(platform)).toMatchObject({ code: 0, err: '' });
  });
});
