import type { Schema } from './json-schema.ts';
import { optionTable } from './option-table.ts';

/** The reference page of a site's options, as Markdown. */
export function sitePage({ $defs }: Schema): string {
  const defs = $defs as { readonly [name: string]: Schema };
  const parts = [
    '<!-- Made from schema/site.yaml by npm run gen. -->',
    '# sites.&lt;name&gt;',
    'A site is an app that Plinth makes itself. [The guide](../guides/sites.md) shows what follows from it.',
    optionTable(defs.site ?? {}, defs as Schema, false).trim(),
    '`clusters.<name>` takes the same options, merged over these on that cluster; without `clusters`, the site runs on the hub.',
  ];
  return `${parts.join('\n\n')}\n`;
}
