import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { compile } from '../generator/index.ts';
import { secretRow } from '../generator/render/secret-row.ts';

const platform = (components: string) => `
version: 1
name: example
domain: example.org
git: { url: "https://github.com/example/platform.git" }
clusters:
  one:
    argocd: hub
    kubernetes: "1.34"
    nodes: { workers: { worker-1: { disks: [/dev/disk/by-id/ata-1] }, worker-2: { disks: [/dev/disk/by-id/ata-2] }, worker-3: {} } }
  two: { argocd: { hub: one }, kubernetes: "1.34", components: { mayastor: { enabled: false }, vault: { enabled: false }, vault-config-operator: { enabled: false } } }
components:
  cert-manager: { email: sre@example.org }
  contour: {}
  argocd: { repository: token }
  mayastor: {}
  vault: { seal: { kind: shamir } }
${components}`;

const operator = `
  vault-config-operator:
    secrets:
      webhook: { namespace: vault, keys: [url, token], path: shared/webhook }
`;

function runbook(components: string): string {
  const { tree, diagnostics } = compile(platform(components));
  const text = tree?.get('clusters/one/README.md');
  if (text === undefined) throw new Error(JSON.stringify(diagnostics));
  return text;
}

const withOperator = runbook(operator);
const linesWith = (part: string) => withOperator.split('\n').filter((line) => line.includes(part));

/** What a command gives to a `kubectl` that prints its words or its input. */
function shell(kubectl: string, command: string, input = ''): string {
  return spawnSync('sh', ['-c', `kubectl() { ${kubectl}; }\n${command}`], { input, encoding: 'utf8' }).stdout;
}

describe('a secret that is put into Vault by hand', () => {
  it('has a command for each key, all of which run in the pod', () => {
    expect(linesWith('vault kv p')).toEqual([
      `printf %s "$(cat)" | kubectl -n vault exec -i vault-0 -- vault kv put kv/shared/webhook url=-`,
      `printf %s "$(cat)" | kubectl -n vault exec -i vault-0 -- vault kv patch kv/shared/webhook token=-`,
    ]);
  });

  it('is stored as it was typed, without the newline', () => {
    expect(shell('cat', linesWith('vault kv put')[0] ?? '', 's3c ret$\n')).toBe('s3c ret$');
  });

  it('says what is in it where its keys do not', () => {
    const app =
      "apps: { shop: { image: 'ghcr.io/example/shop:1.0.0', secrets: { login: { keys: [word], as: files, delivery: injector } } } }";
    const { tree } = compile(
      `${platform(operator)}${app}`.replace('argocd: hub', 'argocd: hub\n    cni: { kind: cilium }'),
    );
    const text = tree?.get('clusters/one/README.md') ?? '';
    expect(text).toContain(
      "`ca.crt` is the certificate of Vault's own authority: `kubectl -n vault get secret vault-tls",
    );
    expect(text).toContain('vault kv put kv/shop/shop/login word=-');
  });

  it('asks for no value that is known', () => {
    const user = "o'neil $HOME";
    const keys = ['user', 'password'];
    const { puts } = secretRow({ name: 'a', namespace: 'b', origin: 'vault', purpose: 'c', keys, known: { user } });
    expect(puts.map((command) => shell('cat', command, 'typed\n'))).toEqual([user, 'typed']);
  });
});

describe('a secret from before Vault', () => {
  it('has what is known written out, each as one word of the shell', () => {
    const [repository = ''] = linesWith('secret generic repository-platform');
    expect(shell('printf \'%s\\n\' "$@"', repository.replaceAll('<file>', 'file')).split('\n').slice(6, -1)).toEqual([
      '--from-literal=type=git',
      '--from-literal=url=https://github.com/example/platform.git',
      '--from-file=username=file',
      '--from-file=password=file',
    ]);
    expect(linesWith('secret generic cluster-two')).toEqual([
      "kubectl -n argocd create secret generic cluster-two --from-literal='name=two' --from-file=server=<file> --from-file=config=<file>",
    ]);
  });

  it('says what its keys hold', () => {
    expect(withOperator).toContain('`config` is how to log in there, as JSON: `{"bearerToken"');
  });
});

describe('the gate of Vault', () => {
  it('says what is waited for, and claims no text of Argo CD', () => {
    expect(withOperator).toContain('### After vault/install: the first `vault operator init`\n\nUntil then Argo CD');
    expect(withOperator).not.toContain('Argo CD says');
  });

  it('lets vault-config-operator in only where it is', () => {
    expect(withOperator).toContain('Let vault-config-operator in');
    expect(runbook('')).not.toMatch(/vault-config-operator|config-admin/);
  });
});
