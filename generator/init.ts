import type { Beginning, Size } from './init/beginning.ts';
import { fleet } from './init/fleet.ts';
import { repositoryFiles } from './init/repository-files.ts';
import { threeNodes } from './init/three-nodes.ts';
import { trial } from './init/trial.ts';

const platforms: { readonly [S in Size]: (beginning: Beginning) => string } = {
  trial,
  'three-nodes': threeNodes,
  fleet,
};

/** The files of a new repository, as path → text: a commented platform.yaml, and what checks it at each commit. `version` is this Plinth's own. */
export function firstFiles(beginning: Beginning, version: string): ReadonlyMap<string, string> {
  return new Map([['platform.yaml', platforms[beginning.size](beginning)], ...repositoryFiles(beginning, version)]);
}
