import { describe, expect, it } from 'vitest';
import { credentialIn, isCredentialEntry, redacted } from '../generator/credential.ts';

const token = `ghp_${'A1b2'.repeat(9)}`;

describe('an entry that holds a credential', () => {
  const entries: readonly (readonly [string, unknown])[] = [
    ['password', 'hunter2'],
    ['password', 12345678],
    ['dbPass', 'hunter2'],
    ['DB_PASS', 'hunter2'],
    ['PGPASSWORD', 'hunter2'],
    ['credentials', 'hunter2'],
    ['secret', 'hunter2'],
    ['secret_key', 'hunter2'],
    ['SESSION_SECRET', 'hunter2'],
    ['clientSecret', 'hunter2'],
    ['githubAPIKey', 'hunter2'],
    ['awsSecretAccessKey', 'hunter2'],
    ['awsSecretAccessKey', { value: 'hunter2' }],
    ['0', { name: 'DB_PASSWORD', value: 'hunter2hunter2' }],
    ['args', ['--token', 'hunter2']],
    ['args', ['--token hunter2']],
  ];

  it.each(entries)('%s: %j', (key, value) => {
    expect(isCredentialEntry(key, value)).toBe(true);
  });
});

describe('an entry that holds none', () => {
  const entries: readonly (readonly [string, unknown])[] = [
    ['secretName', 'vault-tls'],
    ['caSecret', 'vault-tls'],
    ['existingSecret', 'vault-tls'],
    ['secretKey', 'clientSecret'],
    ['passwordKey', 'password'],
    ['passwordPolicyName', 'strong'],
    ['tokenTTL', '1h'],
    ['compass', 'north'],
    ['minPassword', 8],
    ['token', { enabled: false }],
    ['token', ['username', 'password']],
    ['credentials', { origin: 'terraform', path: 'google/dns' }],
    ['clientSecret', '$argocd-github:clientSecret'],
    ['password', '{{ .secret.password }}'],
    ['tokenPath', '/var/run/token'],
    ['token', '/var/run/token'],
    ['password', '<password>'],
    ['automountServiceAccountToken', 'false'],
    ['automountServiceAccountToken', true],
    ['password', ''],
    ['0', { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }],
    ['0', { name: 'DB_PASSWORD', value: '$(OTHER)' }],
    ['0', { name: 'LOG_LEVEL', value: 'debug' }],
    ['0', { key: 'role', operator: 'Equal', value: 'ingress-endpoint' }],
    ['args', ['--token', '$(TOKEN)']],
    ['args', ['--token', '--verbose']],
    ['args', ['--token-ttl', '1h']],
  ];

  it.each(entries)('%s: %j', (key, value) => {
    expect(isCredentialEntry(key, value)).toBe(false);
  });
});

describe('a text', () => {
  it.each([
    'args: ["--password=hunter2"]',
    'args: ["--token hunter2hunter2"]',
    'connectionString: "Server=x;User Id=sa;Password=hunter2"',
    'kubectl create secret generic x --from-literal=password=hunter2',
    '//npm.example.org/:_authToken=hunter2',
    `# ${token}`,
  ])('%s holds a credential, which is not shown', (text) => {
    expect(credentialIn(text)).toBeDefined();
    expect(redacted(text)).not.toMatch(/hunter2|A1b2/);
    expect(redacted(text)).toContain('<redacted>');
  });

  it.each([
    '# sign in with --token from the runbook',
    '# --password=… is read by nothing',
    '--token=$(TOKEN) --password-file=/run/password --token=/run/token',
    '--enable-token=true',
    'argocd.argoproj.io/secret-type=repository',
    'role=ingress-endpoint:NoSchedule',
  ])('%s holds none, and is shown as it is', (text) => {
    expect(credentialIn(text)).toBeUndefined();
    expect(redacted(text)).toBe(text);
  });
});

describe('redacted', () => {
  it.each([
    ['key: "-----BEGIN RSA PRIVATE KEY-----\\nMIIEow\\nMIIEox", other: 1', 'key: "<redacted>", other: 1'],
    ['key: -----BEGIN PRIVATE KEY----- MIIEow', 'key: <redacted>'],
    ['a -----BEGIN PRIVATE KEY-----\nMIIEow\n-----END PRIVATE KEY----- b', 'a <redacted> b'],
    ['{ name: DB_PASSWORD, value: hunter2 }', '{ name: DB_PASSWORD, value: <redacted>}'],
    ['{ value: "hunter2", name: DB_PASSWORD }', '{ value: <redacted>, name: DB_PASSWORD }'],
    ['awsSecretAccessKey: { value: hunter2 }', 'awsSecretAccessKey: { value: <redacted>}'],
    ["password: 'it''s', other: 1", 'password: <redacted>, other: 1'],
    ['{ name: LOG_LEVEL, value: debug }', '{ name: LOG_LEVEL, value: debug }'],
  ])('%s', (text, safe) => {
    expect(redacted(text)).toBe(safe);
  });
});
