import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST, markdownDiff } from '../generator/commands/print/markdown-diff.ts';
import { textDiff } from '../generator/commands/print/print-diff.ts';
import { causes, type ToldPlatform } from '../generator/diff/causes.ts';
import { fieldChanges } from '../generator/diff/fields.ts';
import { type Risk, riskNames } from '../generator/diff/risk.ts';
import { type Side, sideOf } from '../generator/diff/side.ts';
import { type Difference, diff } from '../generator/diff.ts';
import { registry } from '../generator/generated/registry.ts';
import { analyse } from '../generator/index.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import { renderForPeople } from '../generator/render.ts';

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
        worker-3: { disks: [/dev/disk/by-id/ata-3] }
  staging:
    argocd: { hub: production }
    kubernetes: "1.34"
    cni: { networkPolicies: true }
    components: { mayastor: { enabled: false }, vault: { enabled: false }, vault-config-operator: { enabled: false } }
components:
  argocd: { sso: { kind: github, clientId: Iv1.0123456789abcdef } }
  cert-manager: { email: sre@example.org }
  contour: {}
  mayastor: { etcdReplicas: 1 }
  vault: { seal: { kind: shamir }, replicas: 1 }
  vault-config-operator: {}
  metrics-server: {}
apps:
  other: { image: ghcr.io/example/other:1.0.0, port: 8080, clusters: { production: {} }, secrets: { mail: { keys: [SMTP_PASSWORD] } } }
  shop:
    team: web
    image: ghcr.io/example/shop:1.0.0
    port: 8080
    host: shop.example.org
    clusters: { production: {} }
access:
  organization: example
  teams:
    web: {}
    sre: { argocd: operator }
  members:
    jdoe: { email: jdoe@example.org, teams: [web], clusters: { production: reader } }
terraform:
  backend: { kind: local }
`;

function side(text: string): Side {
  const { objects, model, diagnostics } = analyse(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (objects === undefined || model === undefined) throw new Error('it does not compile');
  return sideOf(objects, model, renderForPeople(objects, model, registry));
}

const before = side(platform);

/** The difference of two platforms, with the lines that each change follows from. */
function explained(was: string, now: string): Difference {
  const compiled = [was, now].map((text): ToldPlatform => {
    const { source, model } = analyse(text);
    if (source === undefined || model === undefined) throw new Error('it does not compile');
    return { source, model };
  });
  const [first, second] = compiled as [ToldPlatform, ToldPlatform];
  return diff(was === platform ? before : side(was), side(now), causes(first, second, registry));
}

function edited(line: string, instead: string): string {
  expect(platform.split(line)).toHaveLength(2);
  return platform.replace(line, () => instead);
}

/** Each change as `verb class stage subject`, what is harmless left out. */
function told({ changes }: Difference): readonly string[] {
  return changes
    .filter(({ effects }) => effects[0].risk !== 'harmless')
    .map(({ verb, effects, stage, subject }) => `${verb} ${effects[0].risk} ${stage} ${subject}`);
}

const risksOf = ({ changes }: Difference): readonly Risk[] => [
  ...new Set(changes.flatMap(({ effects }) => effects.map(({ risk }) => risk))),
];

describe('twenty edits of a platform', () => {
  const shop = '    image: ghcr.io/example/shop:1.0.0\n';
  const staging = 'vault-config-operator: { enabled: false } }\n';
  it.each<readonly [string, string, string, Risk, string]>([
    ['an image', 'shop:1.0.0', 'shop:1.1.0', 'restarts-pods', 'Deployment shop/shop'],
    ['more members of an app', shop, `${shop}    replicas: 4\n`, 'harmless', 'Deployment shop/shop'],
    ['a host', 'host: shop.example.org', 'host: store.example.org', 'exposure-changed', 'HTTPProxy shop/store'],
    ['no host any more', '    host: shop.example.org\n', '', 'removes', 'HTTPProxy shop/shop'],
    ['a port', '    port: 8080\n', '    port: 8081\n', 'restarts-pods', 'Deployment shop/shop'],
    ['an app is renamed', '  shop:\n', '  store:\n', 'removes', 'Application apps.shop'],
    ['an app goes', '    team: web\n', '    team: web\n    enabled: false\n', 'removes', 'Deployment shop/shop'],
    ['an app by hand', '    team: web\n', '    team: web\n    sync: manual\n', 'harmless', 'Application apps.shop'],
    [
      'an app elsewhere too',
      '    clusters: { production: {} }\naccess',
      '    clusters: { production: {}, staging: { host: shop.staging.example.org } }\naccess',
      'exposure-changed',
      'HTTPProxy shop/shop',
    ],
    ['a variable', shop, `${shop}    env: { LEVEL: debug }\n`, 'restarts-pods', 'Deployment shop/shop'],
    ['a member', 'jdoe: {', 'asmith: {', 'permission-widened', 'platform/terraform/github/members.tf.json'],
    ['a role', 'production: reader', 'production: operator', 'permission-widened', 'platform/omni/access-policy.yaml'],
    ['the members of a chart', 'shamir }, replicas: 1', 'shamir }, replicas: 3', 'objects-unknown', 'vault'],
    [
      'the version of a chart',
      '  metrics-server: {}',
      '  metrics-server: { version: 3.12.0 }',
      'objects-unknown',
      'metrics-server',
    ],
    [
      'a chart goes',
      '  metrics-server: {}',
      '  metrics-server: { enabled: false }',
      'objects-unknown',
      'metrics-server',
    ],
    [
      'a chart goes on one cluster',
      staging,
      staging.replace(' }\n', ', metrics-server: { enabled: false } }\n'),
      'objects-unknown',
      'metrics-server',
    ],
    [
      'a chart goes with its CRDs',
      'email: sre@example.org }',
      'email: sre@example.org, onRemoval: delete }',
      'objects-unknown',
      'cert-manager',
    ],
    ['a disk goes', '        worker-2: { disks: [/dev/disk/by-id/ata-2] }\n', '', 'prunes-data', 'DiskPool'],
    [
      'the Kubernetes version',
      '    kubernetes: "1.34"\n    cni: { networkPolicies: true }\n    nodes',
      '    kubernetes: "1.33"\n    cni: { networkPolicies: true }\n    nodes',
      'objects-unknown',
      'Application',
    ],
    ['the address of the repository', 'example/platform.git', 'example/moved.git', 'permission-widened', 'AppProject'],
  ])('%s', (_, line, instead, risk, subject) => {
    const found = diff(before, side(edited(line, instead)));
    const hit = found.changes.filter(
      (each) => each.subject.includes(subject) && each.effects.some((effect) => effect.risk === risk),
    );
    expect(hit, told(found).join('\n')).not.toEqual([]);
  });
});

describe('every change says the line that it follows from', () => {
  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
  const shop = '    image: ghcr.io/example/shop:1.0.0\n';
  it.each<readonly [string, string, string, string, 'before' | 'after', string]>([
    ['another value', 'shop:1.0.0', 'shop:1.1.0', 'apps.shop.image', 'after', 'image: ghcr.io/example/shop:1.1'],
    ['a new option', shop, `${shop}    replicas: 4\n`, 'apps.shop.replicas', 'after', 'replicas: 4'],
    ['one that goes', '    host: shop.example.org\n', '', 'apps.shop.host', 'before', 'host: shop.example.org'],
    ['a chart', 'shamir }, replicas: 1', 'shamir }, replicas: 3', 'components.vault.replicas', 'after', 'seal: {'],
    [
      'a member',
      'production: reader',
      'production: operator',
      'access.members.jdoe.clusters.production',
      'after',
      'jdoe:',
    ],
    [
      'a disk',
      '[/dev/disk/by-id/ata-2]',
      '[/dev/disk/by-id/ata-9]',
      'clusters.production.nodes.workers.worker-2.disks.0',
      'after',
      'worker-2:',
    ],
  ])('%s', (_, line, instead, option, side, part) => {
    const text = edited(line, instead);
    const { changes } = explained(platform, text);
    const expected = { option, side, line: lineOf(side === 'before' ? platform : text, part) };
    expect(changes).not.toEqual([]);
    for (const { causes: found } of changes) expect(found).toEqual([expected]);
  });

  const two = edited('shop:1.0.0', 'shop:1.1.0').replace('    port: 8080\n    host', '    port: 8081\n    host');
  const why = (text: string, subject: string) =>
    explained(platform, text)
      .changes.find((each) => each.subject === subject)
      ?.causes.map(({ option }) => option);

  it('of several edits, each change those of its own block', () => {
    expect(why(two, 'Service shop/shop')).toEqual(['apps.shop.port']);
    expect(why(two, 'Deployment shop/shop')).toEqual(['apps.shop.image', 'apps.shop.port']);
    const elsewhere = two.replace('jdoe@example.org', 'j@example.org').replace('replicas: 1\n', 'replicas: 3\n');
    expect(why(elsewhere, 'Service shop/shop')).toEqual(['apps.shop.port']);
  });

  it('none where it is not certain', () => {
    const text = edited('shop:1.0.0', 'shop:1.1.0').replace(
      '  metrics-server: {}',
      '  metrics-server: { enabled: false }',
    );
    expect(why(text, 'Deployment shop/shop')).toEqual(['apps.shop.image']);
    expect(why(text, 'AppProject platform')).toEqual([]);
  });

  it('the same edit on several clusters is one change with all of its lines', () => {
    const both = (replicas: number) =>
      edited(
        '    clusters: { production: {} }\naccess',
        `    clusters:\n      production: { replicas: ${replicas} }\n      staging: { replicas: ${replicas}, host: shop.example.net }\naccess`,
      );
    const { changes } = explained(both(2), both(3));
    const line = lineOf(both(3), 'production: { replicas');
    expect(changes.map(({ subject, clusters }) => ({ subject, clusters }))).toEqual([
      { subject: 'Deployment shop/shop', clusters: ['production', 'staging'] },
    ]);
    expect(changes[0]?.causes).toEqual([
      { option: 'apps.shop.clusters.production.replicas', line, side: 'after' },
      { option: 'apps.shop.clusters.staging.replicas', line: line + 1, side: 'after' },
    ]);
  });

  it('prints it', () => {
    const found = explained(platform, edited('shop:1.0.0', 'shop:1.1.0'));
    const line = lineOf(platform, 'image: ghcr.io/example/shop');
    expect(textDiff(found)).toContain(`    because of line ${line}, apps.shop.image\n`);
    expect(markdownDiff(found, [])).toContain(`because of line ${line}, apps.shop.image\n`);
  });
});

describe('no change is none', () => {
  it.each([
    ['the same text', platform],
    ['comments', platform.replaceAll('\n', ' # why\n')],
    ['another order', edited('name: example\ndomain: example.org\n', 'domain: example.org\nname: example\n')],
    ['a default that is written', edited('  contour: {}\n', '  contour: { enabled: true }\n')],
  ])('%s', (_, text) => {
    expect(diff(before, side(text))).toEqual({ changes: [], risk: 'harmless', atOnce: [] });
  });
});

it('back is the mirror of forth', () => {
  const after = side(edited('host: shop.example.org', 'host: store.example.org'));
  const names = (a: Side, b: Side, verb: string) =>
    diff(a, b)
      .changes.filter((each) => each.verb === verb)
      .map(({ subject }) => subject)
      .sort();
  expect(names(before, after, 'added')).toEqual(names(after, before, 'removed'));
  expect(names(before, after, 'added')).not.toEqual([]);
  expect(names(before, after, 'changed')).toEqual(names(after, before, 'changed'));
});

it('two stages of which one waits for the other', () => {
  const text = edited('email: sre@example.org', 'email: ops@example.org, replicas: 1').replace(
    'shop:1.0.0',
    'shop:1.0.1',
  );
  expect(diff(before, side(text)).atOnce).toEqual([
    { first: 'cert-manager/install', waiting: 'cert-manager/issuers', clusters: ['production', 'staging'] },
  ]);
});

/** One object in one Application. */
function only(object: object, more: { readonly stage?: string; readonly cluster?: string } = {}): Side {
  const unit = { application: 'one.x.install', cluster: 'one', stage: 'x/install', ...more };
  const objects = [object as KubernetesObject];
  return {
    units: new Map([[`${unit.cluster} ${unit.stage}`, { ...unit, objects }]]),
    before: new Map(),
    files: new Map(),
  };
}
const none: Side = { units: new Map(), before: new Map(), files: new Map() };
const metadata = { name: 'a', namespace: 'b' };

describe('what the API server refuses', () => {
  it.each<readonly [string, object, object, Risk]>([
    [
      'the volumes of a StatefulSet',
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        spec: { volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { size: 1 } }] },
      },
      { spec: { volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { size: 2 } }] } },
      'immutable-field',
    ],
    [
      'the members of a StatefulSet are free',
      { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { replicas: 1 } },
      { spec: { replicas: 2 } },
      'harmless',
    ],
    [
      'the selector of a Deployment',
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: { matchLabels: { a: 'b' } } } },
      { spec: { selector: { matchLabels: { a: 'c' } } } },
      'immutable-field',
    ],
    [
      'a Job',
      { apiVersion: 'batch/v1', kind: 'Job', spec: { template: { spec: { a: 1 } } } },
      { spec: { template: { spec: { a: 2 } } } },
      'immutable-field',
    ],
    [
      'a Job that Argo CD may make again',
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { ...metadata, annotations: { 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true' } },
        spec: { template: 1 },
      },
      { spec: { template: 2 } },
      'recreates',
    ],
    [
      'a smaller volume',
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: { resources: { requests: { storage: '10Gi' } } } },
      { spec: { resources: { requests: { storage: '9Gi' } } } },
      'immutable-field',
    ],
    [
      'a larger volume',
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: { resources: { requests: { storage: '900Mi' } } } },
      { spec: { resources: { requests: { storage: '1Gi' } } } },
      'harmless',
    ],
    [
      'a storage class',
      { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', reclaimPolicy: 'Delete' },
      { reclaimPolicy: 'Retain' },
      'immutable-field',
    ],
    [
      'a role reference',
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', roleRef: { name: 'a' } },
      { roleRef: { name: 'b' } },
      'immutable-field',
    ],
    [
      'a sealed ConfigMap',
      { apiVersion: 'v1', kind: 'ConfigMap', immutable: true, data: { a: '1' } },
      { data: { a: '2' } },
      'immutable-field',
    ],
    [
      'a headless Service',
      { apiVersion: 'v1', kind: 'Service', spec: {} },
      { spec: { clusterIP: 'None' } },
      'immutable-field',
    ],
    [
      'the path of a RandomSecret',
      { apiVersion: 'redhatcop.redhat.io/v1alpha1', kind: 'RandomSecret', spec: { path: 'a' } },
      { spec: { path: 'b' } },
      'immutable-field',
    ],
    [
      'the scope of a CRD',
      { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: { scope: 'Cluster' } },
      { spec: { scope: 'Namespaced' } },
      'immutable-field',
    ],
    [
      'a pod security level',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } },
      { metadata: { name: 'a', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } },
      'permission-widened',
    ],
    [
      'a stricter level',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } },
      { metadata: { name: 'a', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } },
      'harmless',
    ],
    [
      'a verb of a role',
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
      },
      { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'delete'] }] },
      'permission-widened',
    ],
    [
      'a rule that a wildcard has already',
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
      },
      {
        rules: [
          { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
          { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
        ],
      },
      'harmless',
    ],
    [
      'a policy that lets more in',
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        spec: { ingress: [{ from: [{ podSelector: { a: 1 } }] }] },
      },
      { spec: { ingress: [{ from: [{ podSelector: { a: 1 } }, { podSelector: { b: 1 } }] }] } },
      'exposure-changed',
    ],
    [
      'a load balancer',
      { apiVersion: 'v1', kind: 'Service', spec: { type: 'ClusterIP' } },
      { spec: { type: 'LoadBalancer' } },
      'exposure-changed',
    ],
    [
      'a wave',
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { ...metadata, annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
      },
      { metadata: { ...metadata, annotations: { 'argocd.argoproj.io/sync-wave': '2' } } },
      'order-changed',
    ],
    [
      'only a chart label',
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, labels: { 'helm.sh/chart': 'a-1' } } },
      { metadata: { ...metadata, labels: { 'helm.sh/chart': 'a-2' } } },
      'harmless',
    ],
    [
      'a checksum in a template',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        spec: { template: { metadata: { annotations: { 'checksum/x': '1' } } } },
      },
      { spec: { template: { metadata: { annotations: { 'checksum/x': '2' } } } } },
      'restarts-pods',
    ],
  ])('%s', (_, was, change, risk) => {
    const now = { metadata, ...was, ...change };
    const found = diff(only({ metadata, ...was }), only(now));
    expect(found.changes).toHaveLength(1);
    expect(found.risk).toBe(risk);
  });
});

describe('what goes', () => {
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata };
  const kept = { ...metadata, annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } };
  it.each<readonly [string, object, Risk]>([
    ['a claim', claim, 'prunes-data'],
    ['a claim that is kept', { ...claim, metadata: kept }, 'harmless'],
    ['a namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }, 'prunes-data'],
    [
      'a StatefulSet whose volumes stay',
      { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { volumeClaimTemplates: [{}] } },
      'removes',
    ],
    [
      'a StatefulSet that takes them along',
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata,
        spec: { volumeClaimTemplates: [{}], persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } },
      },
      'prunes-data',
    ],
    ['a Deployment', { apiVersion: 'apps/v1', kind: 'Deployment', metadata }, 'removes'],
    [
      'a value that Vault made up',
      { apiVersion: 'redhatcop.redhat.io/v1alpha1', kind: 'RandomSecret', metadata },
      'prunes-data',
    ],
    [
      'a value that Vault made up and keeps',
      {
        apiVersion: 'redhatcop.redhat.io/v1alpha1',
        kind: 'RandomSecret',
        metadata,
        spec: { kvSecretRetainPolicy: 'Retain' },
      },
      'removes',
    ],
  ])('%s', (_, object, risk) => {
    expect(diff(only(object), none).risk).toBe(risk);
  });

  it('an object that goes to another Application', () => {
    const { changes } = diff(only(claim), only(claim, { stage: 'y/install' }));
    expect(changes).toMatchObject([{ verb: 'moved', stage: 'y/install', from: 'x/install' }]);
    expect(changes[0]?.effects.map(({ risk }) => risk)).toEqual(['prunes-data', 'application-renamed']);
  });

  it('an object in another namespace is another one', () => {
    const { changes } = diff(only(claim), only({ ...claim, metadata: { name: 'a', namespace: 'c' } }));
    expect(changes).toMatchObject([{ verb: 'changed' }]);
    expect(changes[0]?.effects.map(({ risk }) => risk)).toEqual(['prunes-data', 'recreates']);
  });

  it('a Secret shows that it changes and never what it holds', () => {
    const secret = (value: string) => only({ apiVersion: 'v1', kind: 'Secret', metadata, data: { key: value } });
    const text = JSON.stringify(diff(secret('b2xk'), secret('bmV3')));
    expect(text).toContain('(hidden)');
    expect(text).not.toMatch(/b2xk|bmV3/);
  });
});

describe('fields', () => {
  it('none between equal values, one at least between others', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => fieldChanges(value, structuredClone(value)).length === 0));
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        const back = fieldChanges(b, a).length > 0;
        return fieldChanges(a, b).length > 0 === back;
      }),
    );
  });
});

describe('as Markdown', () => {
  it('a table, then each class', () => {
    const found = diff(before, side(edited('shop:1.0.0', 'shop:1.1.0')));
    expect(markdownDiff(found, [])).toMatchInlineSnapshot(`
      "<!-- plinth diff -->
      ### What this changes: 1 change on 1 cluster

      | Class | Changes | What it means |
      | --- | ---: | --- |
      | **restarts-pods** | 1 | Pods are replaced, as their controller does it. |


      #### restarts-pods

      <details open><summary><code>Deployment shop/shop</code> changed in <code>apps/shop</code> on production</summary>

      \`\`\`
      spec.template.spec.containers[shop].image: ghcr.io/example/shop:1.0.0 → ghcr.io/example/shop:1.1.0
      \`\`\`

      </details>
      "
    `);
  });

  it('is never too long for a comment, and says what is left out', () => {
    const many = (tag: string) =>
      platform.replace(
        /apps:\n/,
        (line) =>
          `${line}${Array.from({ length: 400 }, (_, index) => `  app-${index}: { image: "ghcr.io/example/app:${tag}", port: 8080, clusters: { production: {} }, env: { TEXT: ${'x'.repeat(90)} } }\n`).join('')}`,
      );
    const text = markdownDiff(diff(side(many('1.0.0')), side(many('1.0.1'))), []);
    expect(text.length).toBeLessThanOrEqual(LONGEST);
    expect(text).toMatch(/\d+ more changes: there is no room/);
  });

  it('nothing in it can end a block or call someone', () => {
    const object = (text: string) =>
      only({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '@team</summary>|`' }, data: { a: text } });
    const text = markdownDiff(diff(object('a'), object('```')), []);
    expect(text).not.toMatch(/@team|\/summary>\||^```\n```$/m);
    expect(text).toContain('````');
  });
});

it('every class has a place and a sentence', () => {
  expect(riskNames).toHaveLength(new Set(riskNames).size);
  expect(risksOf(diff(before, before))).toEqual([]);
});
