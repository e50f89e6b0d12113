import { noHost } from '../../generator/host.ts';
import { type Compilation, compile } from '../../generator/index.ts';
import { lockEntryOf } from '../../generator/lock.ts';
import { renderUpstream } from '../../generator/render-upstream.ts';
import type { Rendering, RenderRequest } from '../../generator/rendering.ts';
import type { Engine } from '../../packages/kubeconform-wasm/src/index.ts';
import type { ChartSource } from './chart.ts';
import { lockedCharts } from './locked.ts';

/** Compiles as `plinth generate` does, with charts made for a test in place of those that the platform names. */
export async function compileRendered(
  text: string,
  chart: (name: string, version: string) => ChartSource,
  engine: Engine,
): Promise<Compilation> {
  const { lock, bytes } = await lockedCharts(text, chart);
  const known = new Map<string, Rendering>();
  const pending = new Map<string, RenderRequest>();
  const run = () =>
    compile(text, undefined, {
      ...noHost,
      rendered: (request) => {
        const key = JSON.stringify(request);
        const found = known.get(key);
        if (found === undefined) pending.set(key, request);
        return found;
      },
    });
  run();
  for (const [key, request] of pending) {
    const rendering = await renderUpstream(request, engine, (artefact) => {
      const sha256 = lockEntryOf(lock, artefact)?.sha256 ?? '';
      const archive = bytes.get(sha256);
      return archive === undefined ? undefined : { sha256, bytes: archive };
    });
    known.set(key, rendering);
  }
  return run();
}
