import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type KubernetesObject, objectId } from '../../generator/kubernetes/object.ts';
import { type Artefact, artefactId, artefactsOf } from '../../generator/lock.ts';
import type { Objects, StageObjects } from '../../generator/objects.ts';
import { standInUpstream } from '../lock/stand-in-upstream.ts';
import { GATE, STAGE_LABEL } from './operators.ts';
import { anyDefinition, type Definition } from './real-definitions.ts';

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
 * where there are, and a workload each that starts when the stand-in for its operator lets it. An API that a program would add is left out: the API server
 * would ask it.
 */
export function servePages({ platform, objects, definitions, scratch, web, real }: Outside): number {
  const stages = stagesByArtefact(objects);
  const pages = standInUpstream(platform, scratch, (artefact, all) => {
    const stage = stages.get(artefactId(artefact));
    const known = all
      .filter(({ kind }) => kind !== 'APIService')
      .map((each) => asReal(each, definitions))
      .filter((each, index, list) => list.findIndex((other) => objectId(other) === objectId(each)) === index)
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

/**
 * Our own contracts say nothing of a status, which the stand-in for operators writes: without a real CRD, one that takes anything. Of a
 * CRD that a stage only patches or leaves out, no more is known than the name.
 */
function asReal(object: KubernetesObject, definitions: ReadonlyMap<string, Definition>): KubernetesObject {
  if (object.kind !== 'CustomResourceDefinition') return object;
  const { group, names, scope, versions } = (object as Definition).spec;
  const served = versions.map(({ name }) => name);
  if (names.kind !== '')
    return definitions.get(`${group}/${names.kind}`) ?? anyDefinition(group, served, names.kind, scope);
  const [plural = '', ...rest] = object.metadata.name.split('.');
  const real = [...definitions.values()].find(({ metadata }) => metadata.name === object.metadata.name);
  return real ?? anyDefinition(rest.join('.'), ['v1'], singular(plural), 'Namespaced', plural);
}

/** What a plural is of, as far as its ending says. */
function singular(plural: string): string {
  return plural.replace(/ies$/, 'y').replace(/ses$/, 's').replace(/s$/, '');
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
