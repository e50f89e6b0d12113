import type { Schema } from './json-schema.ts';
import { optionTable } from './option-table.ts';

/** The reference page of an app's options, as Markdown: those of the whole app, and those of each of its services. */
export function appPage({ $defs }: Schema): string {
  const defs = $defs as { readonly [name: string]: Schema };
  const { app, service } = defs;
  const ofService = new Set(Object.keys((service?.properties ?? {}) as object));
  const whole = Object.entries((app?.properties ?? {}) as { [name: string]: Schema }).filter(
    ([name]) => !ofService.has(name) && name !== 'services',
  );
  const parts = [
    '<!-- Made from schema/app.yaml by npm run gen. -->',
    '# apps.&lt;name&gt;',
    'An app has the options of a service itself, or names several under `services`. [The guide](../guides/apps.md) shows what follows from them.',
    '## The app',
    optionTable({ ...app, properties: Object.fromEntries(whole) }, defs as Schema, false).trim(),
    '`clusters.<name>` takes the same options, merged over these on that cluster; without `clusters`, the app runs on the hub.',
    '## A service',
    optionTable(service ?? {}, defs as Schema, false).trim(),
  ];
  return `${parts.join('\n\n')}\n`;
}
