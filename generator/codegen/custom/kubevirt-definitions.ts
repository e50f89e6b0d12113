import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../failure.ts';
import type { CustomKind, Definition } from '../../kubernetes/custom-kind.ts';
import type { StructuralSchema } from '../../kubernetes/structural-schema.ts';
import { documentsIn } from './read-definitions.ts';

type Versions = NonNullable<Definition['spec']['versions']>;

/**
 * KubeVirt's operator makes its CustomResourceDefinitions from Go: the schemas are texts there, one a kind for all of its versions, the rest
 * is told here. Source: kubevirt.io/kubevirt, pkg/virt-operator/resource/generate/components/{crds,validations_generated}.go.
 */
export function kubeVirtDefinitions(folder: string): readonly Definition[] {
  const source = readFileSync(join(folder, 'pkg/virt-operator/resource/generate/components/validations_generated.go'));
  const schemas = schemasIn(source.toString());
  return kinds.map(([group, kind, scope, versions]) => {
    const schema = schemas.get(kind.toLowerCase());
    if (schema === undefined) throw new Failure(`KubeVirt has no schema of ${kind} any more`);
    const names = { kind };
    return {
      kind: 'CustomResourceDefinition',
      spec: { group, scope, names, versions: versions.map((version) => ({ ...version, schema })) },
    };
  });
}

type Schema = { readonly openAPIV3Schema?: StructuralSchema };

function schemasIn(source: string): ReadonlyMap<string, Schema> {
  const texts = [...source.matchAll(/^\t"(\w+)": `([^`]*)`/gm)];
  return new Map(texts.map(([, name = '', text = '']) => [name, documentsIn(text)[0] as Schema]));
}

const core: Versions = [
  { name: 'v1', served: true, storage: true },
  { name: 'v1alpha3', served: true, deprecated: true },
];
const presets: Versions = [
  { name: 'v1', served: true, deprecated: true },
  { name: 'v1alpha3', served: true, storage: true, deprecated: true },
];
const exports: Versions = [
  { name: 'v1', served: true, storage: true },
  { name: 'v1beta1', served: true, deprecated: true },
];
const beta: Versions = [{ name: 'v1beta1', served: true, storage: true }];
const betaAndAlpha: Versions = [...beta, { name: 'v1alpha1', served: true }];
const alpha: Versions = [{ name: 'v1alpha1', served: true, storage: true }];

const kinds: readonly (readonly [group: string, kind: string, scope: CustomKind['scope'], Versions])[] = [
  ['clone.kubevirt.io', 'VirtualMachineClone', 'Namespaced', betaAndAlpha],
  ['export.kubevirt.io', 'VirtualMachineExport', 'Namespaced', exports],
  ['instancetype.kubevirt.io', 'VirtualMachineClusterInstancetype', 'Cluster', beta],
  ['instancetype.kubevirt.io', 'VirtualMachineClusterPreference', 'Cluster', beta],
  ['instancetype.kubevirt.io', 'VirtualMachineInstancetype', 'Namespaced', beta],
  ['instancetype.kubevirt.io', 'VirtualMachinePreference', 'Namespaced', beta],
  ['kubevirt.io', 'KubeVirt', 'Namespaced', core],
  ['kubevirt.io', 'VirtualMachine', 'Namespaced', core],
  ['kubevirt.io', 'VirtualMachineInstance', 'Namespaced', core],
  ['kubevirt.io', 'VirtualMachineInstanceMigration', 'Namespaced', core],
  ['kubevirt.io', 'VirtualMachineInstancePreset', 'Namespaced', presets],
  ['kubevirt.io', 'VirtualMachineInstanceReplicaSet', 'Namespaced', core],
  ['migrations.kubevirt.io', 'MigrationPolicy', 'Cluster', alpha],
  ['pool.kubevirt.io', 'VirtualMachinePool', 'Namespaced', betaAndAlpha],
  ['snapshot.kubevirt.io', 'VirtualMachineRestore', 'Namespaced', betaAndAlpha],
  ['snapshot.kubevirt.io', 'VirtualMachineSnapshot', 'Namespaced', betaAndAlpha],
];
