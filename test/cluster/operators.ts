import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import { type Api, type Live, listAll, pathOf, type Served, servedAs } from './api.ts';
import { applicationOf } from './applications.ts';
import { answersFor, type Behaviour } from './statuses.ts';

/** Pods wait at this gate for the stand-in, as a workload waits for what is in it. */
export const GATE = 'stand-in.example.org/operator';

/** The label of a pod that says whose it is: `<component>.<stage>`. */
export const STAGE_LABEL = 'stand-in.example.org/stage';

/** A kind that a running operator makes itself, with the Application that must have synced before it does. */
export interface LateKind {
  readonly application: string;
  readonly definition: KubernetesObject;
}

/** What plays the operators of a cluster. */
export interface Operators {
  /** How each Application's operator behaves; `ready` where nothing is said. */
  readonly behaviours: Map<string, Behaviour>;
  /** Looks once over all that is there, and writes what is due. */
  round(): Promise<void>;
}

interface Stage {
  readonly api: Api;
  readonly cluster: string;
  /** The kinds to answer for, as `apiVersion/Kind`. */
  readonly kinds: readonly { readonly apiVersion: string; readonly kind: string }[];
  readonly late: readonly LateKind[];
  /** How long after an object was made, in milliseconds. */
  readonly delay: number;
  readonly apply: (object: KubernetesObject) => void;
  /** Whether an Application has been synced. */
  readonly isSynced: (application: string) => boolean;
}

/** A stand-in for the operators: it writes the status each kind's own would, after a delay, and lets workloads start. */
export function operators(stage: Stage): Operators {
  const behaviours = new Map<string, Behaviour>();
  const served = new Map<string, Served>();
  const open = [...stage.late];
  const behaviourOf = (application: string) => behaviours.get(application) ?? 'ready';
  return {
    behaviours,
    async round() {
      for (const each of open.filter(
        ({ application }) => stage.isSynced(application) && behaviourOf(application) === 'ready',
      )) {
        stage.apply(each.definition);
        open.splice(open.indexOf(each), 1);
      }
      for (const { apiVersion, kind } of stage.kinds) {
        const key = `${apiVersion}/${kind}`;
        const found = served.get(key) ?? (await servedAs(stage.api, apiVersion, kind));
        if (found === undefined) continue;
        served.set(key, found);
        const all = await listAll(stage.api, found).catch(() => []);
        for (const object of all.filter((each) => isDue(each, stage.delay)))
          await answer(stage.api, found, object, behaviourOf(applicationOf(object) ?? ''));
      }
      await openGates(stage, behaviourOf);
    },
  };
}

function isDue({ metadata }: Live, delay: number): boolean {
  return metadata.deletionTimestamp === undefined && Date.now() - Date.parse(metadata.creationTimestamp) >= delay;
}

async function answer(api: Api, served: Served, object: Live, behaviour: Behaviour): Promise<void> {
  const answers = answersFor(object.apiVersion, object.kind);
  if (answers === undefined || behaviour === 'never') return;
  const status = JSON.parse(JSON.stringify(answers[behaviour](object))) as object;
  if (says(object.status, status)) return;
  await api
    .merge(pathOf(served, object.metadata, served.hasStatus ? 'status' : undefined), { status })
    .catch((error: Error) => {
      process.stderr.write(`stand-in: ${object.kind} ${object.metadata.name}: ${error.message}\n`);
    });
}

/** Whether a status has all that would be written, times aside. */
function says(status: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(status) && wanted.every((each) => status.some((other) => says(other, each)));
  if (typeof wanted !== 'object' || wanted === null) return status === wanted;
  if (typeof status !== 'object' || status === null) return false;
  return Object.entries(wanted).every(
    ([key, value]) => key === 'lastTransitionTime' || says((status as { [key: string]: unknown })[key], value),
  );
}

const pods: Served = { apiVersion: 'v1', kind: 'Pod', plural: 'pods', isNamespaced: true, hasStatus: true };

async function openGates({ api, cluster }: Stage, behaviourOf: (application: string) => Behaviour): Promise<void> {
  for (const pod of await listAll(api, pods)) {
    const gates = (pod.spec?.['schedulingGates'] ?? []) as readonly { readonly name: string }[];
    const stage = pod.metadata.labels?.[STAGE_LABEL];
    if (!gates.some(({ name }) => name === GATE) || behaviourOf(`${cluster}.${stage}`) !== 'ready') continue;
    await api
      .patch(pathOf(pods, pod.metadata), [{ op: 'remove', path: '/spec/schedulingGates' }])
      .catch(() => undefined);
  }
}
