import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../generator/index.ts';
import { repository } from './support/cli.ts';

const fixture = join(repository, 'generator/components/kubevious/fixtures/minimal/platform.yaml');
const { tree } = compile(readFileSync(fixture, 'utf8'));
const folder = 'kustomize/kubevious/install';
const text = (path: string) => tree?.get(`${folder}/${path}`) ?? '';
const parsed = (path: string) => parse(text(path)) as Record<string, unknown>;
const made = ['kubevious-mysql-secret', 'kubevious-mysql-secret-root', 'kubevious-worldvious'];

describe('the pitfalls of kubevious', () => {
  it('the Secrets that its chart makes up are taken away, and Vault brings them', () => {
    const { patches } = parsed('chart/kustomization.yaml') as { patches: { path: string }[] };
    for (const name of made) {
      expect(patches).toContainEqual({ path: `patch-no-secret-${name}.yaml` });
      expect(parsed(`chart/patch-no-secret-${name}.yaml`)).toMatchObject({ $patch: 'delete', metadata: { name } });
    }
    for (const name of made) expect(text(`base/vault-secret-${name}.yaml`)).toContain('kind: VaultSecret');
    expect([...(tree ?? [])].filter(([path]) => path.startsWith(`${folder}/base/random-secret-`))).toHaveLength(3);
  });

  it('no password stands in a value, no Secret is remembered, nothing is reported', () => {
    const values = parsed('chart/values.yaml');
    expect(values['mysql']).not.toHaveProperty('db_password');
    expect(values['mysql']).not.toHaveProperty('root_password');
    expect(values['kubevious']).toEqual({ api: { skipSecrets: true } });
    expect(values['worldvious']).toEqual({ opt_out_all: true });
  });
});
