/** Ends of a key whose value is a secret, word by word: `password` of `DB_PASSWORD`, `api key` of `githubApiKey`. */
const endings: readonly RegExp[] = [
  /(?:password|passwd|passphrase|passcode|token)$/,
  /(?:^| )(?:pass|pwd|apikey|credentials?)$/,
  // a key of that name holds the name of a key of a Secret: `secretKey: clientSecret`
  /(?:(?:^| )(?:api|private|access)|. secret) key$/,
  /(?:^| )(?:privatekey|accesskey|secretkey|clientsecret)$/,
  // other words before `secret` say whose Secret is named: `caSecret: vault-tls`
  /(?:^|(?:^| )(?:client|app|application|consumer|oauth|shared|jwt|hmac|cookie|session|webhook|github|gitlab|gogs) )secret$/,
];

/** Whether a key says that its value is a secret: `clientSecret`, `dbPass`, `PGPASSWORD`; not `secretName` or `tokenTTL`. */
export function isSecretKey(key: string): boolean {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = saysSecret(key);
  // a platform has a few hundred keys, again and again; a hostile one must not fill the memory
  if (known.size < 5000) known.set(key, found);
  return found;
}

const known = new Map<string, boolean>();

function saysSecret(key: string): boolean {
  if (key.length > 200 || /^secretkey$/i.test(key)) return false;
  if (/^secret[_-]key$|[A-Z]_SECRET$/.test(key) || key === 'SECRET_KEY') return true;
  const words = wordsOf(key);
  return !/^existing(?: |$)/.test(words) && endings.some((ending) => ending.test(words));
}

/** Whether a key is for a password, whose value may be a number. */
export function isPasswordKey(key: string): boolean {
  return /(?:password|passwd|passphrase|passcode|(?:^| )(?:pass|pwd))$/.test(wordsOf(key));
}

function wordsOf(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();
}
