import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { customDocument } from './custom/custom-document.ts';
import { customIndex } from './custom/custom-index.ts';
import { customModules } from './custom/custom-modules.ts';
import { readModule } from './custom/read-module.ts';

/** `npm run custom-schemas`: makes schema/custom-kinds.json.br and its index anew; needs Go and a network, 150 MB. */
const modules = customModules.map(readModule);
const bytes = Buffer.from(customDocument(modules));
const packed = brotliCompressSync(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
});
const digest = createHash('sha256').update(bytes).digest('hex');
writeFileSync('schema/custom-kinds.json.br', packed);
writeFileSync('schema/custom-kinds.index.json', customIndex(modules, digest));
process.stdout.write(`${modules.length} modules, ${bytes.length} bytes, ${packed.length} packed, sha256 ${digest}\n`);
