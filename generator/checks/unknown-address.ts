import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { describe } from '../kubernetes/object.ts';
import type { ClusterModel } from '../model.ts';
import { valuesIn } from '../objects.ts';
import { ownerPath, type PlacedObject, placedObjects } from '../placed-objects.ts';
import { type Address, addressesIn, shortAddressIn } from '../references/addresses-in.ts';
import { type Inventory, inventoryOf } from '../references/inventory.ts';
import { podsOf } from '../references/pods.ts';

/** Who calls a Service that is not there waits for an answer until it gives up, and what it wanted to say is lost. */
export const unknownAddress: Check = {
  summary:
    'Each address of a Service, in objects and in the values of charts, is one that its cluster has, with that port.',
  *run(platform): Iterable<Diagnostic> {
    for (const cluster of platform.model.clusters) {
      const inventory = inventoryOf(cluster, platform.objects, platform.registry);
      for (const { address, where, owner } of addresses(cluster, platform))
        yield* problems(address, where, owner, inventory, cluster, platform);
    }
  },
};

type Owner = Pick<PlacedObject, 'component' | 'stage'>;

interface Found {
  readonly address: Address;
  readonly where: string;
  readonly owner: Owner;
}

/** A certificate is for names that a Service may have one day. */
function addresses({ facts }: ClusterModel, { objects }: Platformwide): readonly Found[] {
  const made = new Set(
    placedObjects(objects, facts.name).flatMap(({ object: { kind, metadata } }) =>
      kind === 'Service' ? [`${metadata.namespace}/${metadata.name}`] : [],
    ),
  );
  return objects.stages.flatMap(({ component, name: stage, clusters }) => {
    const content = clusters.get(facts.name);
    const owner = { component, stage };
    const named = (value: unknown, where: string) => addressesIn(value).map((address) => ({ address, where, owner }));
    return [
      ...(content?.objects ?? []).flatMap((object) =>
        object.kind === 'Certificate' ? [] : named(object, describe(object)),
      ),
      ...(content?.objects ?? []).flatMap((object) =>
        shortAddresses({ object, ...owner }, made).map((address) => ({ address, where: describe(object), owner })),
      ),
      ...valuesIn(content?.upstream).flatMap((values) =>
        named(values, `the values of ${content?.upstream?.chart?.name}`),
      ),
    ];
  });
}

/** Of names without a namespace, only those that are a Service's are known to be one. */
function shortAddresses(placed: PlacedObject, made: ReadonlySet<string>): readonly Address[] {
  const pods = podsOf(placed);
  const values = pods?.containers.flatMap(({ env }) => (Array.isArray(env) ? env : [])) ?? [];
  return values.flatMap(({ value }: { readonly value?: unknown }) => {
    const address = typeof value === 'string' ? shortAddressIn(value, [], pods?.namespace ?? '') : undefined;
    return address !== undefined && made.has(`${address.namespace}/${address.service}`) ? [address] : [];
  });
}

function* problems(
  { service, namespace, port, text }: Address,
  where: string,
  owner: Owner,
  inventory: Inventory,
  { facts: { name } }: ClusterModel,
  { model }: Platformwide,
): Iterable<Diagnostic> {
  const reference = { path: [], group: '', kind: 'Service', name: service, namespace };
  const found = inventory.find(reference);
  const about = { clusters: [name], path: ownerPath(model, name, owner, text), at: 'value' } as const;
  const address = `\`${service}.${namespace}.svc\``;
  if (found === undefined) {
    if (inventory.isElsewhere(namespace)) return;
    const near = didYouMean(service, inventory.namesLike(reference));
    yield {
      ...about,
      code: 'unknown-reference',
      severity: inventory.mayBeUpstream(reference) ? 'warning' : 'error',
      message: `${where} calls ${address}, and nothing makes the Service \`${service}\` in \`${namespace}\``,
      hint: near === undefined ? 'enable what makes it, or call another one' : `did you mean \`${near}\`?`,
    };
  } else if (port !== undefined && found.ports?.includes(port) === false)
    yield {
      ...about,
      code: 'unknown-port',
      severity: 'error',
      message: `${where} calls ${address} at port ${port}, and it has ${found.ports.map((each) => `\`${each}\``).join(', ')}`,
      hint: 'call a port that it has',
    };
}
