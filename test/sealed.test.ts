import {
  constants,
  createCipheriv,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonDiagnostics } from '../generator/commands/print/print-diagnostics.ts';
import type { ClusterContext } from '../generator/component.ts';
import { secrets } from '../generator/components/sealed-secrets/stages/secrets.ts';
import { credentialIn, isCredentialEntry } from '../generator/credential.ts';
import { registry } from '../generator/generated/registry.ts';
import { compile } from '../generator/index.ts';
import { secretRow } from '../generator/render/secret-row.ts';
import { secretSources } from '../generator/resolve/secret-sources.ts';
import { isSealed } from '../generator/sealed.ts';
import { type DeclaredSecret, origins } from '../generator/secret.ts';
import { repository } from './support/cli.ts';

const fixtures = join(repository, 'generator/components/sealed-secrets/fixtures');
const fixture = (name: string) => readFileSync(join(fixtures, name, 'platform.yaml'), 'utf8');

/** What kubeseal does: a session key under RSA-OAEP, the value under AES-GCM with it, the length of the first in front. */
function seal(value: Uint8Array, key: KeyObject): string {
  const session = randomBytes(32);
  const padding = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from('a/b') };
  const wrapped = publicEncrypt(padding, session);
  const cipher = createCipheriv('aes-256-gcm', session, Buffer.alloc(12));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(wrapped.length);
  return Buffer.concat([length, wrapped, cipher.update(value), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

describe.each([2048, 4096])('a value sealed with a key of %i bits', (modulusLength) => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength });

  it('is known as one, whatever it is, and is no credential under any key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (value) => {
        const sealed = seal(value, publicKey);
        expect(isSealed(sealed)).toBe(true);
        expect(isCredentialEntry('password', sealed)).toBe(false);
        expect(credentialIn(sealed)).toBeUndefined();
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('is none when most of it is missing, or a sign of it', () => {
    const sealed = seal(Buffer.from('a password'), publicKey);
    for (const cut of [1, 2, 3, sealed.length / 2]) expect(isSealed(sealed.slice(0, -cut))).toBe(false);
    expect(isSealed(`${sealed.slice(0, 100)} ${sealed.slice(100)}`)).toBe(false);
  });
});

it('no text of people is taken for a sealed value', () => {
  for (const text of ['', 'hunter2', 'AgBhunter2', 'x'.repeat(1000), Buffer.from('x'.repeat(800)).toString('base64')])
    expect(isSealed(text)).toBe(false);
});

it('a value in plain text is repeated nowhere', () => {
  const { tree, diagnostics, text } = compile(fixture('plain-text'));
  expect(tree).toBeUndefined();
  expect(diagnostics.filter(({ code }) => code === 'credential')).toHaveLength(7);
  expect(JSON.stringify(jsonDiagnostics(diagnostics, { file: 'platform.yaml', text }))).not.toContain('hunter2');
  expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
});

describe('a sealed secret', () => {
  const declared: DeclaredSecret = {
    name: 'repository',
    namespace: 'argocd',
    keys: ['url', 'password'],
    known: { url: 'https://github.com/example/platform.git' },
    labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    origin: 'sealed',
    purpose: 'a test',
  };

  it('gets what is known of it where it is declared', () => {
    const encryptedData = { password: 'sealed' };
    const [object] =
      secrets.clusterResources?.({
        options: { secrets: [{ name: 'repository', namespace: 'argocd', scope: 'strict', encryptedData }] },
        cluster: { secrets: [declared] },
      } as unknown as ClusterContext<'sealed-secrets'>) ?? [];
    expect(object).toMatchObject({
      metadata: { name: 'repository', namespace: 'argocd' },
      spec: {
        encryptedData,
        template: { type: 'Opaque', metadata: { labels: declared.labels }, data: declared.known },
      },
    });
  });

  it('has a command for each value that is not known', () => {
    expect(secretRow(declared).seals).toEqual([
      'printf %s "$(cat)" | kubeseal --raw --namespace argocd --name repository --from-file=/dev/stdin  # password',
    ]);
  });

  it('comes before what uses it, without Vault', () => {
    const { model } = compile(fixture('full'));
    const stages = model?.clusters[0]?.stages ?? [];
    const wave = (id: string) => stages.find((stage) => stage.id === id)?.wave ?? 0;
    for (const user of ['argocd/access', 'external-dns/install'])
      expect(wave(user)).toBeGreaterThan(wave('sealed-secrets/secrets'));
  });

  it('has keys of which the runbook says how they are saved and brought back', () => {
    const runbook = compile(fixture('cluster-override')).tree?.get('clusters/two/README.md') ?? '';
    expect(runbook).toContain('again after each new pair (one every 2160h');
    expect(runbook).toContain('get secret -l sealedsecrets.bitnami.com/sealed-secrets-key -o yaml');
    expect(runbook).toContain('kubectl apply -f sealed-secrets-keys.yaml');
  });
});

describe('the source of secrets', () => {
  it('is one for every origin but those that a person makes', () => {
    expect([...secretSources(registry).keys(), 'bootstrap'].sort()).toEqual(Object.keys(origins).sort());
  });

  it('is one alone: two could not both be waited for', () => {
    const { 'external-dns': dns } = registry.components;
    const install = { ...dns.stages.install, bringsSecrets: ['vault' as const] };
    const second = { ...registry.components, 'external-dns': { ...dns, stages: { install } } };
    expect(() => secretSources({ ...registry, components: second })).toThrow(
      /both bring the secrets of the origin vault/,
    );
  });
});
