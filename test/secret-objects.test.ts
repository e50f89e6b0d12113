import { describe, expect, it } from 'vitest';
import type { ObjectOf } from '../generator/kubernetes/create.ts';
import { secretObjects } from '../generator/kubernetes/secret-objects.ts';
import type { DeclaredSecret } from '../generator/secret.ts';

const declared: DeclaredSecret = {
  name: 'sso',
  namespace: 'argocd',
  keys: ['password'],
  origin: 'vault',
  purpose: 'a test',
};

type VaultSecret = ObjectOf<'redhatcop.redhat.io/v1alpha1', 'VaultSecret'>;
type RandomSecret = ObjectOf<'redhatcop.redhat.io/v1alpha1', 'RandomSecret'>;

function vaultSecret(secret: Partial<DeclaredSecret>): VaultSecret {
  return secretObjects({ ...declared, ...secret }).at(-1) as VaultSecret;
}

function randomSecrets(secret: Partial<DeclaredSecret>): readonly RandomSecret[] {
  return secretObjects({ ...declared, origin: 'generated', ...secret }).flatMap((object) =>
    object.kind === 'RandomSecret' ? [object as RandomSecret] : [],
  );
}

describe('the objects of a declared secret', () => {
  it('are none before Vault exists', () => {
    expect(secretObjects({ ...declared, origin: 'bootstrap' })).toEqual([]);
  });

  it.each(['vault', 'terraform'] as const)('are one that reads where the origin is %s', (origin) => {
    expect(secretObjects({ ...declared, origin }).map(({ kind }) => kind)).toEqual(['VaultSecret']);
  });

  it('generate each key into the same secret of Vault', () => {
    const made = randomSecrets({ keys: ['user', 'clientSecret'] });
    expect(made.map(({ metadata }) => metadata.name)).toEqual(['sso-user', 'sso-client-secret']);
    expect(made.map(({ spec }) => `${spec.path}/${spec.name} ${spec.secretKey}`)).toEqual([
      'kv/data/argocd/default/sso user',
      'kv/data/argocd/default/sso clientSecret',
    ]);
  });

  it('are only what generates it where pods read it themselves', () => {
    const kinds = (origin: DeclaredSecret['origin']) =>
      secretObjects({ ...declared, origin, direct: true }).map(({ kind }) => kind);
    expect(kinds('generated')).toEqual(['RandomSecret']);
    expect(kinds('vault')).toEqual([]);
  });

  it('generate what is not known and write down what is', () => {
    const user = { keys: ['username', 'password'], known: { username: 'admin' } };
    expect(randomSecrets(user).map(({ spec }) => spec.secretKey)).toEqual(['password']);
    expect(vaultSecret({ ...user, origin: 'generated' }).spec.output.stringData).toEqual({
      username: '{{ "admin" }}',
      password: '{{ required "kv/argocd/default/sso has no password" .secret.password }}',
    });
  });

  it.each([
    [{}, 'sso-password'],
    [{ keys: ['.other_'] }, 'sso-other'],
    [{ serviceAccount: 'server' }, 'argocd-server-sso-password'],
    [{ path: 'a.b/c_d' }, 'a-b-c-d-password'],
  ])('with %j have a RandomSecret named %s: its path and key cannot change', (secret, name) => {
    expect(randomSecrets(secret).map(({ metadata }) => metadata.name)).toEqual([name]);
  });

  it.each([
    [['ssh-privatekey'], 'kubernetes.io/ssh-auth'],
    [['tls.key', 'tls.crt'], 'kubernetes.io/tls'],
    [['.dockerconfigjson'], 'kubernetes.io/dockerconfigjson'],
    [['tls.crt'], 'Opaque'],
    [['ssh-privatekey', 'known_hosts'], 'Opaque'],
  ])('with the keys %j have the type %s', (keys, type) => {
    expect(vaultSecret({ keys }).spec.output.type).toBe(type);
  });

  it('fail where Vault lacks a key, whatever its name', () => {
    expect(vaultSecret({ keys: ['password', 'a-b.c'] }).spec.output.stringData).toEqual({
      password: '{{ required "kv/argocd/default/sso has no password" .secret.password }}',
      'a-b.c': '{{ required "kv/argocd/default/sso has no a-b.c" (index .secret "a-b.c") }}',
    });
  });

  it.each([
    [{}, 'secret-reader'],
    [{ path: 'argocd/default/other/sso' }, 'secret-reader'],
    [{ serviceAccount: 'server' }, 'secret-reader'],
    [{ serviceAccount: 'server', path: 'argocd/default/sso' }, 'secret-reader.argocd.sso'],
    [{ path: 'argocd-2/default/sso' }, 'secret-reader.argocd.sso'],
    [{ path: 'argocd/default-2/sso' }, 'secret-reader.argocd.sso'],
  ])('with %j are read in the role %s', (secret, role) => {
    expect(vaultSecret(secret).spec.vaultSecretDefinitions.map(({ authentication }) => authentication.role)).toEqual([
      role,
    ]);
  });

  it('are generated in a role of their own where they lie elsewhere', () => {
    const made = randomSecrets({ path: 'shared/tokens/sso' });
    expect(made.map(({ metadata }) => metadata.name)).toEqual(['shared-tokens-sso-password']);
    expect(made.map(({ spec }) => spec.authentication.role)).toEqual(['secret-writer.argocd.sso']);
    expect(made.map(({ spec }) => `${spec.path}/${spec.name}`)).toEqual(['kv/data/shared/tokens/sso']);
  });
});
