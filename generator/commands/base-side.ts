import { createHash } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import type { KnownViews } from '../build/known-views.ts';
import type { ToldPlatform } from '../diff/causes.ts';
import { type Side, sideOf } from '../diff/side.ts';
import { digest } from '../digest.ts';
import { Failure } from '../failure.ts';
import { noHost } from '../host.ts';
import { type Compilation, objectsIn } from '../index.ts';
import { lockIn } from '../lock/lock-file.ts';
import { lockPath } from '../lock/read-lock-file.ts';
import { cacheBeside } from '../lock/vendor.ts';
import type { Lock } from '../lock.ts';
import type { Objects } from '../objects.ts';
import { render, renderForPeople } from '../render.ts';
import type { Tree } from '../tree.ts';
import { withRenders } from './compile/renders.ts';
import { extended } from './extensions/extended.ts';
import { foldersInGit } from './extensions/extension-files.ts';
import { git } from './git.ts';
import { type Invocation, rootOf } from './invocation.ts';
import { earlierVerdicts, isRendered } from './kept/known-clean.ts';

/** What git had at a commit. */
export interface Base {
  /** The commit, abbreviated. */
  readonly commit: string;
  readonly side: Side;
  readonly told: ToldPlatform;
  /** Committed generated files there that are not what this Plinth makes of the platform.yaml there; sorted. */
  readonly differing: readonly string[];
}

/** The platform as it was at a commit, compiled by this Plinth; nothing on disk is touched. `known` is what the other side is made of. A Failure where git has no such commit or this Plinth cannot compile what it has. */
export async function baseSide(flags: Invocation & { readonly base?: string }, known: KnownViews): Promise<Base> {
  const root = rootOf(flags);
  const folder = flags.platform === '-' ? root : resolve(dirname(flags.platform));
  const commit = commitOf(flags.base, folder);
  const name = flags.platform === '-' ? 'platform.yaml' : basename(flags.platform);
  const bytes = git(['show', `${commit}:./${name}`], folder);
  const lock = once(() => lockAt(commit, lockPath(name), folder));
  // what an extension did then, not what it does now: else a change of its code would show no difference
  const using = await extended(bytes, flags.platform, foldersInGit(folder, commit));
  const compilation = await withRenders(lock, cacheBeside(flags.platform), (rendered) =>
    using.compiled((registry) => objectsIn(bytes, registry, { ...noHost, rendered }, known)),
  );
  const { objects, model, source } = compilation;
  // what today's checks say of yesterday's platform changes nothing about what is in git
  if (objects === undefined || model === undefined || source === undefined) throw unusable(commit, name, compilation);
  const side = sideOf(objects, model, renderForPeople(objects, model, using.registry));
  const told = { source, model, ...(isRendered(objects) ? { lock: lock() } : {}) };
  const work = async () => differing(commit, root, render({ model, objects, registry: using.registry }));
  return {
    commit,
    side,
    told,
    differing: await knownDiffering(commit, root, [bytes.toString('latin1'), using.digest ?? ''], objects, work),
  };
}

/** A commit stays as it is, and is compared with again and again; what is rendered also depends on what the cache has. */
async function knownDiffering(
  commit: string,
  root: string,
  inputs: readonly string[],
  objects: Objects,
  work: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const trees = git(['ls-tree', commit, '--', 'kustomize', 'clusters'], root).toString();
  // without a committed tree there is nothing to compare
  if (trees === '') return [];
  if (isRendered(objects)) return work();
  return earlierVerdicts().recall(digest('differing', inputs, trees), work);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function unusable(commit: string, name: string, { diagnostics }: Compilation): Failure {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  return new Failure(
    `this Plinth cannot compile ${name} at ${commit}, line ${first?.position?.line ?? 1}: ${first?.message ?? ''}`,
    'name a commit with --base <ref> whose platform.yaml this Plinth takes; read the git diff of the tree until there is one',
  );
}

/** The lock that a commit has; what is rendered there is rendered of the charts of that time. */
function lockAt(commit: string, name: string, folder: string): Lock {
  const listed = git(['ls-tree', commit, '--', name], folder);
  return listed.length === 0 ? [] : lockIn(git(['show', `${commit}:./${name}`], folder).toString(), name);
}

/** The commit that a reference names; without one where this branch left the main one, or the last commit on the main one itself. */
function commitOf(base: string | undefined, folder: string): string {
  if (base !== undefined) return verified(base, folder);
  const candidates = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];
  const patterns = candidates.flatMap((ref) => [`refs/heads/${ref}`, `refs/remotes/${ref}`]);
  const found = git(['for-each-ref', '--format=%(refname)', ...patterns], folder)
    .toString()
    .split('\n');
  const main = candidates.find((ref) => found.includes(`refs/heads/${ref}`) || found.includes(`refs/remotes/${ref}`));
  if (main === undefined) return verified('HEAD', folder);
  return git(['merge-base', 'HEAD', main], folder).toString().trim().slice(0, 12);
}

function verified(ref: string, folder: string): string {
  const found = git(['for-each-ref', '--count=1'], folder);
  try {
    const commit = git(['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`], folder);
    return commit.toString().trim().slice(0, 12);
  } catch (error) {
    const hint =
      found.length === 0 ? 'commit something first' : 'name a commit, a tag or a branch that is here; fetch it first';
    throw new Failure(`git has no commit ${JSON.stringify(ref)} here`, hint, error);
  }
}

/** By the ids that git gives to contents, so that no committed file is read. */
function differing(commit: string, root: string, tree: Tree): readonly string[] {
  const listed = git(['ls-tree', '-r', '-z', commit, '--', 'kustomize', 'clusters'], root).toString();
  const committed = new Map(
    listed
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t')).split(' ')[2] ?? '']),
  );
  const own = [...tree].filter(([path, text]) => committed.get(path) !== blobId(text, committed.get(path)));
  return own.map(([path]) => path).sort();
}

function blobId(text: string, like = ''): string {
  const bytes = Buffer.from(text);
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
