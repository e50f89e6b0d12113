import { applyObjects } from '../../generator/codegen/upstream/admission.ts';
import { describe } from '../../generator/kubernetes/object.ts';
import { operators } from '../mutations/corrupt.ts';
import { samples } from '../mutations/sample.ts';
import type { Compiled } from './platform.ts';
import { judged, type Result } from './result.ts';

/**
 * Asks the API server about a few corruptions by each operator, to see whether what the operators say of themselves is true: what is harmless is
 * admitted, what is refused is breaking, and the checks find it. What breaks only where pods run is listed as such.
 */
export function corruptions(kubeconfig: string, platform: Compiled, cluster: string, total: number): Result {
  const share = Math.ceil(total / operators.length);
  const wrong: string[] = [];
  const lines = operators.map((operator) => {
    const { name, isBreaking } = operator;
    let refused = 0;
    for (const { before, after, news } of samples(operator, share, { ...platform, cluster })) {
      const message = applyObjects(kubeconfig, [after], ['--dry-run=server']);
      if (message !== '') refused++;
      const sample = `${name}: ${describe(before)}`;
      if (message !== '' && !isBreaking) wrong.push(`${sample} is said to be harmless: ${message.slice(0, 300)}`);
      if (message !== '' && news.length === 0)
        wrong.push(`${sample} is not found by any check: ${message.slice(0, 300)}`);
    }
    return `${refused} of ${share} refused  ${name}${isBreaking ? '' : ' (harmless)'}`;
  });
  return judged(`${share * operators.length} corruptions, asked of the API server`, wrong, lines);
}
