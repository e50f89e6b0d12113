import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { admissions, applyObjects, batches } from '../../generator/codegen/upstream/admission.ts';
import { describe } from '../../generator/kubernetes/object.ts';
import { pathOf } from './api.ts';
import { applications } from './applications.ts';
import { corruptions } from './corruptions.ts';
import { bootstrap, hold, settle } from './first-sync.ts';
import { changeValue, handEdit, idle, switchOff, syncAgain } from './later-syncs.ts';
import { servePages } from './pages.ts';
import { type Compiled, compiled } from './platform.ts';
import { operatorsOf } from './platform-operators.ts';
import { type Definition, realDefinitions } from './real-definitions.ts';
import { publish } from './repository.ts';
import { judged, printed, type Result, skipped, totals } from './result.ts';
import { openCluster, openRig, type Rig, versionsOf } from './rig.ts';
import { ofCluster, type RunContext } from './run-context.ts';
import { watch } from './scenario.ts';

/**
 * `npm run test:cluster -- --crds <folder> (--rig <folder> | --kubeconfig <file>)`: the shipped platform against a real API server, and
 * with a rig against a real Argo CD. Without either it says so and passes nothing.
 */
const { values: words } = parseArgs({
  options: {
    crds: { type: 'string' },
    rig: { type: 'string' },
    kubeconfig: { type: 'string' },
    platform: { type: 'string', default: 'platform.yaml' },
    pages: { type: 'string' },
    proxy: { type: 'string', default: 'http://127.0.0.1:16080' },
    only: { type: 'string', default: 'sync,idle,again,edit,off,hand,admission,corruptions' },
    hold: { type: 'string', default: 'vault/install' },
    idle: { type: 'string', default: '600' },
    edit: { type: 'string', default: 'apps.httpbin.replicas=3' },
    off: { type: 'string', default: 'metrics-server' },
    delay: { type: 'string', default: '3' },
    patience: { type: 'string', default: '900' },
    // a slow machine spends most of its time on the schemas of real CRDs; admission always has them
    light: { type: 'boolean', default: false },
  },
});
const results: Result[] = [];
const report = (...more: readonly Result[]) => {
  results.push(...more);
  for (const each of more) process.stdout.write(`${printed(each)}\n`);
};
await main();
process.stdout.write(`${totals(results)}\n`);
process.exitCode = results.some(({ verdict }) => verdict === 'failed') ? 1 : 0;

async function main(): Promise<void> {
  const { crds, rig: folder, kubeconfig } = words;
  const both = ['a real API server', 'a real Argo CD'];
  if (crds === undefined)
    return report(...both.map((step) => skipped(step, 'no CRDs to install first: --crds <folder>')));
  if (folder === undefined && kubeconfig === undefined)
    return report(...both.map((step) => skipped(step, 'none is there: --rig <folder> or --kubeconfig <file>')));
  const rig = folder === undefined ? openCluster(kubeconfig ?? '') : openRig(folder, words.proxy);
  process.stdout.write(`${await versionsOf(rig)}; what the platform pins may differ\n`);
  const platform = compiled(readFileSync(words.platform, 'utf8'));
  const definitions = realDefinitions(crds);
  if (rig.web === undefined) report(skipped('a real Argo CD', 'an API server alone; a rig has both'));
  else await withArgocd(rig, rig.web, platform, words.light ? new Map() : definitions);
  if (rig.web !== undefined && isWanted('sync'))
    return report(skipped('admission', 'what was synced is in its way: ask an API server alone'));
  if (isWanted('admission')) report(...admission(rig, platform, definitions));
  if (isWanted('corruptions')) report(corruptions(rig.kubeconfig, platform, hubOf(platform), 36));
}

function isWanted(step: string): boolean {
  return words.only.split(',').includes(step);
}

function hubOf({ model }: Compiled): string {
  return model.clusters.find(({ facts }) => facts.isHub)?.facts.name ?? '';
}

async function withArgocd(
  rig: Rig,
  web: string,
  platform: Compiled,
  definitions: ReadonlyMap<string, Definition>,
): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'plinth-cluster-'));
  const { git } = platform.model.facts;
  const cluster = hubOf(platform);
  const pages = servePages({
    platform: platform.text,
    objects: platform.objects,
    definitions,
    scratch,
    web,
    real: words.pages,
  });
  const commit = publish(platform.tree, git.url, web, scratch);
  process.stdout.write(
    `${pages} pages and ${platform.tree.size} files served, ${definitions.size} real CRDs at hand\n`,
  );
  const scenario = watch(rig, () => operators);
  const operators = operatorsOf({
    rig,
    cluster,
    platform,
    definitions,
    delay: Number(words.delay) * 1000,
    now: scenario.now,
  });
  const context: RunContext = {
    ...{ rig, cluster, platform, operators, scenario },
    folder: join(scratch, 'tree/content'),
    patience: Number(words.patience),
    publish: async (next) => {
      const made = publish(next.tree, git.url, web, scratch);
      const metadata = { annotations: { 'argocd.argoproj.io/refresh': 'normal' } };
      for (const { name } of ofCluster(scenario.now(), cluster))
        await rig.api.merge(pathOf(applications, { name, namespace: 'argocd' }), { metadata }).catch(() => undefined);
      return made;
    },
  };
  process.stdout.write(`commit ${commit}\n`);
  await steps(context);
  rmSync(scratch, { recursive: true });
}

async function steps(context: RunContext): Promise<void> {
  if (isWanted('sync')) {
    report(await bootstrap(context));
    if (words.hold !== '') report(await hold(context, words.hold));
    report(...(await settle(context)));
  } else await context.scenario.until(() => true, 0);
  if (isWanted('again')) report(await syncAgain(context));
  if (isWanted('edit')) report(await changeValue(context, words.edit));
  if (isWanted('hand')) report(await handEdit(context));
  if (isWanted('off')) for (const each of words.off.split(',')) report(await switchOff(context, each));
  if (isWanted('idle')) report(await idle(context, Number(words.idle)));
}

function admission(
  { kubeconfig }: Rig,
  { model, objects }: Compiled,
  definitions: ReadonlyMap<string, Definition>,
): readonly Result[] {
  const refused = batches([...definitions.values()], 40)
    .map((each) => applyObjects(kubeconfig, each))
    .filter((message) => message !== '');
  return [
    judged('the CRDs are taken', refused, [`${definitions.size} CRDs`]),
    ...[...admissions(kubeconfig, model, objects)].map(({ cluster, asked, refused: bad, notApplicable }) =>
      judged(
        `every object of ${cluster} is admitted`,
        bad.map(({ object, message }) => `${describe(object)}: ${message}`),
        [
          `${asked} asked, ${asked - bad.length - notApplicable.length} admitted, ${bad.length} refused, ${notApplicable.length} not applicable`,
          ...notApplicable.map((object) => `not applicable: ${describe(object)}`),
        ],
      ),
    ),
  ];
}
