import { statSync } from 'node:fs';
import { checkUpstream, findingsOf, reportText } from './upstream/report.ts';

const usage =
  'Say where the real CRDs and charts are: npm run check:upstream -- <dir>, with <dir>/<component>/{crds/*.yaml,Chart.yaml,values.yaml,values.schema.json}, and Talos in <dir>/talos/config.schema.v<version>.json.';

/** `npm run check:upstream -- <dir>`: exit code 0 without findings, 1 with, 2 when there is no folder to check against. */
process.exitCode = main(process.argv.slice(2));

function main([folder]: readonly string[]): number {
  if (folder === undefined || statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    process.stderr.write(`${folder === undefined ? 'No folder given' : `${folder} is no folder`}. ${usage}\n`);
    return 2;
  }
  const report = checkUpstream(folder, process.cwd());
  if (report.crdFiles === 0) {
    process.stderr.write(`${folder} holds no CRDs. ${usage}\n`);
    return 2;
  }
  process.stdout.write(reportText(report));
  return findingsOf(report).length === 0 ? 0 : 1;
}
