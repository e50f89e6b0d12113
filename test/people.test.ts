import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../generator/index.ts';
import type { Tree } from '../generator/tree.ts';

interface Rights {
  readonly role: string;
  readonly kubernetes: { readonly impersonate: { readonly groups: readonly string[] } };
}
interface Policy {
  readonly metadata: unknown;
  readonly spec: {
    readonly rules: readonly (Rights & { readonly users: readonly string[]; readonly clusters: readonly string[] })[];
    readonly tests: readonly {
      readonly user: { readonly name: string };
      readonly cluster: { readonly name: string };
      readonly expected: Rights;
    }[];
  };
}
type Dictionary = { [key: string]: unknown };
interface Written {
  clusters: { [name: string]: Dictionary };
  access: { members?: { [name: string]: Dictionary } };
}

const POLICY = 'clusters/one/platform/omni/access-policy.yaml';
const text = readFileSync(join(import.meta.dirname, 'people/platform.yaml'), 'utf8');

function treeOf(change: (platform: Written) => void = () => {}): Tree {
  const platform = parse(text) as Written;
  change(platform);
  const { tree, diagnostics } = compile(stringify(platform));
  if (tree === undefined) throw new Error(JSON.stringify(diagnostics));
  return tree;
}

const tree = treeOf();
const policyIn = (files: Tree) => parse(files.get(POLICY) ?? '') as Policy;

/** What Omni makes of the rules: the highest role of all that match, and the groups of them all. */
function rights({ spec }: Policy, user: string, cluster: string): Rights {
  const order = ['None', 'Reader', 'Operator', 'Admin'];
  const found = spec.rules.filter(({ users, clusters }) => users.includes(user) && clusters.includes(cluster));
  const highest = Math.max(0, ...found.map(({ role }) => order.indexOf(role)));
  const groups = found.flatMap(({ kubernetes }) => kubernetes.impersonate.groups);
  return { role: order[highest] ?? '', kubernetes: { impersonate: { groups } } };
}

describe("Omni's access policy", () => {
  const policy = policyIn(tree);

  it('is one, with the hub', () => {
    expect([...tree.keys()].filter((path) => path.includes('access-policy'))).toEqual([POLICY]);
    expect(policy.metadata).toEqual({
      namespace: 'default',
      type: 'AccessPolicies.omni.sidero.dev',
      id: 'access-policy',
    });
  });

  it('gives each member the role that stands in platform.yaml, and a group of their own', () => {
    const group = (...groups: readonly string[]) => ({ kubernetes: { impersonate: { groups } } });
    const of = (user: string, cluster: string) => rights(policy, user, cluster);
    expect(of('jdoe@example.org', 'one')).toEqual({ role: 'Operator', ...group('reader', 'jdoe') });
    expect(of('jdoe@example.org', 'two')).toEqual({ role: 'Operator', ...group('reader', 'jdoe') });
    expect(of('Anna.Smith@example.org', 'one')).toEqual({ role: 'Reader', ...group('reader', 'asmith') });
    expect(of('Anna.Smith@example.org', 'two')).toEqual({ role: 'None', ...group('asmith') });
    expect(of('stranger@example.org', 'one')).toEqual({ role: 'None', ...group() });
  });

  it('has a test for each, which Omni would pass', () => {
    expect(policy.spec.tests).toHaveLength(4);
    for (const { user, cluster, expected } of policy.spec.tests)
      expect(rights(policy, user.name, cluster.name)).toEqual(expected);
  });

  it('names the group that `view` is bound to', () => {
    const binding = tree.get('kustomize/kube-system/install/base/cluster-role-binding-readers.yaml');
    expect(parse(binding ?? '')).toMatchObject({ subjects: [{ kind: 'Group', name: 'reader' }] });
  });

  it('calls a cluster as Omni does', () => {
    const after = treeOf(({ clusters }) => {
      Object.assign(clusters['two'] ?? {}, {
        kubernetes: '1.34.8',
        nodes: { controlPlanes: ['control-1'], workers: { 'worker-4': { disks: ['/dev/disk/by-id/ata-4'] } } },
        omni: {
          name: 'two-in-omni',
          talos: '1.13.9',
          machines: {
            'control-1': { id: '6f1c4b5e-0d3a-4f7e-9b1c-2a8d5e7f9001', installDisk: '/dev/disk/by-id/ata-8' },
            'worker-4': { id: '6f1c4b5e-0d3a-4f7e-9b1c-2a8d5e7f9002', installDisk: '/dev/disk/by-id/ata-9' },
          },
        },
      });
    });
    expect(rights(policyIn(after), 'jdoe@example.org', 'two-in-omni').role).toBe('Operator');
    expect(rights(policyIn(after), 'jdoe@example.org', 'two').role).toBe('None');
  });

  it('is applied by a command in the runbook of the hub, and of no other cluster', () => {
    const command = `omnictl apply -f ${POLICY}`;
    expect(tree.get('clusters/one/README.md')).toContain(command);
    expect(tree.get('clusters/two/README.md')).not.toContain('omnictl apply');
  });
});

describe('a person', () => {
  it('stands nowhere with an address but in the policy', () => {
    const holding = [...tree].filter(([, file]) => /@example\.org/.test(file.replaceAll('sre@example.org', '')));
    expect(holding.map(([path]) => path)).toEqual([POLICY]);
  });

  it.each(['jdoe', 'asmith', 'Boss-1', 'newcomer'])('%s who leaves is gone everywhere', (name) => {
    const after = treeOf(({ access }) => delete access.members?.[name]);
    const mention = new RegExp(`\\b${name}\\b|${name === 'asmith' ? 'Anna' : name}`);
    expect([...tree].some(([, file]) => mention.test(file))).toBe(true);
    const left = [...after].filter(([, file]) => mention.test(file));
    expect(left.map(([path]) => path)).toEqual([]);
  });

  it('who comes changes what is about people, and nothing else', () => {
    const after = treeOf(({ access }) => {
      if (access.members !== undefined)
        access.members['mnew'] = { email: 'mnew@example.org', teams: ['web'], clusters: { one: 'reader' } };
    });
    expect([...after].filter(([path, file]) => tree.get(path) !== file).map(([path]) => path)).toEqual([
      POLICY,
      'clusters/one/platform/terraform/github/members.tf.json',
      'clusters/one/platform/terraform/github/teams.tf.json',
    ]);
  });
});

it('300 people make 300 rules', () => {
  const after = treeOf(({ access }) => {
    const many = Array.from({ length: 300 }, (_, index) => [
      `user-${index}`,
      { email: `user-${index}@example.org`, clusters: { one: 'reader' } },
    ]);
    access.members = Object.fromEntries(many) as { [name: string]: Dictionary };
  });
  expect(policyIn(after).spec.rules).toHaveLength(300);
});

it('the example of the guide is right as it stands', () => {
  const guide = readFileSync(join(import.meta.dirname, '../docs/guides/people.md'), 'utf8');
  const example = parse(/```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? '') as Pick<Written, 'access'>;
  const platform = { ...(parse(text) as Written), ...example };
  const { diagnostics, tree: files } = compile(stringify(platform).replaceAll(/\bone\b/g, 'production'));
  expect(diagnostics).toEqual([]);
  expect(files?.get('clusters/production/platform/omni/access-policy.yaml')).toContain('asmith@example.org');
});
