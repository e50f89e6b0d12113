import { applyObjects } from '../../generator/codegen/upstream/admission.ts';
import { kindScope } from '../../generator/kubernetes/kind-schema.ts';
import { placedObjects } from '../../generator/placed-objects.ts';
import type { Seen } from './applications.ts';
import { type LateKind, type Operators, operators } from './operators.ts';
import type { Compiled } from './platform.ts';
import { anyDefinition, type Definition } from './real-definitions.ts';
import type { Rig } from './rig.ts';
import { answersFor } from './statuses.ts';

interface Place {
  readonly rig: Rig;
  readonly cluster: string;
  readonly platform: Compiled;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly delay: number;
  readonly now: () => readonly Seen[];
}

/** The stand-in for all operators of a platform's cluster. */
export function operatorsOf({ rig, cluster, platform, definitions, delay, now }: Place): Operators {
  const placed = placedObjects(platform.objects, cluster).map(({ object }) => object);
  const kinds = new Map(placed.map(({ apiVersion, kind }) => [`${apiVersion}/${kind}`, { apiVersion, kind }]));
  return operators({
    ...{ api: rig.api, cluster, delay },
    kinds: [...kinds.values()].filter(({ apiVersion, kind }) => answersFor(apiVersion, kind) !== undefined),
    late: lateKinds(platform, cluster, definitions),
    apply: (object) => {
      const message = applyObjects(rig.kubeconfig, [object]);
      if (message !== '') process.stderr.write(`stand-in: ${object.metadata.name}: ${message}\n`);
    },
    isSynced: (application) => now().some(({ name, phase }) => name === application && phase === 'Succeeded'),
  });
}

/** The CRDs that operators make when they run. */
function lateKinds(
  { objects }: Compiled,
  cluster: string,
  definitions: ReadonlyMap<string, Definition>,
): readonly LateKind[] {
  return objects.stages
    .filter(({ clusters }) => clusters.has(cluster))
    .flatMap(({ component, name, stage }) =>
      (stage?.providesKinds ?? [])
        .filter(({ atRunTime }) => atRunTime === true)
        .flatMap(({ group, versions, kinds }) =>
          kinds.map((kind) => ({
            application: `${cluster}.${component}.${name}`,
            definition:
              definitions.get(`${group}/${kind}`) ??
              anyDefinition(group, versions, kind, kindScope(`${group}/${versions[0]}`, kind) ?? 'Namespaced'),
          })),
        ),
    );
}
