import type { Diagnostic, Path } from '../diagnostic.ts';

/** A difference or a wrong object of Plinth's own. */
export function mistake(path: string, problem: string, owner: Path): Diagnostic {
  const hint = 'this is a mistake of Plinth or of the component; please report it';
  return { code: 'overlay-differs', severity: 'error', message: `${path}: ${problem}`, hint, path: owner };
}

/** An object that a chart brings and the cluster would refuse. */
export function upstreamProblem(path: string, problem: string, owner: Path): Diagnostic {
  const hint =
    'its chart brings it: another `version` or other `values` may help; else the component is wrong: please report it';
  return { code: 'upstream-object', severity: 'error', message: `${path}: ${problem}`, hint, path: owner };
}

/** An object that a chart brings and nothing at hand can judge. */
export function unjudged(path: string, object: string, owner: Path): Diagnostic {
  const message = `${path}: ${object}, which its chart brings, is of a kind whose CRD is not at hand`;
  const hint = 'run `plinth lock` for the chart that defines it, or name a folder with its CRD: `--crds <folder>`';
  return { code: 'unverified-object', severity: 'warning', message, hint, path: owner };
}
