import type { Path } from '../diagnostic.ts';
import type { Source } from '../read.ts';

/** Where something stands: `platform.yaml:12:3`. */
export function place({ locate }: Source, path: Path): string {
  const { line, column } = locate(path) ?? { line: 1, column: 1 };
  return `platform.yaml:${line}:${column}`;
}
