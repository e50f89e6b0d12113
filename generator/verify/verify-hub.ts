import { digest } from '../digest.ts';
import { firstOf } from '../kubernetes/custom-kind.ts';
import { customSchema } from '../kubernetes/published-kind.ts';
import { build, plain } from './build-overlay.ts';
import { differences } from './differences.ts';
import { mistake } from './findings.ts';
import { judgeObjects } from './judge-objects.ts';
import type { Compiled, OverlayVerdict } from './overlay.ts';
import type { VerifyHost } from './verify-host.ts';

/** Verifies what Argo CD on the hub is told: the roots and projects of every cluster, and the Applications beside them. */
export async function verifyHub(compiled: Compiled, host: VerifyHost): Promise<OverlayVerdict> {
  const { tree, objects, model } = compiled;
  const hub = model.clusters.find(({ facts }) => facts.isHub)?.facts;
  const [name, kubernetes] = [hub?.name ?? '', hub?.kubernetes ?? ''];
  const lookup = firstOf(host.given.lookup, customSchema);
  const path = `clusters/${name}`;
  const told = [...objects.clusters.values()];
  const meant = plain(told.flatMap(({ roots, projects }) => [...roots, ...projects]));
  const all = [...meant, ...plain(told.flatMap(({ applications }) => applications))];
  const files = [...tree].filter(([file]) => file.startsWith('clusters/') && file.endsWith('.yaml'));
  const { problems, ...counts } = await host.recall(
    digest('hub', path, kubernetes, files, all, host.given.key),
    async () => {
      const capabilities = { kubeVersion: kubernetes };
      const built = await host.engine((engine) => build(path, Object.fromEntries(files), {}, capabilities, engine));
      const wrong = 'refusal' in built ? [built.refusal] : differences(meant, built.objects);
      const verdict = await judgeObjects(all, kubernetes, lookup, 'own', host.engine);
      return { ...verdict, problems: [...wrong, ...verdict.problems] };
    },
  );
  return {
    ...counts,
    notInflated: [],
    findings: problems.map((each) => mistake(path, each, ['clusters', name])),
  };
}
