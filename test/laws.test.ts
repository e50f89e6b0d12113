import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type KnownViews, knownViews } from '../generator/build/known-views.ts';
import { build } from '../generator/build.ts';
import type { ComponentName } from '../generator/generated/options.ts';
import { registry } from '../generator/generated/registry.ts';
import { noHost } from '../generator/host.ts';
import { type Compilation, compile } from '../generator/index.ts';
import type { Model } from '../generator/model.ts';
import { read } from '../generator/read.ts';
import { waves } from '../generator/resolve/waves.ts';
import { resolve } from '../generator/resolve.ts';
import { validate } from '../generator/validate.ts';
import { repository } from './support/cli.ts';
import { foldersIn } from './support/files.ts';
import {
  appLeaves,
  componentLeaves,
  componentNames,
  componentOptions,
  type Leaf,
  platformLeaves,
  variants,
} from './support/variants.ts';

type Dictionary = { [key: string]: unknown };
interface Written extends Dictionary {
  clusters: { [name: string]: Dictionary & { components?: { [name: string]: Dictionary } } };
  components: { [name: string]: Dictionary };
}

const text = readFileSync(join(repository, 'platform.yaml'), 'utf8');
const shipped = (): Written => parse(text) as Written;
const bytes = ({ tree }: Compilation): string => JSON.stringify([...(tree ?? [])]);
const errors = ({ diagnostics }: Compilation): readonly string[] =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);

/** Every platform of a component's fixtures, and the shipped one, which takes the longest. */
function platformsWith(component: string): readonly Written[] {
  const fixtures = join(repository, 'generator/components', component, 'fixtures');
  const own = foldersIn(fixtures).map(
    (name) => parse(readFileSync(join(fixtures, name, 'platform.yaml'), 'utf8')) as Written,
  );
  return [...own, shipped()].filter(({ components }) => components[component] !== undefined);
}

/** A platform with people, and one for each place where Terraform can keep what it knows. */
function withPeople(): readonly Written[] {
  const people = () => parse(readFileSync(join(repository, 'test/people/platform.yaml'), 'utf8')) as Written;
  const backends = [
    { kind: 'gcs', bucket: 'example-states' },
    { kind: 's3', bucket: 'example-states', endpoint: 'https://storage.example.org' },
    { kind: 'http', address: 'https://states.example.org/terraform' },
    { kind: 'local', path: '.terraform-state' },
  ];
  return backends.map((backend) => ({ ...people(), terraform: { ...(people()['terraform'] as Dictionary), backend } }));
}

describe('same input, same bytes', () => {
  it('twice', () => {
    expect(bytes(compile(text))).toBe(bytes(compile(text)));
  });

  it.each(componentNames)('whatever the order of keys in the fixtures of %s', (component) => {
    for (const platform of platformsWith(component)) {
      const numbers = fc.sample(fc.nat(), { numRuns: 5000, seed: 3 })[Symbol.iterator]();
      expect(bytes(compile(stringify(shuffleKeys(platform, numbers))))).toBe(bytes(compile(stringify(platform))));
    }
  });

  it('whether a block without options is `{}` or left empty', () => {
    const isEmpty = (block: unknown) => JSON.stringify(block) === '{}';
    const platform = shipped();
    const empty = Object.entries(platform.components).map(([name, block]) => [name, isEmpty(block) ? null : block]);
    expect(empty.filter(([, block]) => block === null).length).toBeGreaterThan(5);
    const other = { ...platform, components: Object.fromEntries(empty) as object };
    expect(bytes(compile(stringify(other)))).toBe(bytes(compile(text)));
  });

  it('whatever the order of keys', () => {
    const expected = bytes(compile(text));
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const shuffled = stringify(shuffleKeys(shipped(), numbers));
        expect(bytes(compile(shuffled))).toBe(expected);
      }),
      { numRuns: 25, seed: 1 },
    );
  });
});

function shuffleKeys(value: unknown, numbers: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffleKeys(item, numbers));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => ({
    key,
    each: shuffleKeys(each, numbers),
    rank: Number(numbers.next().value) % 1000,
  }));
  return Object.fromEntries(entries.sort((a, b) => a.rank - b.rank).map(({ key, each }) => [key, each]));
}

/** Platforms that differ from one only in one option: in every place that has it, each value that its schema allows. */
function* changes(platform: Written, { path, schema }: Leaf): Iterable<Written> {
  for (const place of places(platform, path.slice(0, -1))) {
    const option = path.at(-1) ?? '';
    for (const value of variants(schema, (at(platform, place) as Dictionary)[option])) {
      const changed = structuredClone(platform);
      (at(changed, place) as Dictionary)[option] = value;
      yield changed;
    }
  }
}

function places(root: unknown, path: readonly string[], above: readonly string[] = []): readonly (readonly string[])[] {
  const value = at(root, above);
  if (typeof value !== 'object' || value === null) return [];
  const [next, ...rest] = path;
  if (next === undefined) return [above];
  const keys = next === '*' ? Object.keys(value) : Object.hasOwn(value, next) ? [next] : [];
  return keys.flatMap((key) => places(root, rest, [...above, key]));
}

function at(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Dictionary | undefined)?.[key], root);
}

const outcome = (compilation: Compilation) => JSON.stringify([compilation.diagnostics, [...(compilation.tree ?? [])]]);
let compilations = 0;

/** Compiles with what is known of another platform; now and then also without, which must make no difference. */
function compileAfter(platform: string, known: KnownViews): Compilation {
  const compilation = compile(platform, registry, noHost, known);
  if (compilations++ % 12 === 0) expect(outcome(compilation)).toBe(outcome(compile(platform)));
  return compilation;
}

interface Before {
  readonly bytes: string;
  readonly known: KnownViews;
}

const compiled = new Map<string, Before>();

function beforeOf(platform: string): Before {
  const before = compiled.get(platform);
  if (before !== undefined) return before;
  const known = knownViews();
  const first = { bytes: bytes(compileAfter(platform, known)), known };
  compiled.set(platform, first);
  return first;
}

function expectToReachTheTree(leaf: Leaf, platforms: readonly Written[]): void {
  const tried: string[] = [];
  for (const platform of platforms) {
    const { bytes: before, known } = beforeOf(stringify(platform));
    for (const changed of changes(platform, leaf)) {
      const after = compileAfter(stringify(changed), known);
      tried.push(errors(after)[0] ?? 'no change');
      if (after.tree !== undefined && bytes(after) !== before) return;
    }
  }
  expect.fail(
    `no value of \`${leaf.path.join('.')}\` changes what is generated:\n${[...new Set(tried)].join('\n') || 'no fixture has the map it is in'}`,
  );
}

/** Where a node needs no machine, others can be named. */
function withoutTies(): Written {
  const platform = shipped();
  for (const cluster of Object.values(platform.clusters)) delete cluster['omni'];
  // Terraform ties the organisation to the repository
  delete (platform as unknown as Dictionary)['terraform'];
  return platform;
}

const named = (leaves: readonly Leaf[]) =>
  leaves.map((leaf, index) => ({ name: `${leaf.path.join('.')} (${index})`, leaf }));

describe('every option of the platform reaches the tree', () => {
  it.each(named(platformLeaves()))('$name', ({ leaf }) =>
    expectToReachTheTree(leaf, [...withPeople(), withoutTies(), shipped()]),
  );
});

describe.each(['apps', 'sites'] as const)('every option of those in %s reaches the tree', (room) => {
  const fixtures = join(repository, 'generator', room, 'fixtures');
  const platforms = foldersIn(fixtures).map(
    (name) => parse(readFileSync(join(fixtures, name, 'platform.yaml'), 'utf8')) as Written,
  );
  it.each(named(appLeaves(room)))('$name', ({ leaf }) => expectToReachTheTree(leaf, platforms));
});

describe.each(componentNames)('every option of %s reaches the tree', (component) => {
  it.each(named(componentLeaves(component)))('$name', ({ leaf }) =>
    expectToReachTheTree(leaf, platformsWith(component)),
  );
});

describe.each(componentNames)('a patch of %s', (component) => {
  const patch = { metadata: { labels: { 'example.org/tier': 'front' } } };

  it('reaches an object that Plinth makes of it, and is refused where there is none', () => {
    for (const platform of platformsWith(component)) {
      const [model, changed] = [modelOf(platform), structuredClone(platform)];
      if (model === undefined || errors(compile(stringify(platform))).length > 0) continue;
      const stages = build(model, registry).stages.filter((each) => each.component === component);
      const made = stages.flatMap(({ clusters }) => [...clusters.values()].flatMap(({ objects }) => objects));
      const { kind, name } = { kind: made[0]?.kind ?? 'Deployment', name: made[0]?.metadata.name ?? component };
      Object.assign(changed.components[component] ?? {}, { patches: [{ kind, name, patch }] });
      const after = compile(stringify(changed));
      if (made.length === 0) return expect(after.diagnostics.map(({ code }) => code)).toContain('unknown-object');
      // where a cluster lacks the object that another has, only its own block can name it
      if (errors(after).length > 0) continue;
      const files = [...(after.tree ?? [])].filter(([, file]) => file.includes('example.org/tier: front'));
      expect(files.length).toBeGreaterThan(0);
      return expect(files.every(([path]) => path.startsWith(`kustomize/${component}/`))).toBe(true);
    }
    return expect.fail('no platform to try it on');
  });
});

describe.each(componentNames)('an override of %s on one cluster', (component) => {
  it('keeps every other platform-wide value', () => {
    const options = (platform: Written) =>
      modelOf(platform)?.clusters.map(
        ({ facts, enabled }) => [facts.name, enabled.get(component as ComponentName)] as const,
      );
    let checked = 0;
    for (const platform of platformsWith(component)) {
      const before = new Map(options(platform));
      // a fixture of a mistake
      if (before.size === 0) continue;
      for (const cluster of Object.keys(platform.clusters)) {
        // inside another cluster, the block is also what brings the component
        if ((platform.clusters[cluster] as Dictionary)['host'] !== undefined) continue;
        for (const [option, schema] of Object.entries(componentOptions(component)).filter(
          ([name]) => name !== 'enabled',
        )) {
          const now = before.get(cluster) as Dictionary | undefined;
          for (const value of variants(schema, now?.[option]).slice(0, 3)) {
            const changed = structuredClone(platform);
            const own =
              (changed.clusters[cluster] as Dictionary & { components?: { [name: string]: Dictionary } }).components ??
              {};
            (changed.clusters[cluster] as Dictionary)['components'] = {
              ...own,
              [component]: { ...own[component], [option]: value },
            };
            const after = new Map(options(changed));
            if (after.size === 0) continue;
            for (const [name, block] of after)
              expect(without(block, name === cluster ? option : '')).toEqual(
                without(before.get(name), name === cluster ? option : ''),
              );
            checked++;
          }
        }
      }
    }
    expect(checked).toBeGreaterThan(0);
  });
});

/** What is decided before anything is built, which takes the longest. */
function modelOf(written: Written): Model | undefined {
  const { source } = read(stringify(written));
  const { platform } = source === undefined ? {} : validate(source, registry);
  return platform === undefined ? undefined : resolve(platform, registry).model;
}

function without(block: unknown, option: string): unknown {
  return block === undefined
    ? undefined
    : Object.fromEntries(Object.entries(block as object).filter(([name]) => name !== option));
}

describe('an override that chooses another form of a union', () => {
  it('takes none of the options of the form that the platform chose', () => {
    const platform = shipped();
    platform.components['contour'] = { envoy: { kind: 'loadBalancer', externalTrafficPolicy: 'Cluster' } };
    (platform.clusters['staging'] as Dictionary)['components'] = {
      ...platform.clusters['staging']?.components,
      contour: { replicas: 1, envoy: { kind: 'hostPorts' } },
    };
    const { model, diagnostics } = compile(stringify(platform));
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const staging = model?.clusters.find(({ facts }) => facts.name === 'staging');
    expect(staging?.enabled.get('contour')).toMatchObject({ envoy: { kind: 'hostPorts' } });
  });
});

describe('waves', () => {
  it('put a need before who needs it, or show a circle', () => {
    const graph = fc.array(fc.array(fc.nat(11), { maxLength: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(graph, (edges) => {
        const before = new Map(
          edges.map((needs, node): [string, readonly string[]] => [
            `n${node}`,
            needs.filter((need) => need < edges.length).map((need) => `n${need}`),
          ]),
        );
        const result = waves(before);
        if ('cycle' in result) {
          const steps = result.cycle.slice(1).map((node, index) => [result.cycle[index] ?? '', node] as const);
          expect(steps.every(([from, to]) => before.get(from)?.includes(to))).toBe(true);
          expect(result.cycle.at(0)).toBe(result.cycle.at(-1));
        } else
          for (const [node, needs] of before)
            for (const need of needs) expect(result.waves.get(need)).toBeLessThan(result.waves.get(node) ?? 0);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});

describe('a mutation of a valid platform', () => {
  const lines = text.split('\n');
  const fragment = fc.constantFrom(
    '',
    ' ',
    '\t',
    '- ',
    ':',
    ': ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&a ',
    '*a',
    '!x ',
    '|',
    '#',
    'null',
    '~',
    'true',
    '-1',
    '1e9',
    '\u0000',
    '\u2028',
    '%',
    '@',
    'x: y',
    '<<: ',
    '--- ',
    '\r',
  );

  it('of its text never crashes, and every diagnostic has a place', () => {
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.nat(120), fc.nat(8), fragment, (line, column, removed, inserted) => {
        const mutated = lines
          .map((each, index) =>
            index === line ? `${each.slice(0, column)}${inserted}${each.slice(column + removed)}` : each,
          )
          .join('\n');
        expectOutcome(compile(mutated));
      }),
      { numRuns: 120, seed: 1 },
    );
  });

  it('of its values never crashes, and every diagnostic has a place', () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(null, '', 0, -1, [], {}, 'x'.repeat(300), { kind: 'x' }, '../..', '__proto__', 'constructor'),
    );
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), values, fc.boolean(), (numbers, value, renamed) => {
        const platform = shipped();
        mutate(platform, numbers, value, renamed);
        expectOutcome(compile(stringify(platform)));
      }),
      { numRuns: 120, seed: 1 },
    );
  });
});

/** Goes down a random way and replaces, or renames, what is there. */
function mutate(root: unknown, numbers: Iterator<number>, value: unknown, renamed: boolean): void {
  let parent = root as Dictionary;
  for (;;) {
    const keys = Object.keys(parent);
    const key = keys[Number(numbers.next().value) % keys.length] ?? '';
    const child = parent[key];
    const deeper =
      typeof child === 'object' &&
      child !== null &&
      Object.keys(child).length > 0 &&
      Number(numbers.next().value) % 4 > 0;
    if (deeper) {
      parent = child as Dictionary;
      continue;
    }
    if (renamed && !Array.isArray(parent)) {
      parent[`${key}x`] = child;
      delete parent[key];
    } else parent[key] = value;
    return;
  }
}

function expectOutcome({ tree, diagnostics }: Compilation): void {
  if (tree === undefined) expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  for (const { position, message } of diagnostics) {
    expect(position?.line, message).toBeGreaterThan(0);
    expect(position?.column, message).toBeGreaterThan(0);
  }
}

it('every component is in the registry, with its schema', () => {
  expect(componentNames).toEqual(readdirSync(join(repository, 'generator/components')).sort());
});
