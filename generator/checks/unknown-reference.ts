import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { didYouMean } from '../did-you-mean.ts';
import { fieldPath } from '../kubernetes/admission.ts';
import type { ClusterModel } from '../model.ts';
import { componentIn, ownerPath } from '../placed-objects.ts';
import { type Inventory, inventoryOf } from '../references/inventory.ts';
import type { Thing } from '../references/made-of.ts';
import type { Reference } from '../references/reference.ts';
import { referencesOf, type Speaker, speakersOn } from '../references/speakers.ts';
import type { DeclaredSecret } from '../secret.ts';

/** A pod whose Secret is not there never starts, and a route without its Service answers 503: nothing says so before. */
export const unknownReference: Check = {
  summary: 'Each object that another one names is there, with the key or the port that it is asked for.',
  reach: 'cluster',
  *run(platform): Iterable<Diagnostic> {
    for (const cluster of platform.model.clusters) {
      const inventory = inventoryOf(cluster, platform.objects, platform.registry);
      // of what pods read from Vault themselves there is no Secret
      const made = cluster.facts.secrets.filter(({ direct }) => direct !== true);
      for (const secret of made) yield* unmade(secret, inventory, cluster);
      for (const speaker of speakersOn(cluster.facts.name, platform.objects))
        for (const reference of referencesOf(speaker))
          yield* problems(reference, speaker, inventory, cluster, platform);
    }
  },
};

/** What an option of a chart is called, nobody can know for all of them: what components declare is looked at besides. */
function* unmade(
  { name, namespace, purpose }: DeclaredSecret,
  inventory: Inventory,
  { facts }: ClusterModel,
): Iterable<Diagnostic> {
  const reference = { path: [], group: '', kind: 'Secret', name, namespace };
  if (!inventory.hasNamespace(namespace) || inventory.find(reference) !== undefined) return;
  yield {
    code: 'unknown-reference',
    severity: 'error',
    message: `${called(reference)} is for ${purpose}, and nothing makes it`,
    hint: 'this is a mistake of the component that declares it; please report it',
    clusters: [facts.name],
    path: ['clusters', facts.name],
  };
}

function* problems(
  reference: Reference,
  { owner, name: speaker, values }: Speaker,
  inventory: Inventory,
  { facts: { name } }: ClusterModel,
  { model }: Platformwide,
): Iterable<Diagnostic> {
  if (!inventory.hasNamespace(reference.namespace) || inventory.isElsewhere(reference.namespace)) return;
  const found = inventory.find(reference);
  const problem = found === undefined ? missing(reference, inventory) : lacking(reference, found);
  if (problem === undefined) return;
  // the way to an option is long, and most references need none
  const path = ownerPath(model, name, owner, reference.name);
  if (isToldElsewhere(reference, path)) return;
  const { message, ...rest } = problem;
  yield {
    ...rest,
    message: `${values === undefined ? '' : 'the values of '}${speaker}: \`${fieldPath(reference.path)}\` names ${message}`,
    ...componentIn(owner),
    clusters: [name],
    path,
    at: 'value',
  };
}

/** What an option names, the check of that option looks at, which knows what may be there before the platform is. */
function isToldElsewhere({ kind }: Reference, path: Path): boolean {
  const named = path.slice(path.indexOf(path[0] === 'clusters' ? 'components' : (path[0] ?? '')) + 2);
  return optionsNaming.has(kind) && named.length > 0 && named[0] !== 'patches' && named[0] !== 'values';
}

const optionsNaming = new Set(['ClusterIssuer', 'IngressClass', 'PersistentVolumeClaim', 'StorageClass']);

type Problem = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'>;

function missing(reference: Reference, inventory: Inventory): Problem {
  const near = didYouMean(reference.name, inventory.namesLike(reference));
  const isSure = !inventory.mayBeUpstream(reference);
  return {
    code: 'unknown-reference',
    severity: isSure ? 'error' : 'warning',
    message: `${called(reference)}, which nothing makes`,
    hint: near === undefined ? 'add what makes it, or name another one' : `did you mean \`${near}\`?`,
  };
}

function lacking({ keys = [], port, ...reference }: Reference, found: Thing): Problem | undefined {
  const key = keys.find((each) => found.keys?.includes(each) === false);
  if (key !== undefined)
    return {
      code: 'unknown-key',
      severity: 'error',
      message: `the key \`${key}\` of ${called(reference)}, which has ${list(found.keys)}`,
      hint: 'name a key that it has, or add this one to it',
    };
  if (port === undefined || found.ports === undefined || found.ports.includes(port)) return undefined;
  return {
    code: 'unknown-port',
    severity: 'error',
    message: `port ${port} of ${called(reference)}, which has ${list(found.ports)}`,
    hint: 'name a port that it has',
  };
}

function called({ kind, name, namespace }: Omit<Reference, 'keys' | 'port'>): string {
  return namespace === undefined ? `the ${kind} \`${name}\`` : `the ${kind} \`${name}\` in \`${namespace}\``;
}

function list(names: readonly (string | number)[] = []): string {
  return names.length === 0 ? 'none' : names.map((each) => `\`${each}\``).join(', ');
}
