import type { Tree } from '../tree.ts';
import type { Change, Verb } from './change.ts';
import { fieldChanges } from './fields.ts';
import type { Effect } from './risk.ts';

/** What differs in the generated files that people apply themselves: machines with Omni, Terraform, Omni's access policy. */
export function fileChanges(before: Tree, after: Tree): readonly Change[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.filter((path) => before.get(path) !== after.get(path)).map((path) => ofFile(path, before, after));
}

function ofFile(path: string, before: Tree, after: Tree): Change {
  const [was, now] = [before.get(path), after.get(path)];
  const [, cluster = '', folder = '', ...rest] = path.split('/');
  const fields = was === undefined || now === undefined ? [] : fieldChanges(was, now, ['lines']);
  const isMore = now !== undefined && (was === undefined || fields.some((each) => each.after !== undefined));
  return {
    verb: verbOf(was, now),
    ...{ cluster, stage: 'by hand', subject: [folder, ...rest].join('/') },
    ...{ effects: [effectOf(path, isMore)], fields, noise: 0 },
  };
}

function verbOf(was: string | undefined, now: string | undefined): Verb {
  if (was === undefined) return 'added';
  return now === undefined ? 'removed' : 'changed';
}

function effectOf(path: string, isMore: boolean): Effect {
  if (/\/platform\/(?:omni|terraform)\//.test(path))
    return isMore
      ? { risk: 'permission-widened', note: 'people may get more, once someone applies it' }
      : { risk: 'removes', note: 'something or someone goes, once someone applies it' };
  if (!/^clusters\/[^/]+\/omni\//.test(path)) return { risk: 'harmless' };
  return { risk: 'restarts-pods', note: 'a machine may restart, and its pods with it, once someone applies it' };
}
