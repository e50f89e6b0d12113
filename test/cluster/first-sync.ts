import { groupOf } from '../../generator/kubernetes/object.ts';
import type { Api } from './api.ts';
import { isDone, type Seen } from './applications.ts';
import { judged, type Result } from './result.ts';
import { shell } from './rig.ts';
import { complaint, ofCluster, type RunContext } from './run-context.ts';
import { RESOLUTION, steadily } from './scenario.ts';
import { outOfOrder } from './timeline.ts';

/** Does what the runbook says between a cluster and Argo CD; by hand there is nothing else to do here. */
export async function bootstrap({ rig, cluster, platform, folder }: RunContext): Promise<Result> {
  const runbook = platform.tree.get(`clusters/${cluster}/README.md`) ?? '';
  const section = runbook.split('\n## From a cluster to Argo CD\n')[1]?.split('\n## ')[0] ?? '';
  const commands = [...section.matchAll(/^ +(kubectl (?:kustomize|wait) .*)$/gm)].map((match) => match[1] ?? '');
  const twice = [...commands, ...commands];
  const applied = twice.map((command) => shell(rig, folder, command).split('\n').length - 1);
  await disown(rig.api);
  const wrong = commands.length >= 3 ? [] : ['the runbook has no commands'];
  return judged('the commands of the runbook, twice over', wrong, [
    ...commands,
    `${applied.join(', ')} lines of answer`,
  ]);
}

/**
 * Takes the keys of Argo CD out of the hands of whoever put them in: a rig applies them as `stringData`, which stays that field's owner for
 * ever and makes Argo CD see a difference. In a cluster Argo CD writes them itself.
 */
async function disown(api: Api): Promise<void> {
  const path = '/api/v1/namespaces/argocd/secrets/argocd-secret';
  const { metadata } = (await api.get(path)) as { readonly metadata: { readonly managedFields: readonly Owner[] } };
  const owners = metadata.managedFields.filter(({ manager }) => manager === 'argocd-controller');
  await api.patch(path, [{ op: 'replace', path: '/metadata/managedFields', value: owners }]);
  await api.merge(path, { metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': null } } });
}

interface Owner {
  readonly manager: string;
}

/** Keeps one stage from becoming healthy, and sees what waits for it: all of later waves and nothing else. */
export async function hold(context: RunContext, stage: string): Promise<Result> {
  const { cluster, operators, scenario, platform, patience } = context;
  const application = `${cluster}.${stage.replace('/', '.')}`;
  const waves = new Map(wavesOf(platform, cluster));
  const wave = waves.get(application) ?? 0;
  operators.behaviours.set(application, 'never');
  const kindless = appsWithoutKinds(platform, cluster, wave);
  const free = ({ name }: Seen) =>
    name !== application &&
    !['platform', 'apps'].some((root) => name === `${cluster}.${root}`) &&
    !kindless.includes(name);
  const isHeld = (all: readonly Seen[]) => {
    const here = ofCluster(all, cluster);
    return here.some(({ name }) => name === application) && here.filter(free).every(isDone);
  };
  const settled = await scenario.until(steadily(isHeld, 30), patience);
  const here = ofCluster(scenario.now(), cluster);
  const there = new Set(here.map(({ name }) => name));
  const early = [...waves]
    .filter(([name, each]) => each > wave && there.has(name))
    .map(([name]) => `${name} did not wait`);
  const missing = [...waves]
    .filter(([name, each]) => each <= wave && !there.has(name))
    .map(([name]) => `${name} waits, and should not`);
  const held = here.find(({ name }) => name === application);
  const own = held?.health === 'Progressing' ? [] : [`${application} is ${held?.health}`];
  const late = settled ? [] : here.filter((each) => free(each) && !isDone(each)).map(complaint);
  return judged(
    `${stage} is never ready: what comes later waits, and nothing else`,
    [...early, ...missing, ...own, ...late],
    [
      `${there.size} Applications, ${waves.size - [...waves.keys()].filter((name) => there.has(name)).length} wait for wave ${wave}, with them ${kindless.join(', ') || 'no app'}, ${scenario.time().toFixed(0)} s after the start`,
    ],
  );
}

/** Lets everything become ready, and sees every Application of the cluster Synced and Healthy, in order. */
export async function settle(context: RunContext): Promise<readonly Result[]> {
  const { cluster, operators, scenario, platform, patience } = context;
  operators.behaviours.clear();
  const wanted = wavesOf(platform, cluster).map(([name]) => name);
  const all = (list: readonly Seen[]) => {
    const here = ofCluster(list, cluster);
    return here.every(isDone) && wanted.every((name) => here.some((each) => each.name === name));
  };
  const from = scenario.time();
  const settled = await scenario.until(steadily(all, 5), patience);
  const here = ofCluster(scenario.now(), cluster);
  const there = new Set(here.map(({ name }) => name));
  const wrong = settled
    ? []
    : [
        ...here.filter((each) => !isDone(each)).map(complaint),
        ...wanted.filter((name) => !there.has(name)).map((name) => `${name} is not there`),
      ];
  const elsewhere = scenario.now().filter(({ isHere }) => !isHere);
  const order = outOfOrder(scenario.timeline, RESOLUTION).filter((each) => each.startsWith(`${cluster}.`));
  return [
    judged('every Application is Synced and Healthy', wrong, [
      `${here.filter(isDone).length} of ${wanted.length + 2} on ${cluster}, ${scenario.time().toFixed(0)} s after the start, ${(scenario.time() - from).toFixed(0)} s after the gate`,
      `${elsewhere.length} Applications of clusters that are not there wait for them`,
      ...table(context),
    ]),
    judged('none out of order', order, [`${new Set(wavesOf(platform, cluster).map(([, wave]) => wave)).size} waves`]),
  ];
}

/** The Applications of a cluster's stages and apps, with their waves; apps have none. */
function wavesOf(
  { objects }: Pick<RunContext['platform'], 'objects'>,
  cluster: string,
): readonly (readonly [string, number])[] {
  return (objects.clusters.get(cluster)?.applications ?? []).map(({ metadata }) => {
    const wave = metadata.annotations?.['argocd.argoproj.io/sync-wave'];
    return [metadata.name, wave === undefined ? -1 : Number(wave)] as const;
  });
}

/** Apps with an object of a kind that only a stage of a later wave brings: they are tried again until it is there. */
function appsWithoutKinds({ objects }: RunContext['platform'], cluster: string, wave: number): readonly string[] {
  const waves = new Map(wavesOf({ objects }, cluster));
  const late = objects.stages
    .filter(({ component, name }) => (waves.get(`${cluster}.${component}.${name}`) ?? 0) > wave)
    .flatMap(({ stage }) => stage?.providesKinds ?? [])
    .map(({ group }) => group);
  return objects.stages
    .filter(({ component }) => component === 'apps')
    .filter(({ clusters }) =>
      clusters.get(cluster)?.objects.some(({ apiVersion }) => late.includes(groupOf(apiVersion))),
    )
    .map(({ name }) => `${cluster}.apps.${name}`);
}

function table({ scenario, cluster }: RunContext): readonly string[] {
  const rows = [...scenario.timeline.values()].filter(({ name }) => name.startsWith(`${cluster}.`));
  const at = (time: number | undefined) => (time === undefined ? '-' : time.toFixed(0)).padStart(5);
  return rows
    .sort((a, b) => a.wave - b.wave || a.appeared - b.appeared)
    .map(
      ({ name, wave, appeared, healthy, done, syncs }) =>
        `wave ${String(wave).padStart(2)}  seen ${at(appeared)}  healthy ${at(healthy)}  done ${at(done)}  syncs ${syncs.length}  ${name}`,
    );
}
