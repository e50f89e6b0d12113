import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ComponentOptions } from '../generated/options.ts';
import { membersOf, type NamedMember, sandboxName } from '../members.ts';
import type { ClusterModel } from '../model.ts';

/** A sandbox is in a cluster that has them, and its owner gets there by way of that cluster. */
export const memberSandboxes: Check = {
  summary: 'Each sandbox has a place, a name of its own, and an owner who gets in.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    const places = model.clusters.filter(hasSandboxes).map(({ facts }) => facts.name);
    const first = new Map<string, NamedMember>();
    for (const member of membersOf(model.facts.access).filter(({ sandbox }) => sandbox)) {
      const path = ['access', 'members', member.name, 'sandbox'];
      const other = first.get(sandboxName(member.name));
      if (places.length === 0) yield { ...nowhere(member), path, at: 'value' };
      if (other === undefined) first.set(sandboxName(member.name), member);
      else yield { ...sameName(member, other), path, at: 'value' };
      for (const place of places)
        if (!Object.hasOwn(member.clusters, place)) yield { ...closed(member, place), path, at: 'value' };
    }
  },
};

function hasSandboxes({ enabled }: ClusterModel): boolean {
  return (enabled.get('vcluster') as ComponentOptions['vcluster'] | undefined)?.sandboxes !== undefined;
}

type Problem = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'>;

function nowhere({ name }: NamedMember): Problem {
  return {
    code: 'missing-option',
    severity: 'error',
    message: `no cluster has sandboxes, so \`${name}\` gets none`,
    hint: 'add `sandboxes: {}` to `vcluster` of a cluster',
  };
}

function sameName(member: NamedMember, other: NamedMember): Problem {
  return {
    code: 'duplicate-object',
    severity: 'error',
    message: `the sandboxes of \`${other.name}\` and \`${member.name}\` would both be \`${sandboxName(member.name)}\``,
    hint: 'leave one of them without',
  };
}

function closed({ name }: NamedMember, place: string): Problem {
  return {
    code: 'unreachable-sandbox',
    severity: 'warning',
    message: `\`${name}\` has no role on ${place}, and so no way to the sandbox there`,
    hint: `add \`clusters: { ${place}: reader }\``,
  };
}
