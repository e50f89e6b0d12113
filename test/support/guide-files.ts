import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './cli.ts';

/** The files that a page of docs/guides shows whole, each after a line that begins with its name, by path. */
export function guideFiles(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(repository, 'docs/guides', page), 'utf8');
  const blocks = [...text.matchAll(/^`([\w./-]+)`: .*\n\n```\w+\n([\s\S]*?)^```$/gm)];
  return new Map(blocks.map(([, path = '', content = '']) => [path, content]));
}
