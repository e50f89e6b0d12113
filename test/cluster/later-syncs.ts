import { type Api, type Live, pathOf, type Served, servedAs } from './api.ts';
import { applications, isDone, type Resource, type Seen } from './applications.ts';
import { changedApplications, compiled, withValue } from './platform.ts';
import { judged, type Result } from './result.ts';
import { complaint, ofCluster, type RunContext } from './run-context.ts';
import { steadily } from './scenario.ts';

/** Waits, and sees that Argo CD finds nothing to do. */
export async function idle({ cluster, scenario }: RunContext, seconds: number): Promise<Result> {
  const counts = () =>
    new Map(
      ofCluster(scenario.now(), cluster).map(({ name }) => [name, scenario.timeline.get(name)?.syncs.length ?? 0]),
    );
  const before = counts();
  await scenario.until(() => false, seconds);
  const loops = [...counts()]
    .filter(([name, count]) => count !== before.get(name))
    .map(([name, count]) => `${name} synced ${count - (before.get(name) ?? 0)} times more`);
  const odd = ofCluster(scenario.now(), cluster)
    .filter((each) => !isDone(each))
    .map(complaint);
  return judged(`no sync in ${seconds} s without a commit`, [...loops, ...odd], [`${before.size} Applications`]);
}

/** Has Argo CD apply everything once more, and sees that no object changes by it. */
export async function syncAgain(context: RunContext): Promise<Result> {
  const { rig, cluster, scenario, patience } = context;
  const here = ofCluster(scenario.now(), cluster);
  const before = await substance(rig.api, here);
  const since = new Map(here.map(({ name, startedAt }) => [name, startedAt]));
  for (const { name } of here)
    await rig.api.merge(pathOf(applications, { name, namespace: 'argocd' }), {
      operation: { initiatedBy: { username: 'harness' }, sync: { syncOptions: ['ServerSideApply=true'] } },
    });
  const all = (list: readonly Seen[]) =>
    ofCluster(list, cluster).every((each) => isDone(each) && each.startedAt !== since.get(each.name));
  const settled = await scenario.until(steadily(all, 3), patience);
  const after = await substance(rig.api, here);
  const changed = [...before].filter(([id, text]) => after.get(id) !== text).map(([id]) => `${id} changed`);
  const late = settled
    ? []
    : ofCluster(scenario.now(), cluster)
        .filter((each) => !isDone(each))
        .map(complaint);
  return judged(
    'a second sync changes nothing',
    [...changed, ...late],
    [`${before.size} objects of ${here.length} Applications`],
  );
}

/** Changes one value, and sees that exactly those Applications sync whose objects it changes. */
export async function changeValue(context: RunContext, assignment: string): Promise<Result> {
  const { cluster, scenario, platform } = context;
  const next = compiled(withValue(platform.text, assignment));
  const { byObjects, byChart } = changedApplications(platform.objects, next.objects, cluster);
  const synced = await afterCommit(context, next);
  const missing = byObjects.filter((name) => !synced.names.includes(name)).map((name) => `${name} did not sync`);
  const more = synced.names
    .filter((name) => !byObjects.includes(name) && !byChart.includes(name))
    .map((name) => `${name} synced, and nothing of it changed${synced.why(name)}`);
  const back = await afterCommit(context, platform);
  const nothing = byObjects.length > 0 ? [] : [`${assignment} changes no object`];
  return judged(
    `${assignment}: exactly what it changes syncs`,
    [...nothing, ...missing, ...more, ...synced.late, ...back.late],
    [`synced: ${synced.names.join(', ')}; of ${ofCluster(scenario.now(), cluster).length}`],
  );
}

/** Switches a component off, and sees its Applications and its objects go, but for those that are kept; then on again. */
export async function switchOff(context: RunContext, component: string): Promise<Result> {
  const { rig, cluster, scenario, platform } = context;
  const next = compiled(withValue(platform.text, `clusters.${cluster}.components.${component}={ enabled: false }`));
  const { gone, byObjects, byChart } = changedApplications(platform.objects, next.objects, cluster);
  const own = ofCluster(scenario.now(), cluster).filter(({ name }) => gone.includes(name));
  const before = await liveObjects(rig.api, own);
  const kept = before.filter(([, { metadata }]) =>
    metadata.annotations?.['argocd.argoproj.io/sync-options']?.includes('Delete=false'),
  );
  const from = scenario.time();
  const synced = await afterCommit(context, next);
  const took = scenario.time() - from;
  const left = new Set((await liveObjects(rig.api, own)).map(([id]) => id));
  const stays = before
    .filter((each) => !kept.includes(each) && left.has(each[0]))
    .map(([id]) => `${id} is still there`);
  const lost = kept.filter(([id]) => !left.has(id)).map(([id]) => `${id} is gone, and should be kept`);
  const there = ofCluster(scenario.now(), cluster)
    .filter(({ name }) => gone.includes(name))
    .map(({ name }) => `${name} is still there`);
  const more = synced.names
    .filter((name) => ![...byObjects, ...byChart, `${cluster}.platform`, `${cluster}.apps`].includes(name))
    .map((name) => `${name} synced, and nothing of it changed${synced.why(name)}`);
  const none = gone.length > 0 ? [] : [`${component} has no Application on ${cluster}`];
  const back = await afterCommit(context, platform);
  return judged(
    `${component} off: pruned and gone`,
    [...none, ...there, ...stays, ...lost, ...more, ...synced.late, ...back.late],
    [
      `${gone.join(', ')}: ${before.length - kept.length} objects gone, ${kept.length} kept, in ${took.toFixed(0)} s; back again after`,
    ],
  );
}

/** Changes an object in the cluster by hand, and sees it put right. */
export async function handEdit({ rig, cluster, scenario, patience }: RunContext): Promise<Result> {
  const own = ofCluster(scenario.now(), cluster).filter(({ name }) => name.startsWith(`${cluster}.apps.`));
  const found = (await liveObjects(rig.api, own)).find(([, { kind }]) => kind === 'Deployment');
  if (found === undefined) return judged('a hand edit is healed', ['no app has a Deployment']);
  const [id, object] = found;
  const served = (await servedAs(rig.api, object.apiVersion, object.kind)) as Served;
  const wanted = object.spec?.['replicas'];
  await rig.api.merge(pathOf(served, object.metadata), { spec: { replicas: Number(wanted) + 4 } });
  const from = scenario.time();
  let replicas: unknown;
  const healed = await scenario.until(() => replicas === wanted, 0);
  while (!healed && scenario.time() - from < patience && replicas !== wanted) {
    await scenario.until(() => false, 2);
    replicas = ((await rig.api.get(pathOf(served, object.metadata))) as Live).spec?.['replicas'];
  }
  await scenario.until(
    steadily((list) => ofCluster(list, cluster).every(isDone), 3),
    patience,
  );
  return judged('a hand edit is healed', replicas === wanted ? [] : [`${id} still has ${replicas} replicas`], [
    `${id}: replicas ${wanted} → ${Number(wanted) + 4} → ${replicas} in ${(scenario.time() - from).toFixed(0)} s`,
  ]);
}

/** Commits, waits until Argo CD has it everywhere, and says which Applications synced for it. */
async function afterCommit({ publish, cluster, scenario, patience }: RunContext, next: RunContext['platform']) {
  await scenario.until(() => true, 0);
  const since = new Map(ofCluster(scenario.now(), cluster).map(({ name, startedAt }) => [name, startedAt]));
  const commit = await publish(next);
  const wanted = new Set((next.objects.clusters.get(cluster)?.applications ?? []).map(({ metadata }) => metadata.name));
  const odd = new Map<string, string>();
  const all = (list: readonly Seen[]) => {
    const here = ofCluster(list, cluster);
    for (const each of here) if (each.sync === 'OutOfSync') odd.set(each.name, complaint(each));
    const stages = here.filter(({ name }) => name.split('.').length === 3);
    return (
      here.every((each) => isDone(each) && each.revision === commit) &&
      stages.length === wanted.size &&
      stages.every(({ name }) => wanted.has(name))
    );
  };
  const settled = await scenario.until(steadily(all, 5), patience);
  const here = ofCluster(scenario.now(), cluster);
  return {
    names: here
      .filter(({ name, startedAt }) => since.has(name) && startedAt !== since.get(name))
      .map(({ name }) => name),
    why: (name: string) => (odd.has(name) ? ` (${odd.get(name)})` : ''),
    late: settled
      ? []
      : here
          .filter(
            (each) =>
              !isDone(each) ||
              each.revision !== commit ||
              !(wanted.has(each.name) || each.name.split('.').length === 2),
          )
          .map(complaint),
  };
}

/** What objects say, without what the API server and controllers note about them. */
async function substance(api: Api, of: readonly Seen[]): Promise<ReadonlyMap<string, string>> {
  const all = await liveObjects(api, of);
  return new Map(
    all.map(([id, { status: _, metadata, ...rest }]) => {
      const { labels, annotations } = metadata;
      const { operation: __, ...said } = rest as { readonly operation?: object };
      const own = Object.entries(annotations ?? {}).filter(
        ([name]) => !name.startsWith('argocd.argoproj.io/refresh') && !name.startsWith('deployment.kubernetes.io/'),
      );
      return [id, JSON.stringify({ ...said, labels, own })];
    }),
  );
}

async function liveObjects(api: Api, of: readonly Seen[]): Promise<readonly (readonly [string, Live])[]> {
  const resources = of.flatMap((each) => each.resources).filter(({ hook }) => hook !== true);
  const kinds = new Map<string, Served | undefined>();
  const found: (readonly [string, Live])[] = [];
  for (const each of resources) {
    const apiVersion = each.group ? `${each.group}/${each.version}` : each.version;
    const key = `${apiVersion}/${each.kind}`;
    if (!kinds.has(key)) kinds.set(key, await servedAs(api, apiVersion, each.kind));
    const served = kinds.get(key);
    if (served === undefined) continue;
    const live = await api.get(pathOf(served, metadataOf(each))).catch(() => undefined);
    if (live !== undefined) found.push([`${each.kind} ${each.namespace ?? ''}/${each.name}`, live as Live]);
  }
  return found;
}

function metadataOf({ name, namespace }: Resource) {
  return { name, ...(namespace ? { namespace } : {}) };
}
