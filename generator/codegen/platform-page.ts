import type { Component } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import type { Schema } from './json-schema.ts';
import { optionTable } from './option-table.ts';

/** The reference page of platform.yaml itself, as Markdown. */
export function platformPage(base: Schema, components: readonly Component<ComponentName>[]): string {
  const { components: _components, apps, sites, ...rest } = base.properties as { [name: string]: Schema };
  // the options of an app fill a page of their own, and those of a site
  const alone = (each: Schema | undefined) => ({ ...each, additionalProperties: undefined });
  const properties = { ...rest, apps: alone(apps), sites: alone(sites) };
  const rows = components.map(({ name, summary }) => `| [${name}](components/${name}.md) | ${summary} |`);
  const parts = [
    '<!-- Made from schema/base.yaml by npm run gen. -->',
    '# platform.yaml',
    optionTable({ ...base, properties }, base.$defs as Schema, false).trim(),
    'The options of an app are on [a page of their own](app.md), and so are [those of a site](site.md).',
    '## components',
    'A key present is a component enabled on every cluster; `clusters.<name>.components.<component>` is merged over it: maps by key, lists replaced whole, `null` back to the default.',
    `| Component | What it is |\n| --- | --- |\n${rows.join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}
