import type { Check } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { membersOf, type NamedMember } from '../members.ts';

/** GitHub takes names, and Omni takes addresses, for the same in any case. */
export const members: Check = {
  summary: 'Each member is one person, in teams that there are.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    const { access } = model.facts;
    const everyone = membersOf(access);
    const teams = Object.keys(access?.teams ?? {}).sort();
    yield* twice(everyone, ({ name }) => name, []);
    yield* twice(everyone, ({ email }) => email, ['email']);
    for (const member of everyone) {
      yield* unknownTeams(member, teams);
      if (isIdle(member)) yield idle(member, teams);
    }
  },
};

function pathOf({ name }: NamedMember): Path {
  return ['access', 'members', name];
}

function* twice(
  everyone: readonly NamedMember[],
  textOf: (member: NamedMember) => string | undefined,
  inside: Path,
): Iterable<Diagnostic> {
  const first = new Map<string, NamedMember>();
  for (const member of everyone) {
    const text = textOf(member);
    const other = text === undefined ? undefined : first.get(text.toLowerCase());
    if (text !== undefined && other === undefined) first.set(text.toLowerCase(), member);
    if (other !== undefined) yield same(member, other, inside);
  }
}

function same(member: NamedMember, other: NamedMember, inside: Path): Diagnostic {
  const shared = inside.length === 0 ? 'one name to GitHub, where case does not count' : 'of one address';
  return {
    code: 'duplicate-member',
    severity: 'error',
    message: `\`${other.name}\` and \`${member.name}\` are ${shared}`,
    hint: 'leave one of them',
    path: [...pathOf(member), ...inside],
    at: inside.length === 0 ? 'key' : 'value',
    related: [{ message: 'the other one', path: [...pathOf(other), ...inside] }],
  };
}

function* unknownTeams(member: NamedMember, known: readonly string[]): Iterable<Diagnostic> {
  for (const [index, team] of member.teams.entries()) {
    if (known.includes(team)) continue;
    const near = didYouMean(team, known);
    const all = known.length === 0 ? 'name the teams under `access.teams`' : `there are ${known.join(', ')}`;
    yield {
      code: 'unknown-team',
      severity: 'error',
      message: `there is no team \`${team}\``,
      hint: near === undefined ? all : `did you mean \`${near}\`?`,
      path: [...pathOf(member), 'teams', index],
      at: 'value',
    };
  }
}

function isIdle({ teams, clusters, owner }: NamedMember): boolean {
  return teams.length === 0 && Object.keys(clusters).length === 0 && !owner;
}

function idle(member: NamedMember, teams: readonly string[]): Diagnostic {
  return {
    code: 'idle-member',
    severity: 'warning',
    message: `\`${member.name}\` is in no team and may do nothing on any cluster`,
    hint: teams.length === 0 ? 'give a role under `clusters`' : `name a team, of ${teams.join(', ')}`,
    path: pathOf(member),
    at: 'key',
  };
}
