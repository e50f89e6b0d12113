import { isSealed, SEALED } from './sealed.ts';
import { isPasswordKey, isSecretKey } from './secret-key.ts';

/** A form that credentials have, with the name that a message gives it. */
interface CredentialForm {
  readonly name: string;
  readonly pattern: RegExp;
}

// repetitions have a limit wherever a text could make the search start again at every character of a long line
const forms: readonly CredentialForm[] = [
  {
    name: 'a private key',
    pattern:
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:[\s\S]{0,20000}?-----END [A-Z ]{0,40}PRIVATE KEY-----|[^"'\n]*)/,
  },
  { name: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/ },
  { name: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/ },
  { name: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { name: 'a Google API key', pattern: /\bAIza[0-9A-Za-z_-]{35}/ },
  { name: 'a Google OAuth client secret', pattern: /\bGOCSPX-[A-Za-z0-9_-]{20,}/ },
  { name: 'a Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/ },
  { name: 'a Vault token', pattern: /\b(?:hv[sbr]\.[A-Za-z0-9_-]{20,}|s\.[A-Za-z0-9]{24}\b)/ },
  {
    name: 'a JSON Web Token',
    pattern: /\beyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,}/,
  },
  { name: 'a Stripe key', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  { name: 'a Discord webhook', pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{1,30}\/[A-Za-z0-9_-]{20,}/ },
  {
    name: 'a Slack webhook',
    pattern: /hooks\.slack\.com\/services\/T[A-Za-z0-9]{1,30}\/B[A-Za-z0-9]{1,30}\/[A-Za-z0-9]+/,
  },
  { name: 'a Pixie deploy key', pattern: /\bpx-(?:dep|api)-[0-9a-f-]{20,}/ },
  {
    name: 'a password in a URL',
    pattern: /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@{}$<>]{1,256}:[^\s/@{}$<>]{3,1024}@/,
  },
  { name: 'an age secret key', pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{20,}/ },
];

/** Every form has one of these, and most texts of a platform have none: one search instead of one for each form. */
const marks =
  /PRIVATE KEY|gh[pousr]_|github_pat_|glpat-|A[KS]IA|AIza|GOCSPX-|xox[abeoprs]-|\bhv[sbr]\.|\bs\.[A-Za-z0-9]{24}|eyJ|k_live_|webhooks|hooks\.slack|px-(?:dep|api)-|:\/\/|AGE-SECRET-KEY/;

/** `--password=…`, `Server=x;Password=…`, `--from-literal=token=…`: head, key, value. */
const assignment =
  /((?:^|[\s"'`,;:?&[{(])(?:--from-literal=|--?)?([A-Za-z_][\w.-]{0,100})\s{0,10}=\s{0,10})("[^"\n]*"?|'[^'\n]*'?|[^\s"'`,;&)\]}]+)/g;

/** `--token …` in a text: head, key, value. A sentence about an option goes on with a word, so a digit is asked for. */
const option = /((?:^|[\s"'`,[])--([A-Za-z][\w-]{0,100})\s+["']?)((?=[^\s"'`,\]]{0,200}\d)[^\s"'`,\]]{6,})/g;

/** `--token` and its value as two items of a list in a line: head, key, value. */
const optionItem = /((?:^|[\s"'`,[])--([A-Za-z][\w-]{0,100})["']?\s*,\s*["']?)([^\s"',[\]{}-][^"',[\]{}]*)/g;

/** A key and its value, anywhere in a line: block or flow, quoted or not. */
const entry =
  /((?:^|[\s{,[])["']?([\w.-]+)["']?\s*:\s+(?:\{\s*["']?value["']?\s*:\s+)?)("(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|[^\s,{}[\]"'][^,{}[\]]*)/g;

/** The same where the space was forgotten, which makes a text of both: head, key, value. */
const unspaced = /((?:^|[\s{,["'])([\w.-]{1,100}):)([^\s:/,{}[\]"'][^\s,{}[\]"']*)/g;

/** `{ name: DB_PASSWORD, value: … }` in a line, or with the value first: head, key, middle, value. */
const named =
  /(\bname["']?\s*:\s+["']?([\w.-]{1,200})["']?\s*,\s*["']?value["']?\s*:\s+)("[^"]*"?|'[^']*'?|[^\s,{}[\]"'][^,{}[\]]*)/g;
const valueFirst =
  /(\bvalue["']?\s*:\s+)("[^"]{0,1000}"|'[^']{0,1000}'|[^\s,{}[\]"'][^,{}[\]]{0,1000})(\s*,\s*["']?name["']?\s*:\s+["']?([\w.-]{1,200}))/g;

/** A map of sealed values in a line: one that is none may stand among them. */
const sealedMap = new RegExp(`(\\b${SEALED}["']?\\s{0,10}:\\s{0,10})\\{[^}]*\\}?`, 'g');

/** What credential a text holds, in words, or undefined. The text itself must not be repeated. */
export function credentialIn(text: string): string | undefined {
  if (text.length < 8) return undefined;
  const known = marks.test(text) ? forms.find(({ pattern }) => pattern.test(text))?.name : undefined;
  if (known !== undefined) return known;
  return holdsPair(text, assignment) || holdsPair(text, option) ? 'a password or token' : undefined;
}

function holdsPair(text: string, pairs: RegExp): boolean {
  if (!text.includes(pairs === option ? '--' : '=')) return false;
  for (const [, , key = '', value = ''] of text.matchAll(pairs)) if (isPlain(key, unquoted(value))) return true;
  return false;
}

/**
 * Whether an entry holds a credential: `password: hunter2`, `awsSecretAccessKey: { value: … }`, an item
 * `{ name: DB_PASSWORD, value: … }`, a list with `--token` and its value; not `password: $argocd-dex:secret`.
 */
export function isCredentialEntry(key: string, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item, index) => isOptionWithValue(item, value[index + 1]));
  if (typeof value !== 'object' || value === null) return isPlain(key, value);
  const { name, value: inner } = value as { readonly name?: unknown; readonly value?: unknown };
  if (typeof inner === 'object') return false;
  return isPlain(key, inner) || (typeof name === 'string' && isPlain(name, inner));
}

function isOptionWithValue(item: unknown, next: unknown): boolean {
  if (typeof item !== 'string' || !item.startsWith('--')) return false;
  const [, option = '', value = next] = /^--([\w-]+)(?:\s+(\S.*))?$/.exec(item) ?? [];
  return typeof value === 'string' && !value.startsWith('-') && isPlain(option, value);
}

function isPlain(key: string, value: unknown): boolean {
  if (typeof value === 'number') return value >= 1000 && isPasswordKey(key);
  return typeof value === 'string' && value !== '' && isSecretKey(key) && !isReference(value);
}

function isReference(value: string): boolean {
  return isSealed(value) || /^\$|\{\{|^\/|^<.*>$|^(?:true|false|null)$|^(?:vault:|ref\+|op:\/\/)|^[.…*]+$/.test(value);
}

/** Whether a line is one of the body of a key in PEM form. */
export function isKeyBody(line: string): boolean {
  return /^\s*[A-Za-z0-9+/=]{40,}\s*$/.test(line);
}

/** A line of text with every credential replaced, so that it can be shown. */
export function redacted(text: string): string {
  if (isKeyBody(text)) return text.replace(/\S+/, '<redacted>');
  const known = forms.reduce((line, { pattern }) => line.replace(new RegExp(pattern, 'g'), '<redacted>'), text);
  const replaced = (pair: string, head: string, key: string, value: string) =>
    isPlain(key, plainValue(value)) ? `${head}<redacted>` : pair;
  return known
    .replace(sealedMap, '$1{ <redacted> }')
    .replace(named, replaced)
    .replace(valueFirst, (pair, head: string, value: string, tail: string, key: string) =>
      isPlain(key, plainValue(value)) ? `${head}<redacted>${tail}` : pair,
    )
    .replace(assignment, replaced)
    .replace(option, replaced)
    .replace(optionItem, replaced)
    .replace(entry, replaced)
    .replace(unspaced, replaced);
}

function plainValue(value: string): string | number {
  const text = unquoted(value.trim());
  return /^\d{4,}$/.test(text) ? Number(text) : text;
}

function unquoted(value: string): string {
  return value.replace(/^["']|["']$/g, '');
}
