import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../generator/index.ts';
import { changedFiles, treeOf } from './support/changed-files.ts';

interface Written {
  readonly apps: { [name: string]: { [option: string]: unknown } };
}

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  production:
    argocd: hub
    kubernetes: "1.34"
    cni: { networkPolicies: true }
    nodes:
      workers:
        worker-1: { disks: [/dev/disk/by-id/ata-1] }
        worker-2: { disks: [/dev/disk/by-id/ata-2] }
  staging: { argocd: { hub: production }, kubernetes: "1.34", cni: { kind: cilium }, components: { mayastor: { enabled: false }, vault: { enabled: false }, vault-config-operator: { enabled: false } } }
components:
  cert-manager: { email: sre@example.org }
  contour: {}
  mayastor: { etcdReplicas: 1 }
  vault: { seal: { kind: shamir } , replicas: 1 }
  vault-config-operator: {}
apps:
  other: { image: ghcr.io/example/other:1.0.0, port: 8080 }
  shop:
    image: ghcr.io/example/shop:1.0.0
    port: 8080
    host: shop.example.org
`;

const before = treeOf(platform);

/** The files that an edit of the app `shop` writes anew, adds and takes away. */
function changedBy(edit: (shop: { [option: string]: unknown }, apps: Written['apps']) => void) {
  const written = parse(platform) as Written;
  edit(written.apps['shop'] ?? {}, written.apps);
  return changedFiles(before, treeOf(stringify(written)));
}

const base = 'kustomize/apps/shop/base';
const overlay = 'kustomize/apps/shop/overlays/production';

describe('an edit changes the files that it is about, and no others', () => {
  it('another router, with a listener at the Gateway for the host', () => {
    const routing = (apps: Written['apps'], by: string) => Object.assign(apps['shop'] ?? {}, { routing: by });
    const withGateways = (by: string) => {
      const written = parse(platform) as Written & { components: { [name: string]: object } };
      written.components['gateway-api'] = {};
      routing(written.apps, by);
      return treeOf(stringify(written));
    };
    const [proxied, attached] = [withGateways('httpproxy'), withGateways('gateway')];
    const paths = [...new Set([...proxied.keys(), ...attached.keys()])].sort();
    const gateway = 'kustomize/contour/gateway/overlays/production';
    expect(paths.filter((path) => proxied.get(path) !== attached.get(path))).toEqual([
      `${overlay}/http-proxy-shop.example.org.yaml`,
      `${overlay}/http-route-shop.example.org.yaml`,
      `${overlay}/kustomization.yaml`,
      `${overlay}/reference-grant-shop.example.org.yaml`,
      `${gateway}/http-route-to-https.yaml`,
      `${gateway}/kustomization.yaml`,
      `${gateway}/patch-gateway-contour.yaml`,
    ]);
    expect(attached.get(`${gateway}/patch-gateway-contour.yaml`)).toContain('hostname: shop.example.org');
    expect(attached.get(`${gateway}/patch-gateway-contour.yaml`)).toContain('name: shop.example.org-tls');
  });

  it('an issuer', () => {
    expect(changedBy((shop) => void Object.assign(shop, { issuer: 'letsencrypt-staging' }))).toEqual([
      `~ ${overlay}/certificate-shop.example.org.yaml`,
    ]);
  });

  it('another cluster, with what differs there', () => {
    const clusters = { production: {}, staging: { host: 'shop.staging.example.org', replicas: 1 } };
    const there = 'kustomize/apps/shop/overlays/staging';
    expect(changedBy((shop) => void Object.assign(shop, { clusters }))).toEqual([
      '+ clusters/staging/application-apps.shop.yaml',
      '~ clusters/staging/project-apps.yaml',
      `+ ${there}/certificate-shop.staging.example.org.yaml`,
      `+ ${there}/http-proxy-shop.staging.example.org.yaml`,
      `+ ${there}/kustomization.yaml`,
      `+ ${there}/network-policy-shop.yaml`,
      `+ ${there}/patch-deployment-shop.yaml`,
      `+ ${there}/patch-pod-disruption-budget-shop.yaml`,
      '~ kustomize/namespaces/install/overlays/staging/kustomization.yaml',
      '+ kustomize/namespaces/install/overlays/staging/namespace-shop.yaml',
    ]);
  });

  it('an app that is a folder of the repository: all that is told to Argo CD, and its namespace', () => {
    const added = changedBy((_, apps) => {
      apps['wiki'] = { source: { kind: 'folder', path: 'deploy/wiki' } };
    });
    expect(added).toEqual([
      '+ clusters/production/application-apps.wiki.yaml',
      '~ clusters/production/kustomization.yaml',
      '+ clusters/production/project-apps.wiki.yaml',
      '~ kustomize/namespaces/install/overlays/production/kustomization.yaml',
      '+ kustomize/namespaces/install/overlays/production/namespace-wiki.yaml',
    ]);
  });

  it('an app that is a chart, and its next version', () => {
    const chart = (version: string) => ({
      kind: 'chart',
      repository: 'https://charts.example.org',
      name: 'ghost',
      version,
    });
    const tree = (version: string) => {
      const written = parse(platform) as Written;
      written.apps['blog'] = { source: chart(version) };
      return treeOf(stringify(written));
    };
    const [one, other] = [tree('1.2.3'), tree('1.2.4')];
    const folders = [...one.keys()].filter((path) => path.startsWith('kustomize/apps/blog/'));
    expect(folders).toEqual([
      'kustomize/apps/blog/chart/kustomization.yaml',
      'kustomize/apps/blog/chart/patch-volumes.yaml',
      'kustomize/apps/blog/overlays/production/kustomization.yaml',
    ]);
    expect([...one.keys()].filter((path) => one.get(path) !== other.get(path))).toEqual([folders[0]]);
  });

  it('an app that goes', () => {
    const gone = changedBy((_, apps) => {
      delete apps['shop'];
    });
    expect(gone.every((each) => !each.includes('other'))).toBe(true);
    expect(gone.filter((each) => !each.includes('kustomize/apps/shop/'))).toEqual([
      '- clusters/production/application-apps.shop.yaml',
      '~ clusters/production/project-apps.yaml',
      '~ kustomize/namespaces/install/overlays/production/kustomization.yaml',
      '- kustomize/namespaces/install/overlays/production/namespace-shop.yaml',
    ]);
  });
});

describe('an app of which only image, port and host are said', () => {
  const deployment = before.get(`${base}/deployment-shop.yaml`) ?? '';

  it.each([
    'replicas: 2',
    'runAsNonRoot: true',
    'type: RuntimeDefault',
    'readOnlyRootFilesystem: true',
    'allowPrivilegeEscalation: false',
    '- ALL',
    'startupProbe:',
    'readinessProbe:',
    'livenessProbe:',
    'requests:',
    'limits:',
    'topologyKey: kubernetes.io/hostname',
  ])('has %s', (text) => {
    expect(deployment).toContain(text);
  });

  it('has a budget, a policy and a restricted namespace', () => {
    expect(before.get(`${base}/pod-disruption-budget-shop.yaml`)).toContain('maxUnavailable: 1');
    expect(before.get(`${overlay}/network-policy-shop.yaml`)).toContain('- Egress');
    expect(before.get('kustomize/namespaces/install/overlays/production/namespace-shop.yaml')).toContain(
      'pod-security.kubernetes.io/enforce: restricted',
    );
  });
});

it('two hundred apps are no other than one', () => {
  const written = parse(platform) as Written;
  for (let index = 0; index < 200; index++) {
    const [name, host] = [`app-${index}`, `app-${index}.example.org`];
    const volumes = index % 5 === 0 ? { kept: { mountPath: '/kept', size: '1Gi' } } : {};
    written.apps[name] = { image: `ghcr.io/example/${name}:1.0.0`, port: 8000 + index, host, volumes };
  }
  const tree = treeOf(stringify(written));
  for (let index = 0; index < 200; index++) {
    const host = `app-${index}.example.org`;
    const route = tree.get(`kustomize/apps/app-${index}/overlays/production/http-proxy-${host}.yaml`);
    expect(route).toContain(`port: ${8000 + index}`);
  }
  for (const [path, text] of before) if (path.startsWith('kustomize/apps/')) expect(tree.get(path), path).toBe(text);
});

describe('names', () => {
  const named = (name: string) => compile(platform.replace('  shop:', `  ${JSON.stringify(name)}:`)).diagnostics;

  it.each(['Shop', 'shop_1', '-shop', 'shop-', '1shop', 'büro', 'a'.repeat(41), '', 'a.b'])(
    '%j is refused where it stands',
    (name) => {
      const [first] = named(name);
      expect(first).toMatchObject({ code: 'wrong-value', severity: 'error', position: { line: 23 } });
    },
  );

  it.each(['s', 'shop-1', 'a'.repeat(40), 'constructor', 'tostring'])('%j is a name', (name) => {
    expect(named(name).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('of objects are no longer than Kubernetes takes, whatever the app and its parts are called', () => {
    const long = 'a'.repeat(30);
    const services = {
      [long]: {
        image: 'ghcr.io/example/a:1.0.0',
        port: 80,
        schedule: undefined,
        volumes: { [long]: { mountPath: '/a', size: '1Gi' } },
      },
    };
    const written = parse(platform) as Written;
    written.apps['a'.repeat(40)] = { services, databases: { [`${long.slice(1)}b`]: { kind: 'mysql' } } };
    treeOf(stringify(written));
  });
});

describe('names of files', () => {
  const label = 'a'.repeat(60);
  const hosts = ['one', 'two'].map((end) => [label, label, label, label, end].join('.'));

  it.each(['httpproxy', 'ingress', 'gateway'])(
    'of the longest hosts, routed by %s, fit into every file system',
    (routing) => {
      const written = parse(platform) as Written & { components: { [name: string]: object } };
      written.components['gateway-api'] = {};
      Object.assign(written.apps['shop'] ?? {}, { host: hosts[0], aliases: hosts.slice(1), routing });
      const names = [...treeOf(stringify(written)).keys()].flatMap((path) => path.split('/'));
      expect(names.filter((name) => Buffer.byteLength(name) > 255)).toEqual([]);
      expect(new Set(names.filter((name) => name.startsWith('certificate-aaa'))).size).toBe(2);
    },
  );
});
