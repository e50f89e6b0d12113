import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { coreDocument } from './core/core-document.ts';
import { readRelease } from './core/read-release.ts';
import { releases } from './core/releases.ts';

/** `npm run core-schemas`: makes schema/kubernetes-core.json.br and its digest anew; needs Go and a network, 150 MB. */
const text = coreDocument(releases.map(readRelease));
const bytes = Buffer.from(text);
const packed = brotliCompressSync(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
});
writeFileSync('schema/kubernetes-core.json.br', packed);
const digest = createHash('sha256').update(bytes).digest('hex');
writeFileSync('schema/kubernetes-core.json.sha256', `${digest}  kubernetes-core.json\n`);
process.stdout.write(`${releases.length} releases, ${bytes.length} bytes, ${packed.length} packed, sha256 ${digest}\n`);
