import { hubName, overlayPath } from '../build/names.ts';
import { describe, type KubernetesObject, objectId } from '../kubernetes/object.ts';
import type { ClusterModel } from '../model.ts';
import { isOfComponent, ownerPath, type PlacedObject, placedObjects } from '../placed-objects.ts';
import { referencesIn } from '../references/references-in.ts';
import { fileNames } from '../render/file-names.ts';
import { partsOf } from '../render/rendered-chart.ts';
import type { Explained, Explanation, Scope } from './explanation.ts';
import { list } from './list.ts';
import { place } from './place.ts';

/** Which line made an object, in which files and which Application it is, what it names and what names it: on each cluster that has it. */
export function explainObject(subject: string, platform: Explained, scope: Scope): Explanation | undefined {
  const [kind = '', name = ''] = subject.split('/');
  const isMeant = ({ object: { kind: its, metadata } }: PlacedObject) =>
    its.toLowerCase() === kind.toLowerCase() &&
    metadata.name === name &&
    (scope.namespace === undefined || metadata.namespace === scope.namespace);
  const found = platform.model.clusters
    .filter(({ facts }) => scope.cluster === undefined || facts.name === scope.cluster)
    .flatMap((cluster) => {
      const placed = placedObjects(platform.objects, cluster.facts.name);
      return placed.filter(isMeant).map((each) => explained(each, placed, cluster, platform));
    });
  if (found.length === 0) return undefined;
  return {
    lines: found.flatMap(({ lines }, index) => (index === 0 ? lines : ['', ...lines])),
    facts: { objects: found.map(({ facts }) => facts) },
  };
}

function explained(
  each: PlacedObject,
  placed: readonly PlacedObject[],
  { facts: { name }, stages }: ClusterModel,
  platform: Explained,
) {
  const { object, component, stage } = each;
  const path = ownerPath(platform.model, name, each);
  const owner = isOfComponent(component)
    ? component
    : component === 'apps'
      ? `the ${path[0] === 'sites' ? 'site' : 'app'} ${stage}`
      : 'the namespaces that components and apps ask for';
  const wave = stages.find(({ id }) => id === `${component}/${stage}`)?.wave;
  const application = hubName(name, component, stage);
  const files = filesOf(each, name, platform);
  const names = unique(
    referencesIn(object).map(
      (reference) =>
        `${reference.kind} ${reference.namespace === undefined ? '' : `${reference.namespace}/`}${reference.name}`,
    ),
  );
  const namedBy = unique(
    placed.filter((other) => isNamedBy(object, other.object)).map((other) => describe(other.object)),
  );
  return {
    lines: [
      `${describe(object)} on ${name}`,
      `  comes from ${owner}, at ${place(platform.source, path)}`,
      `  is in ${files.join(', ')}`,
      `  belongs to the Application ${application}${wave === undefined ? '' : `, wave ${wave}`}`,
      `  names ${list(names)}`,
      `  is named by ${list(namedBy)}`,
    ],
    facts: {
      cluster: name,
      kind: object.kind,
      name: object.metadata.name,
      namespace: object.metadata.namespace,
      path,
      files,
      application,
      wave,
      names,
      namedBy,
    },
  };
}

function isNamedBy({ kind, metadata }: KubernetesObject, other: KubernetesObject): boolean {
  return referencesIn(other).some(
    (each) => each.kind === kind && each.name === metadata.name && each.namespace === metadata.namespace,
  );
}

/** The file of the object, and that of the patch where its cluster differs. */
function filesOf(
  { object, component, stage, isRendered }: PlacedObject,
  cluster: string,
  { objects, tree }: Explained,
): readonly string[] {
  const content = objects.stages.find((each) => each.component === component && each.name === stage);
  const overlay = overlayPath(component, stage, cluster);
  const { own, made } = partsOf(content?.base ?? { objects: [] });
  // where the overlay has a chart of its own, it does not read the shared one
  const takesShared = !tree.has(`${overlay}/chart/kustomization.yaml`);
  const [folder, shared] = isRendered ? ['chart', takesShared ? made : []] : ['base', own];
  const base = fileNames(shared).get(objectId(object));
  const inBase =
    base === undefined ? [] : [`kustomize/${component}/${stage}/${folder}/${base}`, `${overlay}/patch-${base}`];
  const alone = [...tree.keys()].filter(
    (path) => path.startsWith(`${overlay}/`) && isFileOf(tree.get(path) ?? '', object),
  );
  return unique([...inBase.filter((path) => tree.has(path)), ...(inBase.length > 0 ? [] : alone)]);
}

function isFileOf(text: string, { kind, metadata }: KubernetesObject): boolean {
  return text.includes(`\nkind: ${kind}\n`) && text.includes(`\n  name: ${metadata.name}\n`);
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
