import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, Result } from '../../src/index.ts';
import { filesIn, type Scenario } from './scenario.ts';

/** The scenario as the engine sees it. */
export function runOwn(
  engine: Engine,
  { folder, kustomize, helm }: Scenario,
  output: 'yaml' | 'json' = 'yaml',
): Promise<Result<Uint8Array>> {
  if (kustomize !== undefined)
    return engine.kustomizeBuild({
      ...{ files: filesIn(folder), enableHelm: true, kubeVersion: '1.34.0', output },
      ...kustomize,
    });
  if (helm === undefined) throw new Error('a scenario is of kustomize or of helm');
  const values = (helm.values ?? []).map((name) => readFileSync(join(folder, name)));
  return engine.helmTemplate({ chart: filesIn(join(folder, 'chart')), kubeVersion: '1.34.0', ...helm, values });
}
