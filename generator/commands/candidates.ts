import { readFileSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { parseDocument } from 'yaml';
import { schemaText } from './schema-text.ts';

/** What can stand at the end of a command line, and what it is for. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What can stand in the place of the last of these words, which may be empty; nothing where it is a file, or anything. */
export function candidates(program: Command, words: readonly string[]): readonly Candidate[] {
  const before = words.slice(0, -1);
  const [current = ''] = words.slice(-1);
  const assigned = /^(--[\w-]+=)(.*)$/.exec(current);
  if (assigned !== null) {
    const [, flag = '', value = ''] = assigned;
    return candidates(program, [...before, flag.slice(0, -1), value]).map((each) => ({
      ...each,
      value: `${flag}${each.value}`,
    }));
  }
  // bash takes `=` for a word of its own
  const given = before.filter((word) => word !== '=');
  const begun = current === '=' ? '' : current;
  return possible(program, given, begun).filter(({ value }) => value.startsWith(begun));
}

function possible(program: Command, given: readonly string[], begun: string): readonly Candidate[] {
  const command = program.commands.find((each) => each.name() === given.find((word) => !word.startsWith('-')));
  if (command === undefined) return begun.startsWith('-') ? flags(program, given) : commands(program);
  const option = command.options.find((each) => each.long === given.at(-1) || each.short === given.at(-1));
  if (option !== undefined && takesValue(option)) return values(option.attributeName(), option.argChoices, given);
  if (begun.startsWith('-')) return flags(command, given);
  return command.registeredArguments.flatMap((argument) => values(argument.name(), argument.argChoices, given));
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function commands(program: Command): readonly Candidate[] {
  return program.commands.map((each) => ({ value: each.name(), description: each.summary() }));
}

function flags(command: Command, given: readonly string[]): readonly Candidate[] {
  const all = [...command.options, command.createOption('--help', 'what there is to say of it')];
  return all.flatMap(({ long, description }) =>
    long === undefined || long === null || given.includes(long) ? [] : [{ value: long, description }],
  );
}

/** The values of an option or an argument: those that it says itself, or the names that there are of what it is called. */
function values(name: string, choices: readonly string[] | undefined, given: readonly string[]): readonly Candidate[] {
  if (choices !== undefined) return named(choices, '');
  if (name === 'cluster') return named(clusterNames(given), 'cluster');
  return ['component', 'stage', 'subject', 'update'].includes(name) ? named(componentNames(), 'component') : [];
}

function named(names: readonly string[], description: string): readonly Candidate[] {
  return names.map((value) => ({ value, description }));
}

function componentNames(): readonly string[] {
  const { properties } = JSON.parse(schemaText()) as { properties: { components: { properties: object } } };
  return Object.keys(properties.components.properties).sort();
}

/** The clusters of the platform that the command line names, as far as it can be read while it is being written. */
function clusterNames(given: readonly string[]): readonly string[] {
  const at = given.indexOf('--platform');
  try {
    const document = parseDocument(readFileSync(at < 0 ? 'platform.yaml' : (given[at + 1] ?? ''), 'utf8'));
    const { clusters } = document.toJS({ maxAliasCount: 100 }) as { clusters?: object };
    return Object.keys(clusters ?? {}).sort();
  } catch {
    return [];
  }
}
