import { isCidr, isIpv4, isIpv6 } from './ip-address.ts';

/**
 * The formats that the API server checks, by name without dashes; a format that is not here is accepted, as the API server accepts one it
 * does not know. Integers are held to their size too, which only decoding them would find; an empty text is accepted as bytes, as core kinds do.
 * Source: apiextensions-apiserver, pkg/apiserver/validation/formats.go; kube-openapi, pkg/validation/strfmt.
 */
const known: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['int32', (value) => typeof value !== 'number' || (value >= -(2 ** 31) && value < 2 ** 31)],
  ['int64', (value) => typeof value !== 'number' || (value >= -(2 ** 63) && value < 2 ** 63)],
  ['byte', matching(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)],
  ['date', text(isDate)],
  ['datetime', text(isDateTime)],
  ['duration', text(isDuration)],
  ['ipv4', text(isIpv4)],
  ['ipv6', text(isIpv6)],
  ['cidr', text(isCidr)],
  [
    'mac',
    matching(/^([\da-f]{2}([:-])([\da-f]{2}\2){4}([\da-f]{2}\2){0,2}[\da-f]{2}|[\da-f]{4}(\.[\da-f]{4}){2,3})$/i),
  ],
  ['uuid', uuid('[0-9a-f]{4}', '[0-9a-f]{4}')],
  ['uuid3', uuid('3[0-9a-f]{3}', '[0-9a-f]{4}')],
  ['uuid4', uuid('4[0-9a-f]{3}', '[89ab][0-9a-f]{3}')],
  ['uuid5', uuid('5[0-9a-f]{3}', '[89ab][0-9a-f]{3}')],
  // what Go's own parsers refuse beyond this is left to them
  ['uri', matching(/^(?:\/|[a-z][a-z0-9+.-]*:)\P{Cc}*$/iu)],
  ['email', matching(/.@./)],
  ['hostname', matching(/^(?=.{1,255}$)(?![-.])[-a-z0-9.\p{S}\p{L}]*[a-z0-9\p{S}\p{L}]$/iu)],
  ['hexcolor', matching(/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i)],
  ['k8sshortname', matching(/^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)],
  ['k8slongname', matching(/^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/)],
]);

/** Whether a format is one that is checked. */
export function isKnownFormat(format: string): boolean {
  return known.has(format.replaceAll('-', ''));
}

/** Whether a value is as its format says; a value that the format is not about, or a format that is not known, always is. */
export function hasFormat(format: string, value: unknown): boolean {
  return known.get(format.replaceAll('-', ''))?.(value) !== false;
}

function text(check: (value: string) => boolean): (value: unknown) => boolean {
  return (value) => typeof value !== 'string' || check(value);
}

function matching(pattern: RegExp): (value: unknown) => boolean {
  return text((value) => pattern.test(value));
}

function uuid(third: string, fourth: string): (value: unknown) => boolean {
  return matching(new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${third}-?${fourth}-?[0-9a-f]{12}$`, 'i'));
}

function isDate(value: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

function isDateTime(value: string): boolean {
  const [date = '', time] = value.toLowerCase().split('t');
  if (time === undefined || !isDate(date)) return false;
  return /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(.\d+)?(z|[+-]\d{2}:\d{2})$/.test(time);
}

const goDuration = /^[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;
const units = /\d\s*(ns|nano|us|µs|micro|ms|milli|s$|sec|m$|min|h$|hr|hour|d$|day|w$|wk|week)/i;

/** Go's syntax, or Scala's somewhere in the text: `2 days`. */
function isDuration(value: string): boolean {
  if (goDuration.test(value)) return true;
  return [...value.matchAll(/\d+\s*[A-Za-zµ]+/g)].some(([each]) => units.test(each));
}
