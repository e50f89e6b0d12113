import { credentialIn } from '../../credential.ts';
import { Failure } from '../../failure.ts';
import { isLabel } from './clusters.ts';
import type { FolderReading } from './read-folder.ts';
import { isBelow } from './source-folder.ts';
import type { Survey } from './survey.ts';

/** What the platform is called and where it is. */
export interface Identity {
  readonly name: string;
  readonly domain: string;
  readonly git: { readonly url: string; readonly revision?: string };
}

/** What people said instead. */
export interface IdentityFlags {
  readonly name?: string;
  readonly domain?: string;
  readonly git?: string;
}

/** Reads them from the folder where that leaves no doubt. A Failure names the flags for the others. */
export function identityOf(
  flags: IdentityFlags,
  { applications: { all }, folder: { paths }, isOwn }: Survey,
  hosts: readonly string[],
  remote: string | undefined,
): Identity {
  const own = all.flatMap(({ sources }) =>
    sources
      .filter((each) => each.kind === 'folder')
      .filter(({ path, repository }) => isOwn(repository) && paths.some((file) => isBelow(file, path))),
  );
  const url = flags.git ?? only(own.map(({ repository }) => repository)) ?? remote;
  const revision = only(own.map((each) => each.revision));
  const name = flags.name ?? (url === undefined ? undefined : nameIn(url));
  const domain = flags.domain ?? domainOf(hosts);
  const missing = Object.entries({ name, domain, git: url })
    .filter(([, value]) => value === undefined)
    .map(([key]) => `--${key}`);
  if (url === undefined || name === undefined || domain === undefined)
    throw new Failure(
      `the folder leaves open ${missing.join(', ')}`,
      'give what is missing as flags; `plinth init --help` says what each is',
    );
  const isUsual = revision === undefined || /^(?:HEAD|main|)$/.test(revision);
  return { name, domain, git: { url, ...(isUsual ? {} : { revision }) } };
}

function only(texts: readonly string[]): string | undefined {
  const [first, ...others] = new Set(texts);
  return first !== undefined && others.length === 0 && isAddress(first) ? first : undefined;
}

/** An address with a credential in it is none that may be repeated. */
function isAddress(text: string): boolean {
  return credentialIn(text) === undefined;
}

/** The address of the remote `origin` in git's own file, where it has no credential in it. */
export function remoteOf(text: string | undefined): string | undefined {
  const section = /\[remote "origin"\]([^[]*)/.exec(text ?? '')?.[1] ?? '';
  const url = /^\s*url\s*=\s*(\S+)\s*$/m.exec(section)?.[1];
  return url !== undefined && /^(?:https:\/\/|ssh:\/\/|git@)/.test(url) && isAddress(url) ? url : undefined;
}

function nameIn(url: string): string | undefined {
  const name = (url.replace(/\/+$/, '').split(/[/:]/).at(-1) ?? '').replace(/\.git$/, '').toLowerCase();
  return isLabel(name) ? name : undefined;
}

/** The domain that all hosts are below; a single host, and a public suffix, leave it open. */
function domainOf(hosts: readonly string[]): string | undefined {
  const [first, ...others] = hosts.map((host) => host.split('.').reverse());
  if (first === undefined || others.length === 0) return undefined;
  let length = 0;
  while (
    length < first.length - 1 &&
    others.every((each) => each.length > length + 1 && each[length] === first[length])
  )
    length += 1;
  const common = first.slice(0, length).reverse();
  const isSuffix =
    common.length < 2 || (common.length === 2 && (common[0] ?? '').length <= 3 && (common[1] ?? '').length === 2);
  return isSuffix ? undefined : common.join('.');
}

/** The Kubernetes version that charts are told, where it is one. */
export function kubernetesIn({ values, documents }: FolderReading): string | undefined {
  const found = new Set<string>();
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 8) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'kubeVersion' && typeof inner === 'string') found.add(inner.replace(/^v/, ''));
      else look(inner, depth + 1);
    }
  };
  for (const [file, value] of values) if (/(?:^|\/)[Kk]ustomization(?:\.ya?ml)?$/.test(file)) look(value, 0);
  for (const { value } of documents) if (value['kind'] === 'Application') look(value['spec'], 0);
  const [first = '', ...others] = found;
  return others.length === 0 && /^1\.\d\d(?:\.\d+)?$/.test(first) ? first : undefined;
}
