import type { Access, Member } from './generated/options.ts';

/** The group in which Omni has everyone who may look at a cluster; `kube-system` binds it to the role `view`. */
export const READERS = 'reader';

/** A person with the name under which GitHub knows them. */
export interface NamedMember extends Member {
  readonly name: string;
}

/** The members, sorted by name. */
export function membersOf(access: Access | undefined): readonly NamedMember[] {
  return Object.entries(access?.members ?? {})
    .map(([name, member]) => ({ name, ...member }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The roles of a member on clusters, sorted by cluster. */
export function rolesOf({
  clusters,
}: Member): readonly (readonly [cluster: string, role: Member['clusters'][string]])[] {
  return Object.entries(clusters).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The cluster of a member's own: `sandbox-jdoe`, a DNS label of at most 47 characters. */
export function sandboxName(member: string): string {
  return `sandbox-${member.toLowerCase().replace(/_/g, '-').replace(/-+$/, '')}`;
}
