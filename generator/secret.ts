/** Where the value of a secret comes from; it never stands in git but sealed. */
export type Origin = 'vault' | 'generated' | 'terraform' | 'github' | 'bootstrap' | 'sealed' | 'external';

/** Who gives the value to the cluster, in words. */
export const origins: { readonly [O in Origin]: string } = {
  vault: 'Vault',
  generated: 'Vault',
  terraform: 'Vault',
  github: 'Vault',
  bootstrap: 'a person',
  sealed: 'a sealed value in git',
  external: 'another store',
};

/** A Kubernetes Secret that something on the platform uses: declared once; Vault, namespace and runbook follow. */
export interface DeclaredSecret {
  readonly name: string;
  readonly namespace: string;
  /** What uses it, as the end of the sentence "… for". */
  readonly purpose: string;
  readonly keys: readonly string[];
  /** The values of those keys that are no secret and are known; beside generated ones they are written down as they are. */
  readonly known?: { readonly [key: string]: string };
  /** What the other keys hold, where their names do not say it: a sentence of Markdown for the runbook. */
  readonly holds?: string;
  readonly origin: Origin;
  /** Another declaration has Vault generate it at this path; this one brings it into one more namespace. */
  readonly copy?: true;
  /** Below the `kv` mount; `<namespace>/<serviceAccount>/<name>` when absent. */
  readonly path?: string;
  /** Whose identity reads it from Vault; `default` when absent. */
  readonly serviceAccount?: string;
  /** Pods read it from Vault themselves; there is no Kubernetes Secret of it. */
  readonly direct?: true;
  /** Labels of the Secret, such as the one by which Argo CD finds it. */
  readonly labels?: { readonly [key: string]: string };
}

/** The path of a secret below the `kv` mount. */
export function vaultPath(secret: DeclaredSecret): string {
  return secret.path ?? `${secret.namespace}/${secret.serviceAccount ?? 'default'}/${secret.name}`;
}

/** Whether a secret is read from Vault. */
export function isFromVault({ origin }: Pick<DeclaredSecret, 'origin'>): boolean {
  return origins[origin] === origins.vault;
}
