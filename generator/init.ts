import { fleet } from './init/fleet.ts';
import { repositoryFiles } from './init/repository-files.ts';
import { threeNodes } from './init/three-nodes.ts';
import { trial } from './init/trial.ts';

/** How much of a platform one begins with. */
export const sizes = ['trial', 'three-nodes', 'fleet'] as const;
export type Size = (typeof sizes)[number];

/** What nobody but the person who begins can know. */
export interface Beginning {
  readonly size: Size;
  readonly name: string;
  /** The domain below which the platform's hosts are. */
  readonly domain: string;
  /** The URL of the repository, as Argo CD reads it. */
  readonly git: string;
  /** Where Let's Encrypt writes to. */
  readonly email: string;
}

const platforms: { readonly [S in Size]: (beginning: Beginning) => string } = {
  trial,
  'three-nodes': threeNodes,
  fleet,
};

/** The files of a new repository, as path → text: a commented platform.yaml, and what checks it at each commit. `version` is this Plinth's own. */
export function firstFiles(beginning: Beginning, version: string): ReadonlyMap<string, string> {
  return new Map([['platform.yaml', platforms[beginning.size](beginning)], ...repositoryFiles(beginning, version)]);
}
