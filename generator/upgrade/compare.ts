import { capabilitiesOn } from '../build/capabilities.ts';
import { hubName } from '../build/names.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Side, type Unit, unitKey } from '../diff/side.ts';
import { diff } from '../diff.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { artefactsOf } from '../lock.ts';
import type { ClusterModel, Model } from '../model.ts';
import { type Objects, type StageObjects, type Upstream, valuesIn } from '../objects.ts';
import { placedObjects } from '../placed-objects.ts';
import type { RenderLookup, RenderRequest } from '../rendering.ts';
import type { LendEngine } from '../verify/ask-rules.ts';
import { chartOf } from '../verify/chart-of.ts';
import type { LockedBytes } from '../verify/inflation.ts';
import { upstreamOn } from '../verify/upstream-on.ts';
import { brokenObjects } from './broken-objects.ts';
import { chartNotes } from './chart-notes.ts';
import { imageChanges } from './image-changes.ts';
import { kindChanges } from './kind-changes.ts';
import { permissionChanges } from './permission-changes.ts';
import type { Note, UpgradeReport } from './report.ts';
import { valueChanges } from './value-changes.ts';

/** A platform up to its objects, its charts named and not rendered. */
export interface Built {
  readonly objects: Objects;
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
}

/** A stage on a cluster that takes the chart, on both sides. */
export interface Taking {
  readonly stage: StageObjects;
  readonly cluster: ClusterModel;
  readonly before: Upstream;
  readonly after: Upstream;
}

/** Where two builds of a platform take a chart in different versions. */
export function takings(before: Built, after: Built): readonly Taking[] {
  return before.objects.stages.flatMap((stage) =>
    before.model.clusters.flatMap((cluster): readonly Taking[] => {
      const name = cluster.facts.name;
      const twin = after.objects.stages.find((each) => each.component === stage.component && each.name === stage.name);
      const [was, is] = [upstreamOn(stage, name), twin === undefined ? undefined : upstreamOn(twin, name)];
      if (was?.chart === undefined || is?.chart === undefined || was.chart.version === is.chart.version) return [];
      return [{ stage, cluster, before: was, after: is }];
    }),
  );
}

/** What the charts are asked to become on both sides. */
export function requestsOf(all: readonly Taking[], { objects }: Built): readonly RenderRequest[] {
  return all.flatMap(({ stage, cluster, before, after }) => {
    const capabilities = capabilitiesOn(stage, cluster, objects.stages);
    return [before, after].map((upstream) => ({ upstream, capabilities }));
  });
}

/** Says what the charts that two builds take in different versions change. The charts are rendered already: `lookup` answers, and `locked` has their bytes; `lend` an engine for the rules of new CRDs. */
export async function compareUpgrade(
  user: string,
  before: Built,
  after: Built,
  lookup: RenderLookup,
  locked: LockedBytes,
  lend: LendEngine,
): Promise<UpgradeReport> {
  const all = takings(before, after);
  const notes: Note[] = [...platformNotes(before, after)];
  const units: { readonly was: Unit; readonly is: Unit }[] = [];
  for (const each of all) {
    const sides = renderedSides(each, before, lookup);
    if ('notes' in sides) notes.push(...sides.notes);
    else {
      units.push({ was: unitOf(each, sides.was), is: unitOf(each, sides.is) });
      const own = placedObjects(before.objects, each.cluster.facts.name).map(({ object }) => object);
      notes.push(...kindChanges(sides.was, sides.is));
      notes.push(...(await brokenObjects(own, sides.was, sides.is, each.cluster.facts.kubernetes, lend)));
      notes.push(...imageChanges(sides.was, sides.is));
    }
    notes.push(...(await chartChanges(each, locked)));
  }
  const { changes } = diff(sideWith(units.map(({ was }) => was)), sideWith(units.map(({ is }) => is)));
  for (const { was, is } of units) notes.push(...permissionChanges(was.objects, is.objects, changes));
  const [first] = all;
  return {
    user,
    chart: first?.after.chart?.name ?? '',
    from: [...new Set(all.map((each) => each.before.chart?.version ?? ''))].sort(),
    to: first?.after.chart?.version ?? '',
    clusters: [...new Set(all.map(({ cluster }) => cluster.facts.name))].sort(),
    notes: once(notes),
    changes,
  };
}

function once(notes: readonly Note[]): readonly Note[] {
  return [...new Map(notes.map((each) => [JSON.stringify(each), each])).values()];
}

/** What Plinth's own checks say only of the platform with the other version. */
function platformNotes(before: Built, after: Built): readonly Note[] {
  const known = new Set(before.diagnostics.map(({ code, message }) => `${code} ${message}`));
  return after.diagnostics
    .filter(({ code, message }) => !known.has(`${code} ${message}`))
    .map(({ code, message, severity }) => ({
      group: 'platform',
      what: 'required',
      subject: code,
      note: message,
      ...(severity === 'error' ? { isError: true } : {}),
    }));
}

type Sides =
  | { readonly was: readonly KubernetesObject[]; readonly is: readonly KubernetesObject[] }
  | { readonly notes: readonly Note[] };

function renderedSides(taking: Taking, before: Built, lookup: RenderLookup): Sides {
  const [was, is] = requestsOf([taking], before).map((request) => lookup(request) ?? { problems: [] });
  if (was !== undefined && is !== undefined && 'objects' in was && 'objects' in is)
    return { was: was.objects, is: is.objects };
  const problems = [was, is].flatMap((each, index) =>
    each === undefined || 'objects' in each ? [] : each.problems.map((problem) => ({ ...problem, isNew: index === 1 })),
  );
  return { notes: problems.map(({ code, message, isNew }) => refusal(code, message, isNew)) };
}

/** That the new version does not render is an error; that what it makes cannot stand in git only keeps the objects from being compared. */
function refusal(code: string, message: string, isNew: boolean): Note {
  const isError = isNew && code === 'refused-chart';
  const [, range, version] =
    /chart requires kubeVersion: (.*?) which is incompatible with Kubernetes (\S+)/.exec(message) ?? [];
  if (isError && range !== undefined)
    return {
      group: 'order',
      what: 'required',
      subject: 'Kubernetes',
      note: `${range}; the cluster has ${version}`,
      isError,
    };
  const note = isError ? message : `the objects are not compared: ${message}`;
  return { group: 'order', what: 'required', subject: code, note, ...(isError ? { isError } : {}) };
}

async function chartChanges({ before, after }: Taking, locked: LockedBytes): Promise<readonly Note[]> {
  const [was, is] = [before, after].map((upstream) => bytesOf(upstream, locked));
  if (was === undefined || is === undefined) return [];
  const values = valueChanges(await chartOf(was), await chartOf(is), valuesIn(before));
  return [...(await chartNotes(is, was)), ...values];
}

function bytesOf(upstream: Upstream, locked: LockedBytes): Uint8Array | undefined {
  const chart = artefactsOf(upstream).find(({ kind }) => kind === 'chart');
  return chart === undefined ? undefined : locked(chart)?.bytes;
}

function unitOf({ stage, cluster }: Taking, objects: readonly KubernetesObject[]): Unit {
  const { name } = cluster.facts;
  const place = { cluster: name, stage: `${stage.component}/${stage.name}` };
  return { application: hubName(name, stage.component, stage.name), ...place, objects };
}

function sideWith(units: readonly Unit[]): Side {
  return { units: new Map(units.map((unit) => [unitKey(unit), unit])), before: new Map(), files: new Map() };
}
