import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadEngine } from 'kubeconform-wasm';
import { tool } from '../support/tools.ts';
import { compared } from './compared.ts';

/**
 * `npm run check:charts -- <folder of chart archives>`: whether each chart, with its default values, comes to the same objects rendered and by
 * reference, the latter as the real Kustomize and Helm build it. A chart that is refused is not compared, and says so.
 */
const [, , folder] = process.argv;
const tools = [tool('kustomize'), tool('helm')];
const missing = tools.flatMap((each) => ('missing' in each ? [each.missing] : []));
if (folder === undefined || missing.length > 0) {
  const why =
    folder === undefined ? 'name a folder of chart archives: npm run check:charts -- <folder>' : missing.join();
  process.stdout.write(`nothing was compared: ${why}\n`);
  process.exit(2);
}
const archives = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tgz'));
const engine = await loadEngine();
const counts = { equal: 0, differs: 0, refused: 0 };
for (const file of archives.sort()) {
  const { verdict, lines } = await compared(readFileSync(join(folder, file)), engine);
  counts[verdict]++;
  process.stdout.write(`${verdict.padEnd(8)} ${basename(file)}\n${lines.map((line) => `    ${line}\n`).join('')}`);
}
await engine.close();
process.stdout.write(`${counts.equal} equal, ${counts.differs} differ, ${counts.refused} refused\n`);
process.exitCode = counts.differs > 0 || archives.length === 0 ? 1 : 0;
