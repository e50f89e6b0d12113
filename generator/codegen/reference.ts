import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Code, codes } from '../codes.ts';
import type { Component } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import { registry } from '../generated/registry.ts';
import { appPage } from './app-page.ts';
import { baseSchema } from './base-schema.ts';
import { componentPage } from './component-page.ts';
import { diagnosticPage } from './diagnostic-page.ts';
import { componentFolders } from './folders.ts';
import { platformPage } from './platform-page.ts';
import { sitePage } from './site-page.ts';

/** The reference pages, as path below the repository's root → Markdown, from the schemas, the definitions and the minimal fixtures. */
export function referencePages(root: string): ReadonlyMap<string, string> {
  const base = baseSchema(join(root, 'schema'));
  const folders = componentFolders(join(root, 'generator/components'));
  const components = folders.map((folder) => ({
    folder,
    definition: registry.components[folder.name as ComponentName] as Component<ComponentName>,
  }));
  const pages = components.map(
    ({ folder, definition }) =>
      [`docs/reference/components/${folder.name}.md`, componentPage(folder, definition, base)] as const,
  );
  return new Map([
    ...pages,
    [
      'docs/reference/platform.md',
      platformPage(
        base,
        components.map(({ definition }) => definition),
      ),
    ],
    ['docs/reference/app.md', appPage(base)],
    ['docs/reference/site.md', sitePage(base)],
    ['docs/reference/diagnostics.md', diagnosticsPage()],
    ...(Object.keys(codes) as Code[]).map(
      (code) => [`docs/reference/diagnostics/${code}.md`, diagnosticPage(code, root)] as const,
    ),
  ]);
}

function diagnosticsPage(): string {
  const rows = Object.entries(codes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, meaning]) => `| [\`${code}\`](diagnostics/${code}.md) | ${meaning} |`);
  return `<!-- Made from generator/codes.ts by npm run gen. -->\n\n# Diagnostics\n\nAn error stops Plinth before anything is written; a warning does not. The page of each that a platform.yaml alone can cause has one, and what is then printed.\n\n| Code | Meaning |\n| --- | --- |\n${rows.join('\n')}\n`;
}

/** Writes the pages and removes those of components that are gone. */
export function writeReference(root: string): void {
  for (const folder of ['components', 'diagnostics'])
    rmSync(join(root, 'docs/reference', folder), { recursive: true, force: true });
  for (const [path, text] of referencePages(root)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
