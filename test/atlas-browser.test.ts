import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layout } from '../generator/atlas/layout.ts';
import { atlasPage } from '../generator/atlas/page.ts';
import { atlasOf, type Charted } from '../generator/atlas.ts';
import { sideOf } from '../generator/diff/side.ts';
import { diff } from '../generator/diff.ts';
import { registry } from '../generator/generated/registry.ts';
import { objectsIn } from '../generator/index.ts';
import { fleetPlatform } from './bench/fleet-platform.mjs';
import { chromiumPath, type Look, openPage, startChromium } from './support/chromium.ts';
import { repository } from './support/cli.ts';
import { manyClusters } from './support/many-clusters.ts';
import { apart, screenGrid } from './support/screen-grid.ts';

const folder = mkdtempSync(join(tmpdir(), 'plinth-atlas-'));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function compiled(text: string): Charted {
  const { source, model, objects, diagnostics } = objectsIn(text);
  if (source === undefined || model === undefined || objects === undefined)
    throw new Error(JSON.stringify(diagnostics));
  return { source, model, objects, diagnostics };
}

const shippedText = readFileSync(join(repository, 'platform.yaml'), 'utf8');
const written = (name: string, html: string) => {
  const file = join(folder, name);
  writeFileSync(file, html);
  return file;
};

function changedPage(): string {
  const before = compiled(shippedText);
  const after = compiled(shippedText.replace(/(ghcr.io\/mccutchen\/go-httpbin):\S+/, '$1:2.99.0'));
  const [was, is] = [before, after].map(({ objects, model }) => sideOf(objects, model, new Map()));
  if (was === undefined || is === undefined) throw new Error('two sides');
  return atlasPage(atlasOf(after, registry, layout, { commit: 'abc', changes: diff(was, is).changes }));
}

/** What axe finds; the page lets no script in but its own, so this one comes past it, as a developer tool would. */
async function violations(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axe });
  const { result } = await session.send('Runtime.evaluate', {
    expression:
      'axe.run().then(({ violations }) => JSON.stringify(violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))))',
    awaitPromise: true,
    returnByValue: true,
  });
  return JSON.parse(String(result.value));
}

if (chromiumPath === undefined)
  console.log('no Chromium here (PLINTH_CHROMIUM names one): the atlas is not tried in a browser');

describe.skipIf(chromiumPath === undefined)('the atlas in Chromium', () => {
  let browser: Browser;
  let shipped: string;
  beforeAll(async () => {
    shipped = written('shipped.html', atlasPage(atlasOf(compiled(shippedText), registry, layout)));
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  const looks: readonly Look[] = [{ scheme: 'light' }, { scheme: 'dark' }, { scheme: 'light', width: 390 }];
  const places = ['', '#/production', '#/production/vault%2Finstall', '#/vcluster-prod'];

  it.each(looks.flatMap((look) => places.map((place) => [place, look] as const)))(
    'at %s, seen as %o: axe finds nothing, nothing goes wrong, nothing is fetched, nothing is cut off',
    async (place, look) => {
      const { page, wrong } = await openPage(browser, shipped, place, look);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      expect(wrong).toEqual([]);
      await page.context().close();
    },
  );

  it('is searched by keyboard alone', async () => {
    const { page, wrong } = await openPage(browser, shipped);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('vault install production');
    expect(await page.getAttribute('#search', 'aria-expanded')).toBe('true');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    const active = await page.getAttribute('#search', 'aria-activedescendant');
    expect(await page.textContent(`#${active}`)).toContain('vault/install');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#chosen');
    expect(await page.textContent('h1')).toContain('production');
    expect(await page.evaluate('document.activeElement.id')).toBe('chosen');
    await page.keyboard.press('Escape');
    await page.waitForSelector('aside', { state: 'hidden' });
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it('is filtered by keyboard alone', async () => {
    const { page } = await openPage(browser, shipped, '#/production');
    const shown = () =>
      page.evaluate(
        "[...document.querySelectorAll('section tr[data-words]')].filter((row) => row.checkVisibility()).length",
      );
    const all = Number(await shown());
    for (let presses = 0; presses < 40 && (await page.evaluate('document.activeElement.id')) !== 'filter'; presses += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.type('httpbin');
    expect(Number(await shown())).toBeGreaterThan(1);
    expect(Number(await shown())).toBeLessThan(all / 4);
    expect(await page.textContent('output[for=filter]')).toMatch(/^\d+ match$/);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    expect(await shown()).toBe(all);
    await page.context().close();
  });

  it('goes from a stage to what it waits for, and shows the way, by keyboard', async () => {
    const { page } = await openPage(browser, shipped, '#/production');
    await page.focus('a.stage[aria-label^="grafana access,"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#chosen');
    expect(await page.textContent('#chosen')).toBe('grafana/access');
    const traced = (word: string) => page.locator(`a.stage[data-trace=${word}]`).count();
    expect(await traced('here')).toBe(1);
    expect(await traced('before')).toBeGreaterThan(5);
    expect(await traced('after')).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction("document.querySelector('#chosen')?.textContent !== 'grafana/access'");
    expect(await traced('after')).toBeGreaterThan(0);
    await page.context().close();
  });

  it('keeps the theme that was chosen', async () => {
    const { page } = await openPage(browser, shipped, '', { scheme: 'light' });
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.click('#theme');
    await page.click('#theme');
    expect(await page.textContent('#theme')).toBe('Theme: dark');
    expect(await ground()).not.toBe(light);
    await page.reload();
    expect(await page.textContent('#theme')).toBe('Theme: dark');
    await page.context().close();
  });

  it('is printed without what only a screen can do, with all that is folded', async () => {
    const { page } = await openPage(browser, shipped, '#/production', { scheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    for (const selector of ['#search', '#theme', 'nav.clusters', '#filter'])
      expect(await page.isVisible(selector), selector).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect((await page.pdf()).length).toBeGreaterThan(20_000);
    expect(await page.locator('td details:not([open])').count()).toBe(0);
    await page.context().close();
  });

  it('a name that looks like markup is a name', async () => {
    const hostile = '</script><img src=x onerror=document.title="bad">';
    const atlas = atlasOf(compiled(shippedText), registry, layout);
    const clusters = atlas.clusters.map((each) => (each.name === 'sandbox' ? { ...each, name: hostile } : each));
    const file = written(
      'hostile.html',
      atlasPage({ ...atlas, name: hostile, clusters, texts: atlas.texts.map((text) => `${text}${hostile}`) }),
    );
    const { page, wrong } = await openPage(browser, file, `#/${encodeURIComponent(hostile)}`);
    expect(await page.textContent('h1')).toBe(hostile);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe(`${hostile}, ${hostile}: the atlas`);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it('shows a change where it is, in words too', async () => {
    const { page, wrong } = await openPage(browser, written('changed.html', changedPage()), '#/production');
    expect(await page.textContent('header')).toContain('compared with abc');
    expect(await page.textContent('#section-changes')).toMatch(/^Changes \d/);
    expect(await page.textContent('table.images tr.changed')).toContain('2.99.0');
    expect(await violations(page)).toEqual([]);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  describe('looks as it did when somebody looked at it', () => {
    const file = join(import.meta.dirname, 'atlas/screens.json');
    const isAsked = process.env['UPDATE_SCREENS'] !== undefined;
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { [name: string]: readonly number[] };
    const screens = [
      ['overview', '', { scheme: 'light' }],
      ['cluster', '#/c-01', { scheme: 'light' }],
      ['cluster, dark', '#/c-01', { scheme: 'dark' }],
      ['stage', '#/c-01/vault%2Finstall', { scheme: 'light' }],
      ['cluster, narrow', '#/c-01', { scheme: 'light', width: 390 }],
    ] as const;

    let fleet: string;
    beforeAll(() => {
      fleet = written('fleet.html', atlasPage(atlasOf(compiled(fleetPlatform(3)), registry, layout)));
    });

    it.each(screens)('%s', async (name, place, look) => {
      const { page } = await openPage(browser, fleet, place, look);
      const now = await screenGrid(browser, page);
      await page.context().close();
      if (isAsked) {
        kept[name] = now;
        writeFileSync(file, `${JSON.stringify(kept)}\n`);
      }
      const { mean, most } = apart(kept[name] ?? [], now);
      // another font moves letters within their lines; a box that is gone or elsewhere is far beyond this
      expect(mean).toBeLessThan(4);
      expect(most).toBeLessThan(110);
    });

    it('and would not be taken for another screen', () => {
      for (const [one, other] of [
        ['overview', 'cluster'],
        ['cluster', 'stage'],
        ['cluster', 'cluster, dark'],
        ['cluster', 'cluster, narrow'],
      ])
        expect(apart(kept[one ?? ''] ?? [], kept[other ?? ''] ?? []).mean).toBeGreaterThan(4);
    });
  });

  it('draws of a hundred clusters only what is looked at', async () => {
    const file = written('many.html', atlasPage(atlasOf(compiled(manyClusters(100)), registry, layout)));
    const { page, wrong } = await openPage(browser, file);
    const elements = () => page.evaluate("document.querySelectorAll('*').length");
    expect(await page.locator('.matrix tbody tr').count()).toBeGreaterThanOrEqual(25);
    expect(await page.locator('nav.clusters a').count()).toBe(101);
    expect(await page.locator('a.stage').count()).toBe(0);
    await page.fill('#search', 'site-077 vault.');
    await page.keyboard.press('Enter');
    await page.waitForFunction("document.querySelector('h1').textContent === 'site-077'");
    expect(await page.locator('a.stage').count()).toBeGreaterThan(40);
    expect(Number(await elements())).toBeLessThan(4000);
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});
