/**
 * The formats that the API server checks, as far as CRDs use them; a format that is not here is accepted, as the API server accepts one it does not know.
 * Source: apiextensions-apiserver, pkg/apiserver/validation/formats.go.
 */
export const formats: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['int32', (value) => typeof value !== 'number' || (value >= -(2 ** 31) && value < 2 ** 31)],
  ['int64', (value) => typeof value !== 'number' || (value >= -(2 ** 63) && value < 2 ** 63)],
  ['byte', text(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)],
  ['date', text(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)],
  [
    'date-time',
    text(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/),
  ],
  ['duration', text(/^[+-]?(0|(\d+(\.\d+)?\s*(ns|us|µs|μs|ms|s|m|h|d|w)\s*)+)$/)],
]);

function text(pattern: RegExp): (value: unknown) => boolean {
  return (value) => typeof value !== 'string' || pattern.test(value);
}
