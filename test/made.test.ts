import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Platformwide } from '../generator/check.ts';
import { registry } from '../generator/generated/registry.ts';
import { objectsIn } from '../generator/index.ts';
import type { Files, Made } from '../generator/made.ts';
import { render } from '../generator/render.ts';
import { repository } from './support/cli.ts';
import { foldersIn } from './support/files.ts';

const shipped = readFileSync(join(repository, 'platform.yaml'), 'utf8');
const fixtures = join(import.meta.dirname, 'invalid');

/** The platform of this repository, the same with one thing changed each time, and every platform with a mistake that comes as far as objects. */
const edits: readonly string[] = [
  shipped,
  ...[
    ['replicas: 1 }', 'replicas: 2 }'],
    ['host: httpbin.staging.', 'host: bin.staging.'],
    [
      '  httpbin:\n',
      '  third:\n    image: ghcr.io/example/third:1.0.0\n    port: 8080\n    clusters: { sandbox: {} }\n  httpbin:\n',
    ],
    [/^domain: .*$/m, 'domain: example.net'],
    [/\bstaging\b/g, 'quality'],
  ].map(([from = '', to = '']) => shipped.replace(from, `${to}`)),
];
const texts: readonly string[] = [
  ...edits,
  ...foldersIn(fixtures).flatMap((code) =>
    readdirSync(join(fixtures, code))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => readFileSync(join(fixtures, code, file), 'utf8')),
  ),
];

const platforms: readonly Platformwide[] = texts.flatMap((text) => {
  const { model, objects } = objectsIn(text);
  return model === undefined || objects === undefined ? [] : [{ model, objects, registry }];
});

/** Remembers all that it is asked for, as text, as what is kept is. */
function remembering(): Made & { readonly hits: () => number; readonly size: () => number } {
  const kept = new Map<string, string>();
  let hits = 0;
  return {
    folder: (key, make) => {
      const name = key();
      const before = kept.get(name);
      if (before !== undefined) {
        hits++;
        return JSON.parse(before) as Files;
      }
      const files = [...make()];
      kept.set(name, JSON.stringify(files));
      return files;
    },
    hits: () => hits,
    size: () => kept.size,
  };
}

describe('folders that were made before', () => {
  it('are asked of platforms that differ in one thing', () => {
    expect(new Set(edits).size).toBe(6);
    expect(edits.map((text) => objectsIn(text).objects?.stages.length)).not.toContain(undefined);
  });

  it('are what is made of a platform anew, whatever other platforms left', () => {
    expect(platforms.length).toBeGreaterThan(100);
    const made = remembering();
    for (const platform of platforms) {
      const anew = render(platform);
      expect([...render(platform, made)]).toEqual([...anew]);
      expect([...render(platform, made)]).toEqual([...anew]);
    }
  });

  it('are of use where something else changed', () => {
    const made = remembering();
    const [first, second] = platforms;
    if (first === undefined || second === undefined) throw new Error('no platform');
    render(first, made);
    const all = made.size();
    expect(made.hits()).toBe(0);
    render(second, made);
    // one component, on one cluster
    expect(made.size() - all).toBeLessThanOrEqual(2);
    expect(made.hits()).toBeGreaterThanOrEqual(all - 2);
  });

  it('are one for each stage, and one for each cluster but the hub', () => {
    const made = remembering();
    const [first] = platforms;
    if (first === undefined) throw new Error('no platform');
    render(first, made);
    const { model, objects } = first;
    expect(made.size()).toBe(objects.stages.length + model.clusters.filter(({ facts }) => !facts.isHub).length);
  });
});
