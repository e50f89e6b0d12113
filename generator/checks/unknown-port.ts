import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { describe } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';
import type { ClusterModel } from '../model.ts';
import { ownerPath, type PlacedObject, placedObjects } from '../placed-objects.ts';
import { type Container, type Pods, podsOf, selects } from '../references/pods.ts';
import { selectionsIn } from '../references/selectors-in.ts';

/** Traffic to a port on which nothing listens is refused, and a probe of one restarts its container for ever. */
export const unknownPort: Check = {
  summary: 'Each port that a Service leads to, and each that a probe asks by its name, is one of the pods.',
  reach: 'cluster',
  *run(platform): Iterable<Diagnostic> {
    for (const cluster of platform.model.clusters) {
      const placed = placedObjects(platform.objects, cluster.facts.name);
      const pods = placed.flatMap((each) => podsOf(each) ?? []);
      for (const each of pods)
        for (const [where, port] of probesOf(each))
          yield problem(each.owner, `${where} asks for the port \`${port}\``, port, cluster, platform);
      for (const each of placed)
        for (const port of unservedPorts(each, pods))
          yield problem(each, `leads to the port \`${port}\``, port, cluster, platform);
    }
  },
};

type Port = string | number;

function unservedPorts(placed: PlacedObject, pods: readonly Pods[]): readonly Port[] {
  if (placed.object.kind !== 'Service') return [];
  const [selection] = selectionsIn(placed.object);
  const behind = pods.filter(
    ({ namespace, labels }) =>
      selection !== undefined && namespace === placed.object.metadata.namespace && selects(selection.selector, labels),
  );
  const { ports = [] } =
    (placed.object as { readonly spec?: { readonly ports?: readonly { port: number; targetPort?: Port }[] } }).spec ??
    {};
  return ports
    .map(({ port, targetPort }) => targetPort ?? port)
    .filter(
      (port) =>
        behind.some(({ containers }) => containers.length > 0) &&
        !behind.some(({ containers }) => containers.some((each) => serves(each, port))),
    );
}

/** A container that names no ports may listen on any. */
function serves({ ports }: Container, port: Port): boolean {
  if (ports === undefined) return typeof port === 'number';
  return ports.some(({ name, containerPort }) => name === port || containerPort === port);
}

/** The probes that ask for a port by a name that their container does not have. */
function probesOf({ containers }: Pods): readonly (readonly [where: string, port: string])[] {
  return containers.flatMap((container) =>
    ['startupProbe', 'readinessProbe', 'livenessProbe'].flatMap((probe) => {
      const port = portIn(container[probe]);
      return typeof port !== 'string' || serves(container, port)
        ? []
        : [[`the ${probe} of \`${container.name}\``, port] as const];
    }),
  );
}

function portIn(probe: unknown): unknown {
  if (!isMap(probe)) return undefined;
  const asked = probe['httpGet'] ?? probe['tcpSocket'];
  return isMap(asked) ? asked['port'] : undefined;
}

function problem(
  placed: PlacedObject,
  does: string,
  port: Port,
  { facts: { name } }: ClusterModel,
  { model }: Platformwide,
): Diagnostic {
  return {
    code: 'unknown-port',
    severity: 'error',
    clusters: [name],
    message: `${describe(placed.object)}: ${does}, which none of its containers has`,
    hint: 'name a port that the container has',
    path: ownerPath(model, name, placed, String(port)),
    at: 'value',
  };
}
