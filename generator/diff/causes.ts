import { surroundings } from '../build/app-stage.ts';
import type { Path } from '../diagnostic.ts';
import { equal } from '../equal.ts';
import type { ComponentName, StageId } from '../generated/options.ts';
import type { Lock } from '../lock.ts';
import type { ClusterModel, Model } from '../model.ts';
import type { Source } from '../read.ts';
import type { Registry } from '../registry.ts';
import { type AnyStage, componentOf } from '../stage-access.ts';
import type { Change } from './change.ts';
import { type Edit, edits } from './edits.ts';

/** A line of platform.yaml that a change follows from. */
export interface Cause {
  /** The option as people write it: `apps.shop.image`. */
  readonly option: string;
  readonly line: number;
  /** Whether the line is in the new platform.yaml, or only in the one of the base. */
  readonly side: 'before' | 'after';
}

/** A platform with its text. */
export interface ToldPlatform {
  readonly source: Source;
  readonly model: Model;
  /** Where charts are rendered: what they are rendered from. */
  readonly lock?: Lock;
}

/** Says from which lines a change follows; none where that is not certain. */
export type CausesOf = (change: Change) => readonly Cause[];

/**
 * Finds the lines from which changes follow. A stage is made from the options of its component, of the components it needs, and of the facts
 * of its cluster: where only its options differ, it follows from them; where a single line of the platform differs, everything follows from it.
 */
export function causes(before: ToldPlatform, after: ToldPlatform, registry: Registry): CausesOf {
  const all = edits(before.source.value, after.source.value);
  const isRendered = before.lock !== undefined || after.lock !== undefined;
  // other bytes of a chart are a cause of their own, which stands in no line
  if (isRendered && !equal(before.lock ?? [], after.lock ?? [])) return () => [];
  const cause = ({ path, side }: Edit): Cause => {
    const { locate } = side === 'after' ? after.source : before.source;
    return { option: path.join('.'), line: locate(path).line, side };
  };
  const given = sameFacts(before.model, after.model, isRendered);
  return (change) => {
    if (all.length === 1) return all.map(cause);
    const own = ownEdits(change, all);
    if (own.length === 0 || isOfOrder(change)) return [];
    return given(change, registry) ? narrowed(change, own, after.source).map(cause) : [];
  };
}

/** What an Application says of its wave and of the kinds of its cluster follows from the whole platform. */
function isOfOrder({ subject, verb, fields }: Change): boolean {
  if (!subject.startsWith('Application ') || verb !== 'changed') return false;
  return fields.some(({ path }) => path.includes('kustomize') || path.at(-1) === 'argocd.argoproj.io/sync-wave');
}

/** The edits in the blocks of a change's component or app. */
function ownEdits({ stage, from, cluster }: Change, all: readonly Edit[]): readonly Edit[] {
  return [stage, ...(from === undefined ? [] : [from])].flatMap((each) => {
    const [component = '', name = ''] = each.split('/');
    const blocks: readonly Path[] =
      component === 'apps'
        ? [['apps', name]]
        : [
            ['components', component],
            ['clusters', cluster, 'components', component],
          ];
    const isOfOther = ({ path }: Edit) =>
      component === 'apps' && path[2] === 'clusters' && path[3] !== undefined && path[3] !== cluster;
    return all.filter((edit) => blocks.some((block) => isWithin(edit.path, block)) && !isOfOther(edit));
  });
}

/** Whether a path lies in a block, or the block in what is at the path. */
function isWithin(path: Path, block: Path): boolean {
  const length = Math.min(path.length, block.length);
  return path.slice(0, length).every((part, index) => part === block[index]);
}

/** Whether all that a stage is given besides its own options is the same on both sides. */
function sameFacts(before: Model, after: Model, isRendered: boolean): (change: Change, registry: Registry) => boolean {
  const known = new Map<string, boolean>();
  const on = (model: Model, name: string) => model.clusters.find(({ facts }) => facts.name === name);
  return (change, registry) => {
    const [was, now] = [on(before, change.cluster), on(after, change.cluster)];
    if (was === undefined || now === undefined) return false;
    // a chart is told which kinds its cluster has by then
    if (isRendered && !equal(was.stages, now.stages)) return false;
    // an app is told nothing of the platform as a whole
    if (change.stage.startsWith('apps/')) return sameSurroundings(change, was, now, registry);
    const same = known.get(change.cluster) ?? (equal(was.facts, now.facts) && equal(before.facts, after.facts));
    known.set(change.cluster, same);
    return same && sameNeighbours(change.stage, was, now, registry);
  };
}

/** Other apps are in the network policies of an app, and in nothing else. */
function sameSurroundings(
  { subject, stage }: Change,
  before: ClusterModel,
  after: ClusterModel,
  registry: Registry,
): boolean {
  const { apps: was, ...own } = surroundings(before, registry);
  const { apps: now, ...other } = surroundings(after, registry);
  const others = (apps: typeof was) => apps.filter(({ name }) => `apps/${name}` !== stage);
  return equal(own, other) && (!subject.startsWith('NetworkPolicy ') || equal(others(was), others(now)));
}

function sameNeighbours(stage: string, before: ClusterModel, after: ClusterModel, { components }: Registry): boolean {
  const [component = '', name = ''] = stage.split('/');
  if (!Object.hasOwn(components, component)) return false;
  const stages = components[component as ComponentName].stages as { readonly [name: string]: AnyStage };
  const definition = Object.hasOwn(stages, name) ? stages[name] : undefined;
  // what follows from the hosts of everything follows from everything
  if (definition === undefined || definition.hostResources !== undefined) return false;
  const ids: readonly StageId[] = [...(definition.needs ?? []), ...(definition.after ?? [])];
  const others = ids.map(componentOf).filter((each) => each !== component);
  return others.every((each) => equal(before.enabled.get(each), after.enabled.get(each)));
}

/** Of several edits those whose value is what a field became, where there are any. */
function narrowed({ fields }: Change, own: readonly Edit[], { value }: Source): readonly Edit[] {
  const became = fields.map(({ after }) => after).filter((each) => each !== undefined);
  const found = own.filter(
    ({ path, side }) => side === 'after' && became.some((each) => equal(each, valueAtPath(value, path))),
  );
  return found.length > 0 && found.length === fields.length ? found : own;
}

function valueAtPath(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as { [key: string | number]: unknown })[key]
        : undefined,
    value,
  );
}
