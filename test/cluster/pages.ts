import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import { type Artefact, artefactId, artefactsOf } from '../../generator/lock.ts';
import type { Objects, StageObjects } from '../../generator/objects.ts';
import { standInUpstream } from '../lock/stand-in-upstream.ts';
import { GATE, STAGE_LABEL } from './operators.ts';
import type { Definition } from './real-definitions.ts';

interface Outside {
  readonly platform: string;
  readonly objects: Objects;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Where the harness may write. */
  readonly scratch: string;
  /** The folder that is served, `<host>/<path>`. */
  readonly web: string;
  /** Pages that win over stand-ins, in the same form. */
  readonly real: string | undefined;
}

/**
 * Puts what the platform takes from outside where Argo CD finds it: charts and manifests that bring what their stages say, the real CRDs
 * where there are, and a workload each that starts when the stand-in for its operator lets it.
 */
export function servePages({ platform, objects, definitions, scratch, web, real }: Outside): number {
  const stages = stagesByArtefact(objects);
  const pages = standInUpstream(platform, scratch, (artefact, all) => {
    const stage = stages.get(artefactId(artefact));
    const known = all
      .map((each) => asReal(each, definitions))
      .map((each) => (stage === undefined ? each : gated(each, stage)));
    return artefact.kind === 'chart' && stage !== undefined && !isShared(stage) ? [...known, workload(stage)] : known;
  });
  for (const [url, page] of pages) {
    const { hostname, pathname } = new URL(url);
    const file = join(web, hostname, pathname);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, page);
  }
  if (real !== undefined) cpSync(real, web, { recursive: true });
  return pages.size;
}

function stagesByArtefact({ stages }: Objects): ReadonlyMap<string, StageObjects> {
  const pairs = stages.flatMap((stage) =>
    [...stage.clusters.values()].flatMap(({ upstream }) =>
      (upstream === undefined ? [] : artefactsOf(upstream)).map(
        (artefact: Artefact) => [artefactId(artefact), stage] as const,
      ),
    ),
  );
  return new Map(pairs);
}

/** Whether a chart is installed more than once, each time with objects of its own. */
function isShared({ clusters }: StageObjects): boolean {
  return [...clusters.values()].some(({ upstream }) => upstream?.releases !== undefined);
}

function asReal(object: KubernetesObject, definitions: ReadonlyMap<string, Definition>): KubernetesObject {
  if (object.kind !== 'CustomResourceDefinition') return object;
  const { group, names } = (object as Definition).spec;
  return definitions.get(`${group}/${names.kind}`) ?? object;
}

const workloads = ['Deployment', 'StatefulSet', 'DaemonSet'];

function gated(object: KubernetesObject, stage: StageObjects): KubernetesObject {
  if (!workloads.includes(object.kind)) return object;
  const labels = { app: object.metadata.name };
  const { spec } = object as KubernetesObject & { readonly spec?: object };
  return {
    ...object,
    spec: { ...spec, selector: { matchLabels: labels }, template: podOf(labels, stage) },
  } as KubernetesObject;
}

function workload(stage: StageObjects): KubernetesObject {
  const name = `stand-in-${stage.component}-${stage.name}`;
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: stage.namespace } };
  return gated(object, stage);
}

/** As the strictest level of Pod Security takes it. */
function podOf(labels: { readonly [key: string]: string }, { component, name }: StageObjects) {
  const securityContext = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const containers = [{ name: 'main', image: 'registry.example.org/stand-in:1.0.0', securityContext }];
  return {
    metadata: { labels: { ...labels, [STAGE_LABEL]: `${component}.${name}` } },
    spec: { schedulingGates: [{ name: GATE }], containers },
  };
}
