import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contracts } from '../../generator/generated/schemas.js';
import { compile } from '../../generator/index.ts';
import { kindScope } from '../../generator/kubernetes/kind-schema.ts';
import type { KubernetesObject } from '../../generator/kubernetes/object.ts';
import { isFields, type StructuralSchema } from '../../generator/kubernetes/structural-schema.ts';
import { type Artefact, artefactId, artefactsOf } from '../../generator/lock.ts';
import type { StageContent, StageObjects } from '../../generator/objects.ts';
import { standInObjects } from '../../generator/verify/stand-in.ts';
import { fingerprint } from '../../generator/write/ledger.ts';
import { toYaml, type Yaml } from '../../generator/yaml.ts';
import { repositoryOf, runHelm } from './charts.ts';

/**
 * What a platform takes from outside, by address: charts and manifests that bring just what their stages say they provide, as an API
 * server would take it, with a CRD for each kind, its schema our contract. `change` may spoil what one artefact brings.
 */
export function standInUpstream(
  platform: string,
  folder: string,
  change: (artefact: Artefact, objects: readonly KubernetesObject[]) => readonly KubernetesObject[] = (_, all) => all,
): Map<string, Buffer | string> {
  const { objects } = compile(platform);
  if (objects === undefined) throw new Error('the platform has errors');
  const pages = new Map<string, Buffer | string>();
  const done = new Set<string>();
  for (const stage of objects.stages)
    for (const content of contentsOf(stage))
      for (const [index, artefact] of artefactsIn(content).entries()) {
        if (done.has(artefactId(artefact))) continue;
        done.add(artefactId(artefact));
        const documents = change(artefact, partOf(stage, content, index));
        const isShared = content.upstream?.releases !== undefined;
        for (const [url, page] of published(artefact, documents, folder, isShared)) pages.set(url, page);
      }
  return pages;
}

/** Of a chart that is installed more than once, all that it brings on all clusters: a template gives each installation its own. */
function contentsOf({ clusters }: StageObjects): readonly StageContent[] {
  const all = [...clusters.values()];
  const several = all.filter(({ upstream }) => upstream?.releases !== undefined);
  const provides = several.flatMap((content) => content.provides ?? []);
  const known = new Map(provides.map((each) => [`${each.kind} ${each.namespace} ${each.name}`, each]));
  return all.map((content) => (several.includes(content) ? { ...content, provides: [...known.values()] } : content));
}

function artefactsIn({ upstream }: StageContent): readonly Artefact[] {
  return upstream === undefined ? [] : artefactsOf(upstream);
}

/** The first artefact brings everything but what the second one is for: the CRDs. */
function partOf(stage: StageObjects, content: StageContent, index: number): readonly KubernetesObject[] {
  const all = standInObjects(stage, content).map((object) => asAccepted(object, stage));
  const [crds, others] = [all.filter(isCrd), all.filter((each) => !isCrd(each))];
  const count = artefactsIn(content).length;
  const filler = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `more-${index}`, namespace: stage.namespace },
  };
  if (count === 1) return all.length === 0 ? [filler] : all;
  if (index === 0) return others.length === 0 ? [filler] : others;
  return index === 1 && crds.length > 0 ? crds : [filler];
}

function isCrd({ kind }: KubernetesObject): boolean {
  return kind === 'CustomResourceDefinition';
}

const labels = { app: 'stand-in' };
const container = { name: 'main', image: 'registry.example.org/stand-in:1.0.0' };
const pod = { metadata: { labels }, spec: { containers: [container] } };

/** The fields without which an API server would not take an object. */
const required: { readonly [kind: string]: object } = {
  Deployment: { spec: { selector: { matchLabels: labels }, template: pod } },
  DaemonSet: { spec: { selector: { matchLabels: labels }, template: pod } },
  StatefulSet: { spec: { serviceName: 'stand-in', selector: { matchLabels: labels }, template: pod } },
  Job: { spec: { template: { spec: { ...pod.spec, restartPolicy: 'Never' } } } },
  PersistentVolumeClaim: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  Service: { spec: { selector: labels, ports: [{ port: 80 }] } },
  StorageClass: { provisioner: 'example.org/stand-in' },
  PriorityClass: { value: 1000 },
  ClusterRoleBinding: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'stand-in' } },
  RoleBinding: { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'stand-in' } },
  Certificate: {
    spec: {
      secretName: 'stand-in',
      dnsNames: ['stand-in'],
      issuerRef: { name: 'stand-in', kind: 'Issuer', group: 'cert-manager.io' },
    },
  },
  CSIDriver: { spec: {} },
  Issuer: { spec: { selfSigned: {} } },
};

function asAccepted(object: KubernetesObject, stage: StageObjects): KubernetesObject {
  return isCrd(object) ? definition(object, stage) : { ...object, ...required[object.kind] };
}

/** A CRD that says what our contract says, and where there is none, that anything goes. */
function definition(object: KubernetesObject, { stage }: StageObjects): KubernetesObject {
  const provided = stage?.providesKinds?.find(({ group }) => object.metadata.name.endsWith(`s.${group}`));
  const kind =
    provided?.kinds.find((each) => object.metadata.name === `${each.toLowerCase()}s.${provided.group}`) ?? '';
  const { group = '', versions = [] } = provided ?? {};
  const [first = ''] = versions;
  const names = { kind, listKind: `${kind}List`, plural: `${kind.toLowerCase()}s`, singular: kind.toLowerCase() };
  const served = versions.map((name) => ({
    ...{ name, served: true, storage: name === first },
    schema: { openAPIV3Schema: schemaOf(`${group}/${name}/${kind}`) },
  }));
  const spec = { group, names, scope: kindScope(`${group}/${first}`, kind) ?? 'Namespaced', versions: served };
  return { ...object, spec } as KubernetesObject;
}

function schemaOf(name: string): StructuralSchema {
  const text = Object.hasOwn(contracts, name) ? contracts[name] : undefined;
  if (text === undefined) return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const { properties: { metadata: _, apiVersion: __, kind: ___, ...properties } = {} } = JSON.parse(
    text,
  ) as StructuralSchema;
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).map(([key, each]) => [key, asInCrd(each)])),
  };
}

/** Without the words that only our contracts have. */
function asInCrd(schema: StructuralSchema): StructuralSchema {
  const entries = Object.entries(schema).filter(([word]) => word !== 'propertyNames' && word !== 'const');
  return Object.fromEntries(
    entries.map(([word, value]) => [word, word === 'default' || word === 'enum' ? value : inCrd(value)]),
  ) as StructuralSchema;
}

function inCrd(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCrd);
  return isFields(value) ? asInCrd(value as StructuralSchema) : value;
}

function published(
  artefact: Artefact,
  objects: readonly KubernetesObject[],
  folder: string,
  isShared: boolean,
): readonly (readonly [string, Buffer | string])[] {
  const text = objects.map((each) => toYaml(each as unknown as Yaml)).join('---\n');
  if (artefact.kind === 'manifest') return [[artefact.url, text]];
  const { repository, name, version } = artefact;
  const own = join(folder, fingerprint(repository).slice(0, 8));
  const chart = join(own, 'sources', `${name}-${version}`, name);
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), toYaml({ apiVersion: 'v2', name, version }));
  // as a template, so that what looks like one in a schema stays text
  objects.forEach((each, index) => {
    writeFileSync(join(chart, `${index}.yaml`), toYaml(each as unknown as Yaml));
  });
  const parts = objects.map(({ metadata }, index) => {
    const document = `---\n{{ .Files.Get "${index}.yaml" }}\n`;
    return isShared ? `{{ if eq .Release.Namespace "${metadata.namespace}" }}\n${document}{{ end }}\n` : document;
  });
  writeFileSync(join(chart, 'templates/all.yaml'), parts.join(''));
  const packages = join(own, 'packages');
  mkdirSync(packages, { recursive: true });
  if (repository.startsWith('oci://')) throw new Error(`${repository}: only HTTP repositories are stood in for`);
  runHelm(['package', chart, '--destination', packages]);
  return [...repositoryOf(packages)].map(
    ([path, bytes]) => [`${repository.replace(/\/$/, '')}${path}`, bytes] as const,
  );
}
