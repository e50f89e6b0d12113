import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { ClusterModel } from '../model.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';
import { type Address, shortAddressIn } from '../references/addresses-in.ts';
import { type Inventory, inventoryOf } from '../references/inventory.ts';
import { podsOf } from '../references/pods.ts';
import { addressesOf, type Speaker, speakersOn } from '../references/speakers.ts';

/** Who calls a Service that is not there waits for an answer until it gives up, and what it wanted to say is lost. */
export const unknownAddress: Check = {
  summary:
    'Each address of a Service, in objects and in the values of charts, is one that its cluster has, with that port.',
  reach: 'cluster',
  *run(platform): Iterable<Diagnostic> {
    for (const cluster of platform.model.clusters) {
      const inventory = inventoryOf(cluster, platform.objects, platform.registry);
      const services = servicesOn(cluster, platform);
      for (const speaker of speakersOn(cluster.facts.name, platform.objects))
        for (const address of [...addressesOf(speaker), ...shortAddresses(speaker, services)])
          yield* problems(address, speaker, inventory, cluster, platform);
    }
  },
};

/** The Services that Plinth makes, as `<namespace>/<name>`. */
function servicesOn({ facts }: ClusterModel, { objects }: Platformwide): ReadonlySet<string> {
  const services = placedObjects(objects, facts.name).filter(({ object }) => object.kind === 'Service');
  return new Set(services.map(({ object: { metadata } }) => `${metadata.namespace}/${metadata.name}`));
}

/** Of names without a namespace, only those that are a Service's are known to be one. */
function shortAddresses({ object, owner }: Speaker, made: ReadonlySet<string>): readonly Address[] {
  const pods = object === undefined ? undefined : podsOf({ object, isRendered: false, ...owner });
  const values = pods?.containers.flatMap(({ env }) => (Array.isArray(env) ? env : [])) ?? [];
  return values.flatMap(({ value }: { readonly value?: unknown }) => {
    const address = typeof value === 'string' ? shortAddressIn(value, [], pods?.namespace ?? '') : undefined;
    return address !== undefined && made.has(`${address.namespace}/${address.service}`) ? [address] : [];
  });
}

function* problems(
  { service, namespace, port, text }: Address,
  { owner, name: speaker, values }: Speaker,
  inventory: Inventory,
  { facts: { name } }: ClusterModel,
  { model }: Platformwide,
): Iterable<Diagnostic> {
  const where = `${values === undefined ? '' : 'the values of '}${speaker}`;
  const reference = { path: [], group: '', kind: 'Service', name: service, namespace };
  const found = inventory.find(reference);
  const about = () => ({ clusters: [name], path: ownerPath(model, name, owner, text), at: 'value' }) as const;
  const address = `\`${service}.${namespace}.svc\``;
  if (found === undefined) {
    if (inventory.isElsewhere(namespace)) return;
    const near = didYouMean(service, inventory.namesLike(reference));
    yield {
      ...about(),
      code: 'unknown-reference',
      severity: inventory.mayBeUpstream(reference) ? 'warning' : 'error',
      message: `${where} calls ${address}, and nothing makes the Service \`${service}\` in \`${namespace}\``,
      hint: near === undefined ? 'enable what makes it, or call another one' : `did you mean \`${near}\`?`,
    };
  } else if (port !== undefined && found.ports?.includes(port) === false)
    yield {
      ...about(),
      code: 'unknown-port',
      severity: 'error',
      message: `${where} calls ${address} at port ${port}, and it has ${found.ports.map((each) => `\`${each}\``).join(', ')}`,
      hint: 'call a port that it has',
    };
}
