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
    expect(withOperator).toContain('### After vault/install: the first `vault operator init`\n\nUntil then waves');
    expect(withOperator).not.toContain('Argo CD says');
  });

  it('lets vault-config-operator in only where it is', () => {
    expect(withOperator).toContain('Let vault-config-operator in');
    expect(runbook('')).not.toMatch(/vault-config-operator|config-admin/);
  });
});

/** The commands of a section, in order. */
function commandsOf(text: string, heading: string): readonly string[] {
  const section = text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/```sh\n(.*?)```/gs)].flatMap((match) =>
    (match[1] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}

const apply = 'kubectl apply --server-side --force-conflicts --field-manager=argocd-controller -f -';

describe('from a cluster to Argo CD', () => {
  it('the hub gets namespaces and CRDs, the Secrets that nothing else can bring, then Argo CD with the root', () => {
    expect(commandsOf(withOperator, 'From a cluster to Argo CD').slice(0, 5)).toEqual([
      `kubectl kustomize clusters/one/bootstrap/ground | ${apply}`,
      'kubectl wait --for=condition=Established --timeout=1m crd/applications.argoproj.io crd/applicationsets.argoproj.io crd/appprojects.argoproj.io',
      'kubectl -n argocd get secret repository-platform',
      'kubectl -n argocd get secret cluster-two',
      `kubectl kustomize --enable-helm --helm-kube-version=1.34 clusters/one/bootstrap | ${apply}`,
    ]);
  });

  it('another cluster writes down how the hub logs in, as Argo CD reads it', () => {
    const spoke = compile(platform(operator)).tree?.get('clusters/two/README.md') ?? '';
    const commands = commandsOf(spoke, 'From a cluster to Argo CD');
    expect(commands.join('\n')).not.toContain('bootstrap');
    const [login = ''] = commands.filter((command) => command.endsWith('> config'));
    const template = /go-template='(.*)'/.exec(login)?.[1] ?? '';
    const filled = template
      .replace('{{.data.token | base64decode}}', 'token')
      .replace('{{index .data "ca.crt"}}', 'ca');
    expect(JSON.parse(filled)).toEqual({ bearerToken: 'token', tlsClientConfig: { insecure: false, caData: 'ca' } });
  });

  it('without Argo CD among the components, people bring their own and give it the root', () => {
    const own = compile(platform(operator).replace('argocd: { repository: token }', ''));
    const text = own.tree?.get('clusters/one/README.md') ?? '';
    expect(commandsOf(text, 'From a cluster to Argo CD').slice(0, 2)).toEqual([
      `kubectl kustomize clusters/one/bootstrap/ground | ${apply}`,
      `kubectl kustomize clusters/one/bootstrap | ${apply}`,
    ]);
    expect(own.tree?.get('clusters/one/bootstrap/kustomization.yaml')).not.toContain('argocd');
  });
});

describe('what a gate holds', () => {
  it('is every stage of a later wave, by name', () => {
    const gate = withOperator.split('### After vault/install')[1]?.split('\n1. ')[0] ?? '';
    const rows = [...withOperator.matchAll(/^\| (\d+) \| (\S+) \|/gm)].map(
      ([, wave, id]) => [Number(wave), id] as const,
    );
    const own = rows.find(([, id]) => id === 'vault/install')?.[0] ?? 0;
    const later = rows.filter(([wave]) => wave > own).map(([, id]) => id);
    expect(later.length).toBeGreaterThan(0);
    expect(gate).toContain(`waves 0 to ${own} sync`);
    expect(/\((.*)\)/.exec(gate)?.[1]?.split(', ')).toEqual(later);
  });
});

describe('after a loss', () => {
  const lost = (text: string) => text.split('## When the cluster is lost')[1]?.split('\n## ')[0] ?? '';

  it('each step names a section that is there', () => {
    const named = [...lost(withOperator).matchAll(/\*([^*]+)\*/g)].map((match) => match[1] ?? '');
    expect(named).toContain('Clear the disks of a cluster that is built anew');
    const headings = [...withOperator.matchAll(/^#+ (.*)$/gm)].map((match) => match[1] ?? '');
    for (const name of named)
      expect(
        headings.some((heading) => heading.startsWith(name)),
        name,
      ).toBe(true);
  });

  it('the keys of sealed values come back before anything is synced', () => {
    const text = lost(runbook(`${operator}  sealed-secrets: {}\n`));
    const keys = text.indexOf('*Bring the keys back into a cluster that is built anew*');
    expect(keys).toBeGreaterThan(0);
    expect(keys).toBeLessThan(text.indexOf('the other steps of'));
  });
});
