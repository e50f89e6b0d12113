import { secretsGraph } from '../graph/secrets.ts';
import { type DeclaredSecret, isFromVault, vaultPath } from '../secret.ts';
import type { OnCluster } from './on-cluster.ts';
import { type Line, listed, tidied } from './row.ts';

/** Each declared secret by name: where its value comes from, what for, under which keys, and what reads it. Never a value. */
export function secretLines({ cluster, objects, touched }: OnCluster): readonly Line[] {
  const { edges } = secretsGraph(cluster, objects);
  return tidied(
    cluster.facts.secrets.map((secret) => {
      const id = `${secret.namespace}/${secret.name}`;
      const readers = edges.filter(({ from }) => from === id).map(({ to }) => to);
      const brings = touched.changes.find(({ subject }) => bringers.some((kind) => subject === `${kind} ${id}`));
      const mark = brings === undefined || brings.verb === 'moved' ? '' : brings.verb;
      return {
        stage: '',
        mark,
        cells: [id, originOf(secret), secret.purpose, listed(secret.keys), readersOf(secret, readers)],
      };
    }),
  );
}

/** The kinds of what brings a Secret of its own name. */
const bringers = ['VaultSecret', 'RandomSecret', 'ExternalSecret', 'SealedSecret', 'SecretProviderClass'];

const words: { readonly [O in DeclaredSecret['origin']]: string } = {
  vault: 'a person puts it into Vault',
  generated: 'Vault makes it',
  terraform: 'Terraform puts it into Vault',
  github: 'Vault asks GitHub for it',
  bootstrap: 'a person, by hand, before Vault is there',
  sealed: 'sealed in git for this cluster',
  external: 'another store',
};

function originOf(secret: DeclaredSecret): string {
  return isFromVault(secret) ? `${words[secret.origin]}\nkv/${vaultPath(secret)}` : words[secret.origin];
}

function readersOf({ direct, serviceAccount }: DeclaredSecret, readers: readonly string[]): string {
  if (direct === true) return listed([...readers, `pods of ${serviceAccount ?? 'default'}, from Vault themselves`]);
  return readers.length === 0 ? 'what its purpose says; no object names it' : listed(readers);
}
