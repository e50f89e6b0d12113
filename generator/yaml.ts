import { Failure } from './failure.ts';

/** What `toYaml` writes: the values of JSON, where a property that is undefined is left out. */
export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml | undefined };

const STEP = '  ';
const CACHE_ENTRIES = 8192;
const CACHED_LENGTH = 96;
const CACHED_DEPTH = 64;
// Readers look for the colon of `key: value` within 1,024 characters only.
const KEY_LENGTH = 1000;

const PRINTED = String.raw` -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}`;
const ESCAPED = new RegExp(`[^${PRINTED}]`, 'gu');
const NOT_PLAIN = /^[\s?:,[\]{}#&*!|>'"%@`]|^-(?:\s|--)|^\.\.\.|:(?:\s|$)|\s(?:#|$)/;
// Not exact, or refused by yamllint: only breaks, three empty lines in a row, a line that ends in space.
const NOT_LITERAL = new RegExp(String.raw`^\n*$|^\n{3}|\n{4}|[ \t](?:\n|$)|[^\t\n${PRINTED}]`, 'u');
// Not a string to some reader of YAML 1.1 or 1.2, once `_` and `,` are out of its digits: words, numbers, times, dates.
const AMBIGUOUS = new RegExp(
  [
    /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<)$/,
    /^[-+]?\d*\.?\d*(?:e[-+]?\d+)?$|^[-+]?\.(?:inf|nan)$|^[-+]?0[box][-+]?[\da-f]*$/,
    /^[-+]?\d+(?::\d+)+(?:\.\d*)?$|^\d{4}-\d\d?-\d\d?(?:$|[t\s])/,
  ]
    .map((part) => part.source)
    .join('|'),
  'i',
);

/** How an entry at one depth begins: on a line of its own, or behind a dash or at the very start on the line that is there. */
interface Lead {
  readonly key: string;
  readonly dash: string;
  readonly colon: string;
  readonly keys: Map<string, string>;
}

const ownLine: Lead[] = [];
const sameLine: Lead[] = [];
const scalars = new Map<string, string>();

/**
 * One YAML document without `---` that readers of YAML 1.1 and 1.2 give back exactly and that yamllint accepts: two spaces,
 * indented sequences, keys in the object's order, no anchors, no folding, a newline at the end.
 * Throws a Failure naming the path of what they would not give back: NaN, an infinity, -0, a lone surrogate (UTF-8 has none).
 */
export function toYaml(value: Yaml): string {
  try {
    const text = `${typeof value === 'string' ? topString(value) : block(value, 0, sameLine)}\n`;
    return (text.endsWith('\n\n') ? withoutEmptyEnd(value, text) : text).slice(1);
  } catch (error) {
    throw explain(value, '') ?? error;
  }
}

/** The text below one comment line for each line of the header; no header line may hold a line break. */
export function withHeader(header: readonly string[], text: string): string {
  return header.map((line) => (line === '' ? '#\n' : `# ${line}\n`)).join('') + text;
}

// What follows `key:` or `-`. One function, because V8 inlines two that call each other at more than all the writing costs.
function block(value: Yaml, depth: number, first: Lead[]): string {
  if (typeof value === 'string') return string(value, depth);
  if (typeof value !== 'object' || value === null) return atom(value);
  const next = leadAt(depth, ownLine);
  let lead = leadAt(depth, first);
  let lines = '';
  if (isList(value)) {
    for (const item of value) {
      lines += lead.dash;
      lines += block(item, depth + 1, sameLine);
      lead = next;
    }
    return lines === '' ? ' []' : lines;
  }
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item === undefined) continue;
    lines += name(key, lead);
    lines += block(item, depth + 1, ownLine);
    lead = next;
  }
  return lines === '' ? ' {}' : lines;
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

function leadAt(depth: number, leads: Lead[]): Lead {
  const known = leads[depth];
  if (known !== undefined) return known;
  const line = `\n${STEP.repeat(depth)}`;
  const key = leads === ownLine ? line : ' ';
  const lead = { key, dash: `${key}-`, colon: `${line}:`, keys: new Map<string, string>() };
  if (depth < CACHED_DEPTH) leads[depth] = lead;
  return lead;
}

function name(key: string, lead: Lead): string {
  const known = lead.keys.get(key);
  if (known !== undefined) return known;
  const written = inline(key);
  if (written.length > KEY_LENGTH) return `${lead.key}? ${written}${lead.colon}`;
  return remember(lead.keys, key, `${lead.key}${written}:`);
}

function atom(value: number | boolean | null): string {
  if (refusal(value) !== undefined) throw new Failure('unwritable');
  // YAML 1.1 knows an exponent only after a point: 1e+21 would be a string.
  return ` ${String(value).replace(/^(-?\d)e/, '$1.0e')}`;
}

function string(value: string, depth: number): string {
  const known = scalars.get(value);
  if (known !== undefined) return known;
  if (value.includes('\n')) return NOT_LITERAL.test(value) ? ` ${inline(value)}` : literal(value, depth);
  return remember(scalars, value, ` ${inline(value)}`);
}

function literal(value: string, depth: number): string {
  const chomping = value.endsWith('\n\n') ? '+' : value.endsWith('\n') ? '' : '-';
  const lines = value.replace(/\n$/, '').replace(/^(?=.)/gm, STEP.repeat(depth));
  return ` |${indicator(value)}${chomping}\n${lines}`;
}

function indicator(value: string): string {
  return /^\n*[ \t]/.test(value) ? String(STEP.length) : '';
}

function remember(cache: Map<string, string>, value: string, text: string): string {
  if (value.length > CACHED_LENGTH) return text;
  if (cache.size >= CACHE_ENTRIES) cache.clear();
  cache.set(value, text);
  return text;
}

/** The string on one line, as key or value. */
function inline(value: string): string {
  if (value.search(ESCAPED) >= 0) return doubleQuoted(value);
  return isPlain(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

function isPlain(value: string): boolean {
  return !NOT_PLAIN.test(value) && !AMBIGUOUS.test(value.replace(/[_,]/g, ''));
}

function doubleQuoted(value: string): string {
  if (refusal(value) !== undefined) throw new Failure('unwritable');
  return JSON.stringify(value).replace(ESCAPED, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// Readers disagree what an indentation indicator counts from when nothing encloses the text.
function topString(value: string): string {
  return indicator(value) === '' ? string(value, 1) : ` ${inline(value)}`;
}

// yamllint wants no empty line at the end of a file: there, a text that ends in one is quoted.
function withoutEmptyEnd(value: Yaml, text: string): string {
  let last: Yaml | undefined = value;
  let depth = 0;
  for (; typeof last === 'object' && last !== null; depth += 1) {
    last = isList(last) ? last.at(-1) : Object.values(last).findLast((item) => item !== undefined);
  }
  const kept = String(last);
  return `${text.slice(0, -literal(kept, depth || 1).length - 1)} ${inline(kept)}\n`;
}

function refusal(value: unknown): string | undefined {
  if (typeof value === 'string') return /[\ud800-\udfff]/u.test(value) ? 'a lone surrogate' : undefined;
  if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) return undefined;
  if (typeof value === 'boolean' || value === null) return undefined;
  return Object.is(value, -0) ? '-0' : typeof value === 'number' ? String(value) : typeof value;
}

function explain(value: unknown, path: string): Failure | undefined {
  if (typeof value !== 'object' || value === null) {
    const reason = refusal(value);
    return reason === undefined ? undefined : new Failure(`cannot write ${reason} as YAML, at ${path || 'the top'}`);
  }
  const entries = Object.entries(value).filter(([, item]) => Array.isArray(value) || item !== undefined);
  for (const [key, item] of entries) {
    const at = Array.isArray(value) ? `${path}[${key}]` : `${path}${path && '.'}${key}`;
    const found = explain(key, at) ?? explain(item, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
