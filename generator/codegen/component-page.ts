import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Component } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import { type AnyStage, chartsOf } from '../stage-access.ts';
import { filesIn } from './files-in.ts';
import type { ComponentFolder } from './folders.ts';
import type { Schema } from './json-schema.ts';
import { optionTable } from './option-table.ts';
import { componentSchema } from './schema.ts';

/** The reference page of a component, as Markdown. */
export function componentPage(folder: ComponentFolder, component: Component<ComponentName>, base: Schema): string {
  const stages = Object.entries(component.stages as { readonly [name: string]: AnyStage });
  const parts = [
    `<!-- Made from generator/components/${folder.name} by npm run gen. -->`,
    `# ${folder.name}`,
    `${component.summary}.`,
    facts(component, stages),
    '## Example',
    example(folder),
    '## Options',
    optionTable(componentSchema(folder), base.$defs as Schema, true).trim(),
    '## Stages',
    stageTable(stages),
    ...gate(component),
    '## What goes wrong elsewhere',
    component.pitfalls.map((pitfall) => `- ${pitfall}`).join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function facts(
  { namespace, placement }: Component<ComponentName>,
  stages: readonly (readonly [string, AnyStage])[],
): string {
  const charts = stages
    .flatMap(([, stage]) => chartsOf(stage))
    .map(({ name, version, repository }) => `- Chart: \`${name}\` ${version} from ${repository}`);
  const where = placement === 'hub' ? ['- Runs on the hub only'] : [];
  return [...charts, `- Namespace: \`${namespace.name}\``, ...where].join('\n');
}

function example({ name, directory }: ComponentFolder): string {
  const file = join(directory, 'fixtures/minimal/platform.yaml');
  if (!existsSync(file)) return '';
  const { components } = parse(readFileSync(file, 'utf8')) as { components: Record<string, unknown> };
  const block = stringify({ components: { [name]: components[name] } }, { indentSeq: true }).trim();
  const files = filesIn(join(directory, 'fixtures/minimal/expected')).map((each) => `- \`${each}\``);
  return `\`\`\`yaml\n${block}\n\`\`\`\n\nOn a platform with one cluster, \`one\`, this gives:\n\n${files.join('\n')}`;
}

function stageTable(stages: readonly (readonly [string, AnyStage])[]): string {
  const rows = stages.map(
    ([name, { summary, needs, after }]) =>
      `| ${name} | ${summary} | ${(needs ?? []).join(', ')} | ${(after ?? []).join(', ')} |`,
  );
  return `| Stage | What it brings | Needs | After, where enabled |\n| --- | --- | --- | --- |\n${rows.join('\n')}`;
}

function gate({ gate: wait }: Component<ComponentName>): readonly string[] {
  if (wait === undefined) return [];
  return [
    '## What waits for a person',
    `After \`${String(wait.after)}\`: ${wait.message}. The cluster's runbook has the steps.`,
  ];
}
