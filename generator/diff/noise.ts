import type { FieldChange } from './fields.ts';

/** Whether a field differs without saying anything to a reader: the version a chart writes on all of its objects, a checksum. */
export function isNoise({ path }: FieldChange): boolean {
  const last = path.at(-1) ?? '';
  if (path.at(-2) === 'labels') return last === 'helm.sh/chart' || last === 'app.kubernetes.io/version';
  return path.at(-2) === 'annotations' && /(?:^|[/.-])(?:checksum|hash)(?:[/.-]|$)/.test(last);
}
