import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium is: what `PLINTH_CHROMIUM` names and nothing else, or where systems put it; undefined where there is none. */
export const chromiumPath = [process.env['PLINTH_CHROMIUM'] ?? known].flat().find((path) => existsSync(path));

/** Starts it without a window. */
export function startChromium(): Promise<Browser> {
  // in a container there are often no namespaces to build a sandbox from; the only page that it opens is ours
  return chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
}

/** What a page looks like to its reader. */
export interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
}

/** A page from a file, and all that went wrong in it or was asked of a network. */
export interface Opened {
  readonly page: Page;
  readonly wrong: string[];
}

/** Opens a file as a reader would, at the fragment. */
export async function openPage(browser: Browser, file: string, fragment = '', look: Look = {}): Promise<Opened> {
  const viewport = { width: look.width ?? 1440, height: 900 };
  const context = await browser.newContext({ viewport, colorScheme: look.scheme ?? 'light' });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => wrong.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) wrong.push(`asks for ${request.url()}`);
  });
  await page.goto(`file://${file}${fragment}`);
  await page.waitForSelector('h1');
  return { page, wrong };
}
