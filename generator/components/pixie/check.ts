import type { CheckContext, Finding } from '../../component.ts';
import { bytes } from '../../kubernetes/bytes.ts';

type Context = CheckContext<'pixie'>;

/** What the schema cannot say: who makes the key, that less is guaranteed than allowed, and whether somebody takes what is seen. */
export function* check(context: Context): Iterable<Finding> {
  yield* deployKey(context);
  yield* memory(context);
  yield* collector(context);
}

function* deployKey({ options }: Context): Iterable<Finding> {
  if (options.deployKey.origin !== 'generated') return;
  const message = "Pixie's cloud makes the deploy key, so Vault cannot";
  const hint = 'put the one that `px deploy-key create` shows into Vault: `origin: vault`';
  yield { code: 'wrong-value', severity: 'error', path: ['deployKey', 'origin'], message, hint };
}

function* memory({ options: { memory: amounts } }: Context): Iterable<Finding> {
  if (bytes(amounts.request) <= bytes(amounts.limit)) return;
  const message = `${amounts.request} of memory cannot be guaranteed where ${amounts.limit} are the limit`;
  const hint = `set \`request\` to ${amounts.limit} or less`;
  yield { code: 'wrong-value', severity: 'error', path: ['memory', 'request'], message, hint };
}

function* collector({ options, enabled }: Context): Iterable<Finding> {
  if (enabled.opentelemetry !== undefined || options.export.length === 0) return;
  const message = 'nothing takes what Pixie sees: it is kept on the nodes for some hours and shown by its cloud only';
  const hint = 'enable `opentelemetry` on this cluster, or set `export: []`';
  yield { code: 'no-telemetry', severity: 'warning', path: ['export'], message, hint };
}
