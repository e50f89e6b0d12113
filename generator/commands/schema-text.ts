import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of the schema of platform.yaml, which lies beside the program in the repository and in the package. */
export function schemaText(): string {
  return readFileSync(join(__dirname, '../../schema/platform.schema.json'), 'utf8');
}
