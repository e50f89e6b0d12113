import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { riskOf } from '../generator/diff/change.ts';
import { sideOf } from '../generator/diff/side.ts';
import { diff } from '../generator/diff.ts';
import { registry } from '../generator/generated/registry.ts';
import { compile } from '../generator/index.ts';
import { firstFiles } from '../generator/init.ts';
import { renderForPeople } from '../generator/render.ts';
import { repository } from './support/cli.ts';
import { edited } from './support/edited.ts';

const begun = firstFiles(
  {
    size: 'three-nodes',
    name: 'example',
    domain: 'example.org',
    git: 'https://github.com/example/platform.git',
    email: 'sre@example.org',
  },
  '0.0.0',
).get('platform.yaml');
const platform = edited(parse(begun ?? ''), {
  apps: { shop: { image: 'ghcr.io/example/shop:1.0.0', port: 8080, host: 'shop.example.org' } },
  access: { organization: 'example', teams: { sre: { argocd: 'admin' } } },
});

function sideFor(value: unknown) {
  const { diagnostics, objects, model } = compile(stringify(value));
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (objects === undefined || model === undefined) throw new Error('it does not compile');
  return sideOf(objects, model, renderForPeople(objects, model, registry));
}

const signs = { added: '+', changed: '~', removed: '-', moved: '>' } as const;
const text = readFileSync(join(repository, 'docs/guides/recipes.md'), 'utf8');
const recipes = text
  .split(/^## /m)
  .slice(1)
  .map((part) => ({
    name: part.split('\n')[0] ?? '',
    edit: /```yaml\n([\s\S]*?)```/.exec(part)?.[1] ?? '',
    said: /```\n([\s\S]*?)```/.exec(part.replace(/```yaml[\s\S]*?```/, ''))?.[1]?.trim() ?? '',
  }));

describe('the recipes', () => {
  it('are ten', () => {
    expect(recipes).toHaveLength(10);
  });

  it.each(recipes)('$name', ({ edit, said }) => {
    const { changes, risk } = diff(sideFor(platform), sideFor(edited(platform, parse(edit))));
    const worst = changes.filter((change) => riskOf(change) === risk).map(({ verb }) => `${signs[verb]} ${risk}`);
    expect([...new Set(worst)]).toContain(said);
  });
});
