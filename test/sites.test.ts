import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../generator/index.ts';
import { siteOption } from '../generator/sites/site-option.ts';
import platformSchema from '../schema/platform.schema.json' with { type: 'json' };
import { repository } from './support/cli.ts';

type Dictionary = { [key: string]: unknown };

const least = readFileSync(join(repository, 'generator/sites/fixtures/least/platform.yaml'), 'utf8');
const optionsOf = (name: 'app' | 'site') => Object.keys(platformSchema.$defs[name].properties);

describe('where a diagnostic about a site points', () => {
  it.each(optionsOf('app'))(
    'for `%s` of the app that it becomes, at an option that the site has, or at the site',
    (option) => {
      const [own, ...rest] = siteOption([option]);
      expect(rest).toEqual([]);
      if (optionsOf('site').includes(option)) expect(own).toBe(option);
      else expect(own).toBeUndefined();
    },
  );

  it('for a volume, at what the site says of both', () => {
    expect(siteOption(['volumes', 'accounts', 'storageClass'])).toEqual(['storageClass']);
    expect(siteOption(['volumes', 'data', 'size'])).toEqual(['size']);
    expect(siteOption(['volumes', 'data', 'mountPath'])).toEqual([]);
    expect(siteOption(['secrets', 'grav', 'delivery'])).toEqual([]);
  });
});

it('two hundred sites are no other than one', () => {
  const written = parse(least) as Dictionary & { sites: Dictionary };
  const alone = compile(least).tree ?? new Map();
  for (let index = 0; index < 200; index++) written.sites[`site-${index}`] = { host: `site-${index}.example.org` };
  const { tree = new Map(), diagnostics } = compile(stringify(written));
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const [path, text] of alone) if (path.startsWith('kustomize/apps/')) expect(tree.get(path), path).toBe(text);
  const operator = 'kustomize/vault-config-operator/secrets/overlays/one';
  expect(tree.get(`${operator}/git-hub-secret-engine-role-site-199.yaml`)).toContain('    - site-199\n');
});

it.each(['sites.md', 'apps.md'])('the examples of the guide %s are right as they stand', (page) => {
  const guide = readFileSync(join(repository, 'docs/guides', page), 'utf8');
  const examples = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  const used = examples.filter((each) => /^sites:|from: github/m.test(each));
  expect(used).toHaveLength(1);
  const roles = { shop: { repositories: ['pages'] } };
  for (const each of used) {
    const { components: _, ...example } = parse(each) as Dictionary;
    const platform = { ...(parse(least) as Dictionary & { components: Dictionary }), ...example };
    platform.components['vault-config-operator'] = { github: { applicationId: 4711, roles } };
    const { diagnostics } = compile(stringify(platform));
    expect(
      diagnostics.map(({ code }) => code).filter((code) => !/^(hub-without-argocd|missing-option)$/.test(code)),
    ).toEqual([]);
  }
});
