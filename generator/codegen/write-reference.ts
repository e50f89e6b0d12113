import { writeReference } from './reference.ts';

/** The second half of `npm run gen`: pages that need the generated registry. */
writeReference(process.cwd());
