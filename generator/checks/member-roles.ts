import type { Check } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { ComponentOptions } from '../generated/options.ts';
import { membersOf, type NamedMember, READERS, rolesOf } from '../members.ts';
import type { ClusterModel, Model } from '../model.ts';

/** A role is Omni's to give, and in Kubernetes it is a group to which something must be bound. */
export const memberRoles: Check = {
  summary: 'Each role of a member is on a cluster that Omni has, and gives what it says.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    for (const member of membersOf(model.facts.access)) {
      const path = ['access', 'members', member.name];
      if (rolesOf(member).length > 0 && member.email === undefined) yield withoutAddress(member, path);
      for (const [cluster, role] of rolesOf(member)) {
        const found = model.clusters.find(({ facts }) => facts.name === cluster);
        if (found === undefined) yield unknown(cluster, path, model);
        else yield* problems(member, role, found, path);
      }
    }
  },
};

function* problems(member: NamedMember, role: string, cluster: ClusterModel, path: Path): Iterable<Diagnostic> {
  const { name, host } = cluster.facts;
  const at = [...path, 'clusters', name];
  if (host !== undefined) return yield inside(name, host, at);
  const readers = readersOf(cluster);
  if (readers.includes(member.name) || member.name === READERS) yield takenName(member.name, name, path);
  if (role === 'reader' && !readers.includes(READERS)) yield unbound(name, at);
}

function readersOf({ enabled }: ClusterModel): readonly string[] {
  return (enabled.get('kube-system') as ComponentOptions['kube-system'] | undefined)?.readers ?? [];
}

function withoutAddress({ name }: NamedMember, path: Path): Diagnostic {
  const message = `Omni knows people by their address, and \`${name}\` has none`;
  const hint = 'add `email`, or leave `clusters` out';
  return { code: 'missing-option', severity: 'error', message, hint, path: [...path, 'clusters'], at: 'key' };
}

function unknown(cluster: string, path: Path, { clusters }: Model): Diagnostic {
  const known = clusters.map(({ facts }) => facts.name);
  const near = didYouMean(cluster, known);
  return {
    code: 'unknown-cluster',
    severity: 'error',
    message: `there is no cluster \`${cluster}\``,
    hint: near === undefined ? `there are ${known.join(', ')}` : `did you mean \`${near}\`?`,
    path: [...path, 'clusters', cluster],
    at: 'key',
  };
}

function inside(cluster: string, host: string, path: Path): Diagnostic {
  const message = `Omni does not know ${cluster}, which runs inside ${host}`;
  const hint = `give a role on ${host}`;
  return { code: 'wrong-value', severity: 'error', message, hint, path, at: 'key' };
}

function takenName(name: string, cluster: string, path: Path): Diagnostic {
  const message = `\`${name}\` is also a group that may read the whole cluster, and in Kubernetes a member has a group of their own name`;
  const hint = 'give the group another name in `readers` of `kube-system`';
  return { code: 'wrong-value', severity: 'error', clusters: [cluster], message, hint, path, at: 'key' };
}

function unbound(cluster: string, path: Path): Diagnostic {
  return {
    code: 'unbound-group',
    severity: 'warning',
    clusters: [cluster],
    message: `nothing is bound to the group \`${READERS}\`, in which Omni has whoever may look: in Kubernetes they see nothing`,
    hint: `add \`kube-system: { readers: [${READERS}] }\` there`,
    path,
    at: 'key',
  };
}
