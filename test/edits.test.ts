import { describe, expect, it } from 'vitest';
import { changedFiles, treeOf } from './support/changed-files.ts';

/** The edits that were made most often in the repository that this one succeeds, most often first: each is a line of platform.yaml. */
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
components:
  argocd: { sso: { kind: github, clientId: Iv1.0123456789abcdef } }
  cert-manager: { email: sre@example.org }
  contour: {}
  mayastor: { etcdReplicas: 1 }
  vault: { seal: { kind: shamir }, replicas: 1 }
  vault-config-operator: {}
  metrics-server: {}
apps:
  other: { image: ghcr.io/example/other:1.0.0, port: 8080, secrets: { mail: { keys: [SMTP_PASSWORD] } } }
  shop:
    team: web
    image: ghcr.io/example/shop:1.0.0
    port: 8080
    host: shop.example.org
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

const before = treeOf(platform);

/** The files that differ once a line stands instead of another. */
function changedBy(line: string, instead: string): readonly string[] {
  expect(platform.split(line)).toHaveLength(2);
  return changedFiles(before, treeOf(platform.replace(line, () => instead)));
}

const base = 'kustomize/apps/shop/base';
const overlay = 'kustomize/apps/shop/overlays/production';
const hub = 'clusters/production';

describe('one line, and what follows from it:', () => {
  it('a member', () => {
    const member = '    jdoe: { email: jdoe@example.org, teams: [web], clusters: { production: reader } }\n';
    expect(changedBy(member, `${member}    asmith: { teams: [sre] }\n`)).toEqual([
      `~ ${hub}/platform/terraform/github/members.tf.json`,
      `~ ${hub}/platform/terraform/github/teams.tf.json`,
    ]);
    expect(
      changedBy(member, `${member}    asmith: { email: asmith@example.org, clusters: { production: operator } }\n`),
    ).toEqual([`~ ${hub}/platform/omni/access-policy.yaml`, `~ ${hub}/platform/terraform/github/members.tf.json`]);
  });

  it('an app that is switched off', () => {
    const off = changedBy('    team: web\n', '    team: web\n    enabled: false\n');
    expect(off.filter((each) => !each.startsWith('- kustomize/apps/shop/'))).toEqual([
      `- ${hub}/application-apps.shop.yaml`,
      `~ ${hub}/project-apps.yaml`,
      '~ kustomize/argocd/install/overlays/production/chart/values.yaml',
      '~ kustomize/namespaces/install/overlays/production/kustomization.yaml',
      '- kustomize/namespaces/install/overlays/production/namespace-shop.yaml',
    ]);
  });

  it('a component that is switched off', () => {
    const off = changedBy('  metrics-server: {}', '  metrics-server: { enabled: false }');
    expect(off.filter((each) => !each.startsWith('- kustomize/metrics-server/'))).toEqual([
      `~ ${hub}/README.md`,
      `- ${hub}/application-platform.metrics-server.install.yaml`,
      `~ ${hub}/project-platform.yaml`,
    ]);
  });

  it('a secret', () => {
    const secrets = '    host: shop.example.org\n    secrets: { stripe: { keys: [STRIPE_KEY] } }';
    expect(changedBy('    host: shop.example.org', secrets)).toEqual([
      `~ ${hub}/README.md`,
      `~ ${base}/deployment-shop.yaml`,
      `~ ${base}/kustomization.yaml`,
      `+ ${base}/vault-secret-stripe.yaml`,
      '~ kustomize/vault-config-operator/instance/overlays/production/kubernetes-auth-engine-role-secret-reader.yaml',
    ]);
  });

  it('how it is synced', () => {
    expect(changedBy('    team: web\n', '    team: web\n    sync: manual\n')).toEqual([
      `~ ${hub}/application-apps.shop.yaml`,
    ]);
  });

  it('a port', () => {
    expect(changedBy('    port: 8080\n', '    port: 9090\n')).toEqual([
      `~ ${base}/deployment-shop.yaml`,
      `~ ${base}/service-shop.yaml`,
      `~ ${overlay}/http-proxy-shop.example.org.yaml`,
      `~ ${overlay}/network-policy-shop.yaml`,
    ]);
  });

  it('a volume', () => {
    const volumes = '    port: 8080\n    volumes: { uploads: { mountPath: /srv/uploads, size: 10Gi } }\n';
    expect(changedBy('    port: 8080\n', volumes)).toEqual([
      `~ ${base}/deployment-shop.yaml`,
      `~ ${base}/kustomization.yaml`,
      `+ ${base}/persistent-volume-claim-shop-uploads.yaml`,
      `- ${base}/pod-disruption-budget-shop.yaml`,
    ]);
  });

  it('a variable', () => {
    expect(changedBy('    port: 8080\n', '    port: 8080\n    env: { LOG_LEVEL: debug }\n')).toEqual([
      `~ ${base}/deployment-shop.yaml`,
    ]);
  });

  it('a value of a chart', () => {
    expect(
      changedBy('  metrics-server: {}', '  metrics-server: { values: { args: [--metric-resolution=30s] } }'),
    ).toEqual(['~ kustomize/metrics-server/install/chart/values.yaml']);
  });

  it('resources', () => {
    expect(changedBy('    port: 8080\n', '    port: 8080\n    resources: { memory: 1Gi }\n')).toEqual([
      `~ ${base}/deployment-shop.yaml`,
    ]);
  });

  it('a new app', () => {
    const added = changedBy('apps:\n', 'apps:\n  blog: { image: ghcr.io/example/blog:1.0.0, port: 8080 }\n');
    expect(added.filter((each) => !each.startsWith('+ kustomize/apps/blog/'))).toEqual([
      `+ ${hub}/application-apps.blog.yaml`,
      `~ ${hub}/project-apps.yaml`,
      '~ kustomize/namespaces/install/overlays/production/kustomization.yaml',
      '+ kustomize/namespaces/install/overlays/production/namespace-blog.yaml',
    ]);
  });

  it('a policy of Vault', () => {
    const secrets =
      '  vault-config-operator: { secrets: { ci: { namespace: other, keys: [TOKEN], path: shared/ci } } }';
    const operator = 'kustomize/vault-config-operator';
    expect(changedBy('  vault-config-operator: {}', secrets)).toEqual([
      `~ ${hub}/README.md`,
      `+ ${hub}/application-platform.vault-config-operator.secrets.yaml`,
      `~ ${hub}/project-platform.yaml`,
      `+ ${operator}/instance/overlays/production/kubernetes-auth-engine-role-secret-reader.other.ci.yaml`,
      `~ ${operator}/instance/overlays/production/kustomization.yaml`,
      `+ ${operator}/instance/overlays/production/policy-secret-reader.other.ci.yaml`,
      `+ ${operator}/secrets/overlays/production/kustomization.yaml`,
      `+ ${operator}/secrets/overlays/production/vault-secret-ci.yaml`,
    ]);
  });

  it('an image', () => {
    expect(changedBy('shop:1.0.0', 'shop:1.1.0')).toEqual([`~ ${base}/deployment-shop.yaml`]);
  });

  it('privileges', () => {
    expect(changedBy('    port: 8080\n', '    port: 8080\n    security: baseline\n')).toEqual([
      `~ ${base}/deployment-shop.yaml`,
      '~ kustomize/namespaces/install/overlays/production/namespace-shop.yaml',
    ]);
  });

  it('a host', () => {
    expect(changedBy('host: shop.example.org', 'host: store.example.org')).toEqual([
      `- ${overlay}/certificate-shop.example.org.yaml`,
      `+ ${overlay}/certificate-store.example.org.yaml`,
      `- ${overlay}/http-proxy-shop.example.org.yaml`,
      `+ ${overlay}/http-proxy-store.example.org.yaml`,
      `~ ${overlay}/kustomization.yaml`,
    ]);
  });

  describe('a site', () => {
    const withTokens = platform.replace(
      'vault-config-operator: {}',
      'vault-config-operator: { github: { applicationId: 4711 } }',
    );
    const withSite = (line: string) => treeOf(withTokens.replace('access:\n', `sites:\n  acets: ${line}\naccess:\n`));
    const site = withSite('{ host: acets.example.org }');
    const own = 'kustomize/apps/acets';

    it('that is new: an app, the role for its token, the right to read it, its repository', () => {
      const operator = 'kustomize/vault-config-operator';
      const added = changedFiles(treeOf(withTokens), site);
      expect(added.filter((each) => !each.startsWith(`+ ${own}/`))).toEqual([
        `~ ${hub}/README.md`,
        `+ ${hub}/application-apps.acets.yaml`,
        `+ ${hub}/platform/terraform/github/sites.tf.json`,
        `~ ${hub}/project-apps.yaml`,
        '~ kustomize/namespaces/install/overlays/production/kustomization.yaml',
        '+ kustomize/namespaces/install/overlays/production/namespace-acets.yaml',
        `+ ${operator}/instance/overlays/production/kubernetes-auth-engine-role-secret-reader.acets.vault-authority.yaml`,
        `~ ${operator}/instance/overlays/production/kubernetes-auth-engine-role-secret-reader.yaml`,
        `+ ${operator}/instance/overlays/production/kubernetes-auth-engine-role-secret-writer.yaml`,
        `~ ${operator}/instance/overlays/production/kustomization.yaml`,
        `+ ${operator}/instance/overlays/production/policy-secret-reader.acets.vault-authority.yaml`,
        `+ ${operator}/secrets/overlays/production/git-hub-secret-engine-role-acets.yaml`,
        `~ ${operator}/secrets/overlays/production/kustomization.yaml`,
      ]);
    });

    it('at another host', () => {
      expect(changedFiles(site, withSite('{ host: www.example.org }'))).toEqual([
        `~ ${hub}/README.md`,
        `~ ${hub}/platform/terraform/github/sites.tf.json`,
        `~ ${own}/base/deployment-acets.yaml`,
        `- ${own}/overlays/production/certificate-acets.example.org.yaml`,
        `+ ${own}/overlays/production/certificate-www.example.org.yaml`,
        `- ${own}/overlays/production/http-proxy-acets.example.org.yaml`,
        `+ ${own}/overlays/production/http-proxy-www.example.org.yaml`,
        `~ ${own}/overlays/production/kustomization.yaml`,
      ]);
    });

    it('that is switched off: its repository stays, and hears nothing', () => {
      const off = withSite('{ enabled: false, host: acets.example.org }');
      const file = `${hub}/platform/terraform/github/sites.tf.json`;
      expect([...off.keys()].filter((path) => path.startsWith(own))).toEqual([]);
      expect(off.get(file)).toBe(site.get(file)?.replace('"active": true', '"active": false'));
    });
  });

  it('a role', () => {
    expect(changedBy('    sre: { argocd: operator }', '    sre: { argocd: admin }')).toEqual([
      '~ kustomize/argocd/install/overlays/production/chart/values.yaml',
    ]);
  });
});
