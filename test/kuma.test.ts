import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Component } from '../generator/component.ts';
import { registry } from '../generator/generated/registry.ts';
import { type Compilation, compile } from '../generator/index.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import type { Registry } from '../generator/registry.ts';

type Dictionary = { readonly [key: string]: unknown };

const platform = (kuma: string): string => `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  cert-manager: { email: sre@example.org }
  gateway-api: {}
  kuma: ${kuma}
`;

/** The shipped components, and a namespace `shop` that somebody makes. */
const withShop = {
  ...registry,
  components: {
    ...registry.components,
    'gateway-api': {
      ...(registry.components['gateway-api'] as Component<'gateway-api'>),
      namespaces: () => [{ name: 'shop', podSecurity: 'restricted' as const }],
    },
  },
} as Registry;

function file({ tree }: Compilation, path: string): Dictionary {
  const text = tree?.get(path);
  expect(text, path).toBeDefined();
  return parse(text ?? '') as Dictionary;
}

function objects({ objects: all }: Compilation, stage: string): readonly KubernetesObject[] {
  return (
    all?.stages.find(({ component, name }) => `${component}/${name}` === stage)?.clusters.get('one')?.objects ?? []
  );
}

const found = ({ diagnostics }: Compilation): readonly string[] =>
  diagnostics.filter(({ code }) => code !== 'hub-without-argocd').map(({ code, message }) => `${code}: ${message}`);

const minimal = compile(platform('{}'));
const chart = 'kustomize/kuma/install/chart';

describe('pitfalls of the chart', () => {
  it('hooks, which Argo CD would run at every sync and whose Jobs vanish at once: none', () => {
    expect(file(minimal, `${chart}/kustomization.yaml`)).toMatchObject({
      helmCharts: [{ name: 'kuma', version: '2.14.3', skipHooks: true, includeCRDs: true }],
    });
  });

  it('the label that a hook would have put on its namespace: on the Namespace', () => {
    const namespace = file(minimal, 'kustomize/namespaces/install/base/namespace-kuma-system.yaml');
    expect(namespace).toMatchObject({ metadata: { labels: { 'kuma.io/sidecar-injection': 'false' } } });
  });

  it('certificates made at render time: by cert-manager, from an authority that outlives them', () => {
    expect(file(minimal, `${chart}/values.yaml`)).toMatchObject({
      controlPlane: { tls: { general: { certManager: { enabled: true, issuerRef: { name: 'kuma-authority' } } } } },
    });
    const hours = (path: string) => Number.parseInt((file(minimal, path)['spec'] as { duration: string }).duration, 10);
    const leaf = hours(`${chart}/patch-certificate-kuma-tls-cert.yaml`);
    expect(leaf).toBeGreaterThan(8760);
    expect(hours('kustomize/kuma/install/base/certificate-kuma-authority.yaml')).toBeGreaterThan(leaf);
  });

  it('a default mesh and policies made at run time: the mesh is in git, and nothing else is made', () => {
    expect(file(minimal, `${chart}/values.yaml`)).toMatchObject({
      controlPlane: { defaults: { skipMeshCreation: true } },
    });
    expect(objects(minimal, 'kuma/mesh')).toContainEqual(
      expect.objectContaining({ kind: 'Mesh', spec: expect.objectContaining({ skipCreatingInitialPolicies: ['*'] }) }),
    );
  });

  it('a taint on every node when the plugin goes first: the plugin goes last, and the control plane tolerates it', () => {
    const patches = (file(minimal, `${chart}/kustomization.yaml`)['patches'] as readonly { path: string }[])
      .map(({ path }) => path)
      .filter((path) => path.includes('kuma-cni'));
    expect(patches).toHaveLength(5);
    for (const path of patches)
      expect(file(minimal, `${chart}/${path}`)).toMatchObject({
        metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '-1' } },
      });
    expect(file(minimal, `${chart}/values.yaml`)).toMatchObject({
      controlPlane: { tolerations: [{ key: 'NodeReadiness', operator: 'Exists', effect: 'NoSchedule' }] },
    });
  });

  it("the plugin in another place than Talos' network: in /etc/cni/net.d and /opt/cni/bin, joined to Flannel", () => {
    expect(file(minimal, `${chart}/values.yaml`)['cni']).toEqual({
      enabled: true,
      chained: true,
      netDir: '/etc/cni/net.d',
      binDir: '/opt/cni/bin',
      confName: '10-flannel.conflist',
    });
  });

  it('a namespace on what has none: taken away', () => {
    const { patches } = file(minimal, `${chart}/kustomization.yaml`) as { patches: readonly Dictionary[] };
    const targets = patches.filter(({ path }) => path === 'patch-no-namespace.yaml').map(({ target }) => target);
    expect(targets).toEqual([
      expect.objectContaining({ kind: 'MutatingWebhookConfiguration' }),
      expect.objectContaining({ kind: 'ValidatingWebhookConfiguration' }),
    ]);
    expect(file(minimal, `${chart}/patch-no-namespace.yaml`)).toEqual([{ op: 'remove', path: '/metadata/namespace' }]);
  });

  it('the GatewayClass, which is there where the Gateway API is', () => {
    const class_ = expect.objectContaining({ kind: 'GatewayClass', name: 'kuma' });
    const provided = (compilation: Compilation) =>
      compilation.objects?.stages
        .find(({ component, name }) => component === 'kuma' && name === 'install')
        ?.clusters.get('one')?.provides;
    expect(provided(minimal)).toContainEqual(class_);
    expect(provided(compile(platform('{}').replace('  gateway-api: {}\n', '')))).not.toContainEqual(class_);
    const { applications = [] } = minimal.objects?.clusters.get('one') ?? {};
    expect(applications.find(({ metadata }) => metadata.name.includes('kuma.install'))).toMatchObject({
      spec: {
        source: {
          kustomize: { apiVersions: expect.arrayContaining(['gateway.networking.k8s.io/v1/GatewayClass']) as unknown },
        },
      },
    });
  });
});

describe('namespaces that take part', () => {
  const compilation = compile(platform('{ namespaces: { shop: { mtls: strict } } }'), withShop);

  it('are labelled, and accept what their option says', () => {
    expect(found(compilation)).toEqual([]);
    expect(objects(compilation, 'namespaces/install')).toContainEqual(
      expect.objectContaining({
        metadata: expect.objectContaining({
          name: 'shop',
          labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'kuma.io/sidecar-injection': 'enabled' },
        }),
      }),
    );
    expect(objects(compilation, 'kuma/mesh').find(({ kind }) => kind === 'MeshTLS')).toMatchObject({
      metadata: { name: 'shop', namespace: 'kuma-system' },
      spec: {
        targetRef: { kind: 'Dataplane', labels: { 'k8s.kuma.io/namespace': 'shop' } },
        rules: [{ default: { mode: 'Strict' } }],
      },
    });
  });

  it('are permissive unless said otherwise', () => {
    const permissive = compile(platform('{ namespaces: { shop: {} } }'), withShop);
    expect(objects(permissive, 'kuma/mesh').find(({ kind }) => kind === 'MeshTLS')).toMatchObject({
      spec: { rules: [{ default: { mode: 'Permissive' } }] },
    });
  });

  it('and that nothing makes, are an error with the name that was meant', () => {
    const { diagnostics } = compile(platform('{ namespaces: { shopp: {} } }'), withShop);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'unknown-namespace', hint: 'did you mean `shop`?' }),
    );
  });

  it('and that the mesh or its repair needs, are refused once', () => {
    expect(found(compile(platform('{ namespaces: { argocd: {}, kube-system: {} } }'), withShop))).toEqual([
      'wrong-value: the namespace `argocd` cannot take part in the mesh: it repairs the mesh, so it must start without it',
      'wrong-value: the namespace `kube-system` cannot take part in the mesh: the Kubernetes distribution makes it, and Kuma leaves it out',
    ]);
  });
});
