import { hasErrors } from '../diagnostic.ts';
import { dot, mermaid } from '../graph/drawn.ts';
import type { GraphKind } from '../graph/graph.ts';
import { graphsOf } from '../graph.ts';
import { checkName } from './check-name.ts';
import { analyseFile } from './compile/compile-file.ts';
import type { Invocation } from './invocation.ts';
import { printOutcome } from './print/print-outcome.ts';

interface GraphFlags extends Omit<Invocation, 'format'> {
  readonly format: 'mermaid' | 'dot' | 'json';
  readonly cluster?: string;
}

/** `plinth graph`: prints which stage waits for which, where secrets go, or who talks to whom. */
export async function runGraph(kind: GraphKind, flags: GraphFlags): Promise<number> {
  const analysis = await analyseFile({ ...flags, format: 'text' });
  const { model, objects, diagnostics, using } = analysis;
  if (model === undefined || objects === undefined || hasErrors(diagnostics)) {
    printOutcome({ ...flags, format: flags.format === 'json' ? 'json' : 'text' }, analysis, {}, '');
    return 1;
  }
  const names = model.clusters.map(({ facts }) => facts.name);
  checkName('cluster', flags.cluster, names);
  const graphs = graphsOf(
    kind,
    { model, objects },
    using.registry,
    flags.cluster === undefined ? names : [flags.cluster],
  );
  const draw = { mermaid, dot, json: (all: typeof graphs) => `${JSON.stringify({ kind, graphs: all }, null, 2)}\n` };
  process.stdout.write(draw[flags.format](graphs));
  return 0;
}
