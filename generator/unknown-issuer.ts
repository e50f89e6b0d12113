import type { CheckContext, Finding } from './component.ts';
import type { ComponentName } from './generated/options.ts';
import { unknownName } from './unknown-name.ts';

/** Yields an error at the option `issuer` where cert-manager makes no such ClusterIssuer; that cert-manager is not there is a need's to say. */
export function* unknownIssuer(
  issuer: string,
  { enabled }: Pick<CheckContext<ComponentName>, 'enabled'>,
): Iterable<Finding> {
  const issuers = enabled['cert-manager']?.issuers;
  if (issuers === undefined) return;
  const message = `there is no issuer \`${issuer}\``;
  yield* unknownName(issuer, Object.keys(issuers), { code: 'unknown-issuer', path: ['issuer'], message });
}
