import type { Diagnostic } from '../../diagnostic.ts';
import { Failure } from '../../failure.ts';
import type { Compilation } from '../../index.ts';
import { isMap, own, type PlainMap, valueAt } from '../../map.ts';
import { knownPart, type Proposal, type Refused, without } from './proposal.ts';

/** A proposal that compiles, and what came of it. */
export interface Settled {
  readonly proposal: Proposal;
  readonly compilation: Compilation;
}

/**
 * Compiles a proposal and takes out what is an error, option by option where one is to blame and else the block, until none is left. A Failure where
 * what is wrong belongs to no block.
 */
export function settle(
  proposal: Proposal,
  textOf: (proposal: Proposal) => string,
  compile: (text: string) => Compilation,
): Settled {
  let current = proposal;
  for (;;) {
    const compilation = compile(textOf(current));
    const errors = compilation.diagnostics.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    if (first === undefined) return { proposal: current, compilation };
    const refused = culpritsOf(first, current.value, compile);
    if (refused.length === 0) throw new Failure(`${(first.path ?? []).join('.')}: ${first.message}`, first.hint);
    const value = refused.reduce<PlainMap>((whole, { path }) => without(whole, path), current.value);
    current = { ...current, value, refused: [...current.refused, ...refused] };
  }
}

/** What has to go for an error to go: the option that it points at, an option in there without which it is gone, or the whole of it. */
function culpritsOf(error: Diagnostic, value: PlainMap, compile: (text: string) => Compilation): readonly Refused[] {
  const known = knownPart(value, error.path ?? []);
  const length = blockLength(known);
  if (length === 0 || known.length < length) return [];
  const before = errorsBelow(known, compile(JSON.stringify(value)));
  for (const option of optionsOf(valueAt(value, ...known))) {
    const places = placesOf(known, option, value);
    const rest = places.reduce<PlainMap>((whole, path) => without(whole, path), value);
    const after = errorsBelow(known, compile(JSON.stringify(rest)));
    if (!after.includes(error.message) && after.every((each) => before.includes(each)))
      return places.map((path) => refusedAt(path, value, error));
  }
  return [refusedAt(known, value, error)];
}

function errorsBelow(block: readonly string[], { diagnostics }: Compilation): readonly string[] {
  const isBelow = ({ path = [], severity }: Diagnostic) =>
    severity === 'error' && block.every((key, index) => path[index] === key);
  return diagnostics.filter(isBelow).map(({ message }) => message);
}

/** How many keys lead to the block that a way is in: a component, an app, a cluster's component, `access`. */
function blockLength([first, , third]: readonly string[]): number {
  if (first === 'components' || first === 'apps') return 2;
  if (first === 'access') return 1;
  return first === 'clusters' && third === 'components' ? 4 : first === 'clusters' && third === 'nodes' ? 3 : 0;
}

function optionsOf(block: unknown): readonly string[] {
  if (!isMap(block)) return [];
  const services = own(block, 'services');
  const inner = isMap(services)
    ? Object.values(services).flatMap((each) => (isMap(each) ? Object.keys(each) : []))
    : [];
  return [...new Set([...Object.keys(block), ...inner])].filter(
    (each) => each !== 'services' && each !== 'clusters' && each !== 'image',
  );
}

/** Where an option stands in a block: at its top, or in each of its services. */
function placesOf(block: readonly string[], option: string, value: PlainMap): readonly (readonly string[])[] {
  const services = valueAt(value, ...block, 'services');
  const inner = isMap(services) ? Object.keys(services).map((name) => [...block, 'services', name, option]) : [];
  return [[...block, option], ...inner].filter((path) => valueAt(value, ...path) !== undefined);
}

function refusedAt(path: readonly string[], value: PlainMap, { message, hint }: Diagnostic): Refused {
  return { path, value: valueAt(value, ...path), why: hint === undefined ? message : `${message} (${hint})` };
}
