/** A form that credentials have, with the name that a message gives it. */
interface CredentialForm {
  readonly name: string;
  readonly pattern: RegExp;
}

const forms: readonly CredentialForm[] = [
  { name: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { name: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/ },
  { name: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/ },
  { name: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { name: 'a Google API key', pattern: /\bAIza[0-9A-Za-z_-]{35}/ },
  { name: 'a Google OAuth client secret', pattern: /\bGOCSPX-[A-Za-z0-9_-]{20,}/ },
  { name: 'a Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/ },
  { name: 'a Vault token', pattern: /\b(?:hv[sbr]\.[A-Za-z0-9_-]{20,}|s\.[A-Za-z0-9]{24}\b)/ },
  { name: 'a JSON Web Token', pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
  { name: 'a Stripe key', pattern: /\b[rs]k_live_[A-Za-z0-9]{16,}/ },
  { name: 'a Discord webhook', pattern: /discord(?:app)?\.com\/api\/webhooks\/\d+\/[A-Za-z0-9_-]{20,}/ },
  { name: 'a Slack webhook', pattern: /hooks\.slack\.com\/services\/T[A-Za-z0-9]+\/B[A-Za-z0-9]+\/[A-Za-z0-9]+/ },
  { name: 'a Pixie deploy key', pattern: /\bpx-(?:dep|api)-[0-9a-f-]{20,}/ },
  { name: 'a password in a URL', pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@{}$<>]+:[^\s/@{}$<>]{3,}@/ },
  { name: 'an age secret key', pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{20,}/ },
];

/** Keys whose string value is a credential unless it refers to one. */
const secretKey =
  /(?:^|[._-])(?:password|passwd|passphrase|token|apikey|api[_-]key|secret[_-]key|client[_-]?secret|private[_-]?key|access[_-]?key)$/i;
const camelSecretKey = /(?:Password|Token|ApiKey|APIKey|SecretKey|ClientSecret|PrivateKey|AccessKey)$/;

/** What credential a text holds, in words, or undefined. The text itself must not be repeated. */
export function credentialIn(text: string): string | undefined {
  // every form has one of these, and most lines of a platform have none
  if (text.length < 12) return undefined;
  return forms.find(({ pattern }) => pattern.test(text))?.name;
}

/** Whether a key with this string value holds a credential: `password: hunter2`, not `password: $argocd-dex:secret`. */
export function isCredentialEntry(key: string, value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false;
  if (!secretKey.test(key) && !camelSecretKey.test(key)) return false;
  return !isReference(value);
}

function isReference(value: string): boolean {
  return /^\$|\{\{|^\/|^<.*>$|^(?:true|false)$/.test(value);
}

/** A line of text with every credential replaced, so that it can be shown. */
export function redacted(text: string): string {
  // the body of a key in PEM form
  if (/^\s*[A-Za-z0-9+/=]{40,}\s*$/.test(text)) return text.replace(/\S+/, '<redacted>');
  const known = forms.reduce((line, { pattern }) => line.replace(new RegExp(pattern, 'g'), '<redacted>'), text);
  return known.replace(entry, (pair, head: string, key: string, value: string) =>
    isCredentialEntry(key, value.replace(/^["']|["']$/g, '')) ? `${head}<redacted>` : pair,
  );
}

/** A key and its value, anywhere in a line: block or flow, quoted or not. */
const entry = /((?:^|[\s{,[])["']?([\w.-]+)["']?\s*:\s+)("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,{}[\]][^,{}[\]]*)/g;
