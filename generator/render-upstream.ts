import type { Engine } from 'kubeconform-wasm';
import type { KubernetesObject } from './kubernetes/object.ts';
import { artefactsOf, nameOf } from './lock.ts';
import { chartFolder } from './render/chart-folder.ts';
import { causeOf } from './render-upstream/cause.ts';
import { mayVary } from './render-upstream/may-vary.ts';
import { placedWithin } from './render-upstream/placed-within.ts';
import { readable } from './render-upstream/readable.ts';
import { secretKeys } from './render-upstream/secret-keys.ts';
import { templatesOf } from './render-upstream/templates.ts';
import { unsteady } from './render-upstream/unsteady.ts';
import { withoutChartLabel } from './render-upstream/without-chart-label.ts';
import { notLocked, type Rendering, type RenderProblem, type RenderRequest } from './rendering.ts';
import { kustomized } from './verify/build-overlay.ts';
import { type Inflation, inflationOf, type LockedBytes } from './verify/inflation.ts';
import { inflatedFiles } from './verify/overlay-files.ts';

/** Milliseconds: another year, month, day, hour and minute, for what a chart makes of the time. */
const ahead = 412 * 86_400_000 + 5 * 3_600_000 + 17 * 60_000;

/**
 * Makes plain objects of a chart or of manifests as Argo CD would inflate them: the same Kustomize and Helm build the very folder that
 * delivery by reference commits. What differs between two builds, or holds a secret, is refused.
 */
export async function renderUpstream(request: RenderRequest, engine: Engine, locked: LockedBytes): Promise<Rendering> {
  const { upstream, capabilities } = request;
  const inflation = await inflationOf(upstream, locked);
  if (inflation === undefined) return { problems: notAtHand(request, locked) };
  const files = inflatedFiles([...chartFolder('upstream/chart', upstream, [])], inflation);
  const build = (late: number) => kustomized('upstream/chart', files, inflation.remotes, capabilities, engine, late);
  const first = await build(0);
  if ('refusal' in first) return { problems: [refused(request, first.refusal)] };
  const second = mayVary(upstream, inflation) ? await build(ahead) : first;
  const objects = parsed(first.json);
  const again = 'refusal' in second || second.json === first.json ? objects : parsed(second.json);
  const problems = await problemsIn(objects, again, request, inflation, engine);
  if (problems.length > 0) return { problems };
  return { objects: withoutChartLabel(placedWithin(objects, upstream)).map(readable) };
}

/** What a render lacks, an artefact each; nothing where all of it is at hand. */
export function notAtHand({ upstream }: RenderRequest, locked: LockedBytes): readonly RenderProblem[] {
  const absent = artefactsOf(upstream).filter((artefact) => locked(artefact) === undefined);
  return absent.map((artefact) => notLocked(nameOf(artefact), 'its bytes are not in the cache'));
}

function parsed(json: string): readonly KubernetesObject[] {
  return JSON.parse(json) as readonly KubernetesObject[];
}

function nameIn({ upstream: { chart, manifests } }: RenderRequest): string {
  return chart === undefined ? manifests.join(', ') : `the chart ${chart.name} ${chart.version}`;
}

function refused(request: RenderRequest, refusal: string): RenderProblem {
  return {
    code: 'refused-chart',
    message: `${nameIn(request)} does not render: ${refusal}`,
    hint: 'another `version` or other `values` may help',
  };
}

async function problemsIn(
  objects: readonly KubernetesObject[],
  again: readonly KubernetesObject[],
  request: RenderRequest,
  inflation: Inflation,
  engine: Engine,
): Promise<readonly RenderProblem[]> {
  const changing = unsteady(objects, again);
  const secret = objects.flatMap((object) => {
    const keys = secretKeys(object, request.upstream.chart?.plainSecrets);
    return keys.length === 0 ? [] : [{ object, keys }];
  });
  if (changing.length === 0 && secret.length === 0) return [];
  const templates = await templatesOf(request, inflation, engine);
  const cause = (object: KubernetesObject) => causeOf(object, templates);
  const name = nameIn(request);
  return [
    ...changing.map(({ object, what, field }): RenderProblem => {
      const { place, hint } = cause(object);
      const message = `${name} makes ${what} anew at each render, at \`${field}\`${place}`;
      return { code: 'unsteady-chart', message, hint };
    }),
    ...secret
      .filter(({ object }) => !changing.some((each) => each.object === object))
      .map(({ object, keys }): RenderProblem => {
        const { place, hint } = cause(object);
        const message = `${name} would write Secret ${object.metadata.name} into git, with ${keys.map((key) => `\`${key}\``).join(', ')}${place}`;
        return { code: 'rendered-secret', message, hint };
      }),
  ];
}
