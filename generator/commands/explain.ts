import { codes } from '../codes.ts';
import { didYouMean } from '../did-you-mean.ts';
import { optionsNear } from '../explain/option.ts';
import type { OptionSchema } from '../explain/option-schema.ts';
import { explain } from '../explain.ts';
import { Failure } from '../failure.ts';
import { noHost } from '../host.ts';
import { compile } from '../index.ts';
import { cacheBeside } from '../lock/vendor.ts';
import type { Registry } from '../registry.ts';
import { checkName } from './check-name.ts';
import { compileFile } from './compile/compile-file.ts';
import { lockBeside } from './compile/locked-bytes.ts';
import { rendersOf } from './compile/renders.ts';
import type { Invocation } from './invocation.ts';
import { printOutcome } from './print/print-outcome.ts';

interface ExplainFlags extends Invocation {
  readonly cluster?: string;
  readonly namespace?: string;
}

/** `plinth explain`: says why something is as it is: a component, an option, an object or a diagnostic. A Failure where there is no such thing. */
export async function runExplain(subject: string, flags: ExplainFlags): Promise<number> {
  const { source, model, objects, tree, diagnostics, text, using } = await compileFile(flags);
  if (source === undefined || model === undefined || objects === undefined || tree === undefined) {
    printOutcome(flags, { text, diagnostics }, {}, '');
    return 1;
  }
  checkName(
    'cluster',
    flags.cluster,
    model.clusters.map(({ facts }) => facts.name),
  );
  const schema = JSON.parse(using.schema()) as OptionSchema;
  const { registry } = using;
  const { lookup } = rendersOf(() => lockBeside(flags.platform), cacheBeside(flags.platform));
  const compiled = (other: string) => using.compiled((all) => compile(other, all, { ...noHost, rendered: lookup }));
  const found = explain(subject, { source, model, objects, tree, diagnostics, registry, schema, compiled }, flags);
  if (found === undefined) throw unknown(subject, schema, registry);
  process.stdout.write(
    flags.format === 'json' ? `${JSON.stringify(found.facts, null, 2)}\n` : `${found.lines.join('\n')}\n`,
  );
  return 0;
}

function unknown(subject: string, schema: OptionSchema, registry: Registry): Failure {
  const near =
    didYouMean(subject, [...Object.keys(codes), ...Object.keys(registry.components)]) ??
    optionsNear(subject, { schema, registry });
  return new Failure(
    `the platform has nothing called \`${subject}\``,
    near === undefined
      ? 'name a component (`vault`), an option (`vault.replicas`), an object (`deployment/shop -n shop`) or the code of a diagnostic'
      : `did you mean \`${near}\`?`,
  );
}
