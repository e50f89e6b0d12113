import type { CheckContext, Finding } from '../../component.ts';
import type { Path } from '../../diagnostic.ts';
import { unknownName } from '../../unknown-name.ts';
import { zoneSecretName } from './dns01.ts';

type Context = CheckContext<'cert-manager'>;

/** What the schema cannot say: an ingress class that somebody serves, and zones that do not get in each other's way. */
export function* check(context: Context): Iterable<Finding> {
  yield* ingressClass(context);
  yield* zones(context);
}

function* ingressClass({ options: { ingressClass: name }, enabled: { contour } }: Context): Iterable<Finding> {
  if (name === undefined || contour === undefined) return;
  const message = `no component makes the ingress class \`${name}\``;
  yield* unknownName(name, [contour.ingressClass], { code: 'unknown-ingress-class', path: ['ingressClass'], message });
}

function* zones({ options: { dns01 } }: Context): Iterable<Finding> {
  const first = new Map<string, string>();
  for (const [index, { zone }] of dns01.entries()) {
    const name = zoneSecretName(zone);
    const other = first.get(name);
    if (other !== undefined) yield twice(['dns01', index, 'zone'], zone, other);
    else first.set(name, zone);
  }
}

function twice(path: Path, zone: string, other: string): Finding {
  if (zone === other) {
    const message = `the zone \`${zone}\` stands twice`;
    return { code: 'wrong-value', severity: 'error', path, message, hint: 'leave one of them' };
  }
  const message = `the credentials of \`${zone}\` and of \`${other}\` would be the same Secret, \`${zoneSecretName(zone)}\``;
  const hint = 'answer the challenges of one of them in a zone above it';
  return { code: 'duplicate-object', severity: 'error', path, message, hint };
}
