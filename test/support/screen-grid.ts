import type { Browser, Page } from 'playwright-core';

/** How coarse a screen is looked at: fonts and versions of Chromium differ within a cell, layouts between cells. */
const [COLUMNS, ROWS] = [48, 30];

/** A screenshot as the lightness (0 to 255) of each cell of a grid, row by row. */
export async function screenGrid(browser: Browser, page: Page): Promise<readonly number[]> {
  const shot = (await page.screenshot()).toString('base64');
  const context = await browser.newContext();
  const canvas = await context.newPage();
  // the browser itself reads its own pictures: no other program has to
  const grid = await canvas.evaluate(
    `(async () => {
      const image = new Image();
      image.src = 'data:image/png;base64,${shot}';
      await image.decode();
      const [columns, rows] = [${COLUMNS}, ${ROWS}];
      const surface = new OffscreenCanvas(columns, rows).getContext('2d');
      surface.imageSmoothingQuality = 'high';
      surface.drawImage(image, 0, 0, columns, rows);
      const { data } = surface.getImageData(0, 0, columns, rows);
      return Array.from({ length: columns * rows }, (_, cell) => Math.round((data[cell * 4] + data[cell * 4 + 1] + data[cell * 4 + 2]) / 3));
    })()`,
  );
  await context.close();
  return grid as readonly number[];
}

/** How far two grids are apart: on average, and at the cell where they differ most. */
export function apart(
  one: readonly number[],
  other: readonly number[],
): { readonly mean: number; readonly most: number } {
  const all = one.map((each, index) => Math.abs(each - (other[index] ?? 0)));
  return { mean: all.reduce((sum, each) => sum + each, 0) / all.length, most: Math.max(...all) };
}
