import type { Member } from '../generated/options.ts';
import { type NamedMember, READERS, rolesOf } from '../members.ts';
import type { ClusterModel } from '../model.ts';

type Role = Member['clusters'][string];

const roles: { readonly [R in Role]: string } = { operator: 'Operator', reader: 'Reader', none: 'None' };

/**
 * The one access policy of Omni: a rule for each role that a member has, and a test for each cluster, without all of which Omni refuses the
 * policy. Upstream: the resource AccessPolicies.omni.sidero.dev of siderolabs/omni.
 */
export function accessPolicy(members: readonly NamedMember[], clusters: readonly ClusterModel[]) {
  const inOmni = new Map(clusters.map(({ facts }) => [facts.name, facts.omni?.name ?? facts.name]));
  const users = members.flatMap((member) => (member.email === undefined ? [] : [{ ...member, email: member.email }]));
  return {
    metadata: { namespace: 'default', type: 'AccessPolicies.omni.sidero.dev', id: 'access-policy' },
    spec: {
      rules: users.flatMap((user) => rulesOf(user, inOmni)),
      tests: users.flatMap((user) => testsOf(user, inOmni)),
    },
  };
}

type User = NamedMember & { readonly email: string };
type Names = ReadonlyMap<string, string>;

function rulesOf(user: User, inOmni: Names) {
  const held = rolesOf(user);
  return (['operator', 'reader', 'none'] as const).flatMap((role) => {
    const clusters = held.filter(([, each]) => each === role).map(([cluster]) => inOmni.get(cluster) ?? cluster);
    return clusters.length === 0 ? [] : [{ users: [user.email], clusters, ...rights(role, user) }];
  });
}

function testsOf(user: User, inOmni: Names) {
  return rolesOf(user).map(([cluster, role]) => ({
    name: `${user.name} on ${cluster}`,
    user: { name: user.email },
    cluster: { name: inOmni.get(cluster) ?? cluster },
    expected: rights(role, user),
  }));
}

/** Omni has whoever is an operator in `system:masters` besides. */
function rights(role: Role, { name }: User) {
  const groups = role === 'none' ? [name] : [READERS, name];
  return { role: roles[role], kubernetes: { impersonate: { groups } } };
}
