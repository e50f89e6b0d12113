import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Atlas, tables } from '../generator/atlas/atlas.ts';
import { drawnWaits } from '../generator/atlas/drawn-waits.ts';
import { box, layout } from '../generator/atlas/layout.ts';
import { atlasPage } from '../generator/atlas/page.ts';
import { atlasOf } from '../generator/atlas.ts';
import { type Entry, found } from '../generator/atlas-page/found.ts';
import { fragmentOf, placeIn } from '../generator/atlas-page/place.ts';
import { sideOf } from '../generator/diff/side.ts';
import { diff } from '../generator/diff.ts';
import { registry } from '../generator/generated/registry.ts';
import { objectsIn } from '../generator/index.ts';
import { allBefore } from '../generator/resolve/waves.ts';
import { plinth, repository } from './support/cli.ts';

const shippedText = readFileSync(join(repository, 'platform.yaml'), 'utf8');

function compiled(text: string) {
  const { source, model, objects, diagnostics } = objectsIn(text);
  if (source === undefined || model === undefined || objects === undefined)
    throw new Error(JSON.stringify(diagnostics));
  return { source, model, objects, diagnostics };
}

const shipped = compiled(shippedText);
const atlas = atlasOf(shipped, registry, layout);
const clusterNamed = (name: string, { clusters }: Atlas = atlas) => {
  const cluster = clusters.find((each) => each.name === name);
  if (cluster === undefined) throw new Error(`no ${name}`);
  return cluster;
};
const rowsOf = (cluster: string, table: keyof typeof tables, from: Atlas = atlas) =>
  clusterNamed(cluster, from).tables[table].map((row) => row.map((place) => from.texts[place]));

describe('the atlas of the shipped platform', () => {
  it('has every stage of every cluster in its wave, with all that it waits for and why', () => {
    for (const { facts, stages } of shipped.model.clusters) {
      const picture = atlas.pictures[clusterNamed(facts.name).picture];
      const waits = picture?.stages.map((each) => ({
        id: each.id,
        wave: each.wave,
        before: each.waits.map(({ on }) => picture.stages[on]?.id),
      }));
      expect(waits).toEqual(stages.map(({ id, wave, before }) => ({ id, wave, before })));
      for (const each of picture?.stages ?? []) for (const { why } of each.waits) expect(why, each.id).not.toBe('');
    }
  });

  it('has a row with as many cells as there are columns in every table, and no table is empty on production', () => {
    for (const [name, columns] of Object.entries(tables)) {
      const rows = rowsOf('production', name as keyof typeof tables);
      if (!['warnings', 'changes'].includes(name)) expect(rows.length, name).toBeGreaterThan(0);
      for (const row of rows) expect(row, name).toHaveLength(columns.length + 2);
      expect(rows.flat(), name).not.toContain(undefined);
    }
  });

  it('says who reads a secret and from where it comes, and where a host leads', () => {
    expect(rowsOf('production', 'secrets')).toContainEqual(
      expect.arrayContaining(['calidum-rotae/discord-webhook', 'Deployment calidum-rotae/discord']),
    );
    expect(rowsOf('production', 'hosts')).toContainEqual(
      expect.arrayContaining(['vault.omni.cedille.club', 'HTTPProxy vault/vault', 'vault/vault-active:8200']),
    );
  });

  it('is the same from the same platform, whatever the order of its keys', () => {
    const { clusters, ...rest } = JSON.parse(JSON.stringify(shipped.source.value)) as { clusters: object };
    const reordered = { ...rest, clusters: Object.fromEntries(Object.entries(clusters).reverse()) };
    const again = atlasOf(compiled(JSON.stringify(reordered)), registry, layout);
    // in JSON everything is on one line
    const withoutLines = ({ clusters: all, ...other }: Atlas) => ({
      ...other,
      clusters: all.map((each) => ({ ...each, components: Object.keys(each.components) })),
    });
    expect(withoutLines(again)).toEqual(withoutLines(atlas));
    expect(atlasPage(atlasOf(compiled(shippedText), registry, layout))).toBe(atlasPage(atlas));
  });

  it('names a secret that is sealed in git, without its value', () => {
    const folder = join(repository, 'generator/components/sealed-secrets/fixtures');
    const [fixture = ''] = readdirSync(folder);
    const text = readFileSync(join(folder, fixture, 'platform.yaml'), 'utf8');
    const values = [...text.matchAll(/\bAg[A-Za-z0-9+/=]{20,}/g)].map(([value]) => value);
    expect(values.length).toBeGreaterThan(0);
    const sealed = atlasOf(compiled(text), registry, layout);
    const rows = sealed.clusters.flatMap(({ name }) => rowsOf(name, 'secrets', sealed));
    expect(rows.flat()).toContain('sealed in git for this cluster');
    for (const value of values) expect(atlasPage(sealed)).not.toContain(value);
  });
});

it('the page in docs/ is as platform.yaml says', () => {
  expect(plinth(['atlas', '--check'])).toMatchObject({ code: 0 });
});

describe('a comparison', () => {
  const image = 'ghcr.io/mccutchen/go-httpbin';
  const changed = compiled(shippedText.replace(new RegExp(`(${image}):\\S+`), '$1:2.99.0'));
  const sides = [shipped, changed].map(({ objects, model }) => sideOf(objects, model, new Map()));
  const [before, after] = sides;
  if (before === undefined || after === undefined) throw new Error('two sides');
  const compared = atlasOf(changed, registry, layout, { commit: 'abc', changes: diff(before, after).changes });

  it('marks what a change touches, and nothing else', () => {
    expect(changed.objects).not.toEqual(shipped.objects);
    expect(clusterNamed('production', compared).marks).toEqual({ 'apps/httpbin': 'changed' });
    expect(clusterNamed('sandbox', compared).marks).toEqual({});
    const marked = rowsOf('production', 'images', compared).filter(([, mark]) => mark !== '');
    expect(marked).toEqual([['apps/httpbin', 'changed', image, '2.99.0', 'Deployment httpbin/httpbin']]);
    expect(rowsOf('production', 'changes', compared)).toContainEqual(
      expect.arrayContaining(['Deployment httpbin/httpbin']),
    );
  });

  it('of nothing marks nothing', () => {
    const same = atlasOf(shipped, registry, layout, { commit: 'abc', changes: diff(before, before).changes });
    expect(same.clusters.map(({ marks }) => marks)).toEqual(atlas.clusters.map(() => ({})));
  });
});

describe('the page', () => {
  it('lets its own script and style run, by their hashes, and nothing else', () => {
    const page = atlasPage(atlas);
    const hashes = [...page.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)].map(
      ([, kind, text = '']) => `${kind}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    );
    expect(hashes).toHaveLength(2);
    for (const each of hashes) expect(page).toContain(each);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/https?:\/\/[^"]*\.(?:js|css|woff2?)\b|@import|@font-face/);
  });

  it('no text breaks out of where it stands', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.constantFrom('</script>', '<!--', '<script>', '\u2028', '</title><b>'),
          ),
        ),
        (texts) => {
          const page = atlasPage({ ...atlas, name: texts.join(''), texts });
          const json = /<script type="application\/json" id="platform">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
          expect(json).not.toMatch(/[<>&]/);
          expect(JSON.parse(json).texts).toEqual(JSON.parse(JSON.stringify(texts)));
          expect(page.match(/<script|<\/script|<\/title/g)).toHaveLength(5);
        },
      ),
    );
  });
});

const orders = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 24 })
  .map((all) => all.map((some, index) => (index === 0 ? [] : [...new Set(some.map((each) => each % index))])));

describe('the drawing of any order', () => {
  const wavesOf = (before: readonly (readonly number[])[]) => {
    const waves: number[] = [];
    for (const some of before) waves.push(1 + Math.max(0, ...some.map((each) => waves[each] ?? 0)));
    return before.map((each, index) => ({ wave: waves[index] ?? 1, before: each }));
  };

  it('has a row for each wave, no box over another, a line for each wait that does not follow, and the same each time', () => {
    fc.assert(
      fc.property(orders, (before) => {
        const nodes = wavesOf(before);
        const drawn = layout(nodes);
        for (const [index, { x, y }] of drawn.nodes.entries()) {
          expect(y).toBe(box.height / 2 + ((nodes[index]?.wave ?? 1) - 1) * (box.height + box.between));
          expect(x).toBeGreaterThanOrEqual(box.width / 2);
          for (const other of drawn.nodes.slice(index + 1))
            if (other.y === y) expect(Math.abs(other.x - x)).toBeGreaterThanOrEqual(box.width);
        }
        expect(drawn.lines).toHaveLength(drawnWaits(before).flat().length);
        expect(layout(nodes)).toEqual(drawn);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves out only what follows from the rest', () => {
    fc.assert(
      fc.property(orders, (before) => {
        const reach = (waits: readonly (readonly number[])[]) => {
          const edges = new Map(waits.map((each, index) => [`${index}`, each.map(String)]));
          return waits.map((_, index) => allBefore(`${index}`, edges));
        };
        const drawn = drawnWaits(before);
        expect(reach(drawn)).toEqual(reach(before));
        for (const [index, waits] of drawn.entries())
          for (const each of waits) {
            const less = drawn.map((all, at) => (at === index ? all.filter((one) => one !== each) : all));
            expect(reach(less)).not.toEqual(reach(before));
          }
      }),
      { numRuns: 60 },
    );
  });
});

describe('finding', () => {
  const entry = (name: string, text = ''): Entry => ({
    kind: 'x',
    name,
    cluster: 'c',
    fragment: '',
    text: `${name} ${text}`,
  });

  it('takes every word, in any order, what begins with the first one first', () => {
    const entries = [entry('a vault'), entry('vault', 'install'), entry('grafana', 'vault install')];
    expect(found(entries, 'INSTALL vault').map(({ name }) => name)).toEqual(['vault', 'grafana']);
    expect(found(entries, 'vault').map(({ name }) => name)).toEqual(['vault', 'a vault', 'grafana']);
    expect(found(entries, ' ')).toEqual([]);
  });

  it('comes back to any place by its fragment', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' });
    const stage = name.filter((text) => !text.startsWith('~'));
    fc.assert(
      fc.property(name, stage, (cluster, own) => {
        for (const place of [{ cluster }, { cluster, stage: own }, { cluster, section: own }])
          expect(placeIn(fragmentOf(place))).toEqual(place);
      }),
    );
    expect(placeIn('')).toEqual({});
    expect(placeIn('#/%E0%A4%A')).toEqual({ cluster: '%E0%A4%A' });
  });
});

describe('plinth atlas', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-atlas-'));
  const page = join(folder, 'docs/atlas.html');
  const readme = readFileSync(join(repository, 'README.md'), 'utf8');
  const small = /```yaml\n# platform.yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  writeFileSync(join(folder, 'platform.yaml'), small);
  const run = (...words: string[]) => plinth(['atlas', ...words], { cwd: folder });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('checks, writes, leaves, and finds what drifted', () => {
    expect(run('--check')).toMatchObject({
      code: 1,
      out: expect.stringContaining('docs/atlas.html: missing; run `plinth atlas`'),
    });
    expect(run()).toMatchObject({ code: 0, out: expect.stringMatching(/^docs\/atlas\.html: written, \d+ KiB$/m) });
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/);
    expect(run('--check')).toMatchObject({ code: 0 });
    expect(run().out).toContain('unchanged');
    writeFileSync(page, `${readFileSync(page, 'utf8')} `);
    expect(run('--check')).toMatchObject({ code: 1, out: expect.stringContaining('drifted') });
    expect(JSON.parse(run('--format', 'json').out)).toMatchObject({ file: 'docs/atlas.html', state: 'written' });
  });

  it('writes nothing where the platform has an error, and says where it cannot write', () => {
    const broken = join(folder, 'broken.yaml');
    writeFileSync(broken, small.replace('components:', 'componets:'));
    expect(run('--platform', broken, '--out', 'broken.html')).toMatchObject({
      code: 1,
      out: expect.stringContaining('nothing was written'),
    });
    mkdirSync(join(folder, 'taken.html'));
    expect(run('--out', 'taken.html')).toMatchObject({ code: 2, err: expect.stringContaining('cannot write') });
  });
});
