import type { Check } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import type { ComponentOptions } from '../generated/options.ts';
import type { ClusterModel, Model } from '../model.ts';

interface Owner {
  readonly id: string;
  readonly cluster: string;
  readonly path: Path;
}

/** To external-dns, records with its own mark are its own: with `sync`, of two with one mark each removes what the other has made. */
export const dnsOwner: Check = {
  summary: 'Each external-dns marks its records as no other does.',
  reach: 'platform',
  *run({ model }): Iterable<Diagnostic> {
    const first = new Map<string, Owner>();
    for (const owner of model.clusters.flatMap((cluster) => ownersOn(cluster, model))) {
      const other = first.get(owner.id);
      if (other === undefined) first.set(owner.id, owner);
      else yield problem(owner, other);
    }
  },
};

function ownersOn({ facts, enabled }: ClusterModel, model: Model): readonly Owner[] {
  const options = enabled.get('external-dns') as ComponentOptions['external-dns'] | undefined;
  if (options === undefined) return [];
  const path = options.ownerId === undefined ? undefined : ['ownerId'];
  const id = options.ownerId ?? `${model.facts.name}.${facts.name}`;
  return [{ id, cluster: facts.name, path: model.origin(facts.name, 'external-dns', path) }];
}

function problem({ id, cluster, path }: Owner, other: Owner): Diagnostic {
  return {
    code: 'duplicate-owner',
    severity: 'error',
    component: 'external-dns',
    clusters: [cluster],
    message: `its records would bear the mark \`${id}\`, as those of ${other.cluster} do, and each would take the other's for its own`,
    hint: 'leave `ownerId` out, or give each cluster one of its own',
    path,
    at: 'value',
    related: [{ message: `the same on ${other.cluster}`, path: other.path }],
  };
}
