import { describe, expect, it } from 'vitest';
import { githubDiagnostics, sarifDiagnostics } from '../generator/commands/print/print-annotations.ts';
import { jsonDiagnostics, textDiagnostics } from '../generator/commands/print/print-diagnostics.ts';
import type { Diagnostic } from '../generator/diagnostic.ts';
import { compile } from '../generator/index.ts';

const token = `ghp_${'A1b2'.repeat(9)}`;

function problem(more: Partial<Diagnostic>): Diagnostic {
  return { code: 'wrong-value', severity: 'error', message: 'it is wrong', ...more };
}

function printed(diagnostics: readonly Diagnostic[], text = ''): string {
  return textDiagnostics(diagnostics, { file: 'platform.yaml', text });
}

/** Both formats of what is wrong with a platform. */
function found(platform: string): string {
  const { diagnostics, text } = compile(platform);
  expect(diagnostics).not.toEqual([]);
  const printing = { file: 'platform.yaml', text };
  return `${textDiagnostics(diagnostics, printing)}${JSON.stringify(jsonDiagnostics(diagnostics, printing))}`;
}

function platform(components: string): string {
  return `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters: { one: { argocd: hub, kubernetes: "1.34" } }
components:
${components}`;
}

describe('for code hosts', () => {
  const diagnostics = [
    problem({
      message: '50 % of it,\nand more',
      position: { line: 3, column: 7 },
      component: 'vault',
      hint: 'mend it',
    }),
    problem({ code: 'unused-zone', severity: 'warning', file: 'a:b,c.yaml' }),
  ];

  it('GitHub gets a command for each, on one line', () => {
    expect(githubDiagnostics(diagnostics, 'platform.yaml')).toBe(
      '::error file=platform.yaml,line=3,col=7,title=wrong-value::vault: 50 %25 of it,%0Aand more%0A→ mend it\n' +
        '::warning file=a%3Ab%2Cc.yaml,title=unused-zone::it is wrong\n',
    );
  });

  it('SARIF has the rules that are broken, and where', () => {
    const { version, runs } = sarifDiagnostics(diagnostics, 'a b.yaml', '1.2.3') as {
      version: string;
      runs: { tool: { driver: { rules: { id: string }[] } }; results: object[] }[];
    };
    expect(version).toBe('2.1.0');
    expect(runs[0]?.tool.driver.rules.map(({ id }) => id)).toEqual(['unused-zone', 'wrong-value']);
    expect(runs[0]?.results).toMatchObject([
      {
        ...{ ruleId: 'wrong-value', ruleIndex: 1, level: 'error' },
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'a%20b.yaml' }, region: { startLine: 3, startColumn: 7 } } },
        ],
      },
      { ruleId: 'unused-zone', ruleIndex: 0, level: 'warning' },
    ]);
  });
});

describe('no credential is printed', () => {
  it('in any part of a diagnostic', () => {
    const diagnostic = problem({
      message: token,
      hint: token,
      component: token,
      clusters: [token],
      path: ['clusters', token],
      file: token,
      related: [{ message: token, path: [token] }],
    });
    expect(printed([diagnostic])).not.toContain('A1b2');
    expect(JSON.stringify(jsonDiagnostics([diagnostic], { file: token, text: '' }))).not.toContain('A1b2');
    expect(githubDiagnostics([diagnostic], token)).not.toContain('A1b2');
    expect(JSON.stringify(sarifDiagnostics([diagnostic], token, '1.0.0'))).not.toContain('A1b2');
  });

  it.each([
    ['a secret key', '  argocd: { sso: { kind: github, clientId: Iv1.01234567, clientSecret: A1b2A1b2 } }\n'],
    ['a token for a list', `  kube-system: { readers: ${token} }\n`],
    ['a token as a key', `  ${token}: {}\n`],
    ['a token that is cut', `  kube-system: { readers: ${'x'.repeat(40)} ${token} }\n`],
    ['a key of an item', '  vault: { values: { env: [{ name: DB_PASSWORD, value: A1b2A1b2 }] } }\n'],
    ['a number', '  vault: { values: { password: 0xA1b2 } }\n  contour: { replicas: 0 }\n'],
    ['an alias', '  vault: { values: { password: *A1b2A1b2 } }\n'],
    ['a key in one line', '  vault: { values: { key: "-----BEGIN RSA PRIVATE KEY-----\\nA1b2A1b2" }, x: 1 }\n'],
  ])('%s', (_, components) => {
    expect(found(platform(components))).not.toContain('A1b2');
  });

  it.each([
    ['- name: DB_PASSWORD\n  value: A1b2\n', 2],
    ['- value: A1b2\n  name: DB_PASSWORD\n', 1],
    ['password:\n  value: A1b2\n', 2],
    ['password: |\n  one\n    A1b2\n', 3],
    ['password:\n  A1b2\n', 2],
    ['- --token\n- A1b2\n', 2],
    ['args: [--token, A1b2]\n', 1],
    ['args: ["--token", "A1b2"]\n', 1],
    ['password: "one\n  A1b2"\n', 2],
    ['x:\npassword:\n---\nA1b2\n', 4],
    [`x: |\n  ${'Zq7X'.repeat(16)}\n  A1b2A1b2==\n`, 3],
    ['name: example\n password:A1b2\n', 2],
  ])('of several lines: %j', (text, line) => {
    const frame = printed([problem({ position: { line, column: 1 } })], text);
    expect(frame).toContain('<redacted>');
    expect(frame).not.toContain('A1b2');
  });

  it('of which only a cluster shows that it is one: its line is not shown', () => {
    const position = { line: 1, column: 1 };
    const made = problem({ code: 'credential', clusters: ['one'], position });
    expect(printed([made, problem({ position })], 'phrase: A1b2\n')).not.toContain('A1b2');
    expect(printed([problem({ code: 'credential', position })], 'password: A1b2\n')).toContain('<redacted>');
  });

  it('but what only lies below such a key is', () => {
    const text = 'token:\n  enabled: maybe\ncredentials: {\n  origin: vault }\n';
    expect(printed([problem({ position: { line: 2, column: 3 } })], text)).toContain('  enabled: maybe');
    expect(printed([problem({ position: { line: 4, column: 3 } })], text)).toContain('  origin: vault');
  });
});

describe('the terminal', () => {
  it('is given no control character', () => {
    const hostile = 'a\u001b[2Jb\u202ec\u009bd\re\nf\u0007';
    const diagnostic = problem({
      message: hostile,
      hint: hostile,
      related: [{ message: hostile }],
      position: { line: 1, column: 1 },
    });
    const text = printed([diagnostic], hostile);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).toContain('  → a�[2Jb�c�d e f�\n');
  });

  it('is told of characters that nobody sees', () => {
    const position = { line: 2, column: 4 };
    const text = printed(
      [problem({ message: '`cont\u200bour`', position })],
      '\u00a0 a: «\u00a0b »\n  cont\u200bour: 1\n',
    );
    expect(text).toContain('`cont<U+200B>our`');
    expect(text).toContain('  1 | <U+00A0> a: «\u00a0b »\n  2 |   cont<U+200B>our: 1\n    |    ^\n');
  });

  it('shows the lines of a file from Windows as they are', () => {
    const text = printed([problem({ position: { line: 2, column: 1 } })], 'a: 1\r\nb: 2\r\n');
    expect(text).toBe('platform.yaml:2:1 error wrong-value\n  it is wrong\n  1 | a: 1\n  2 | b: 2\n    | ^\n');
  });
});

describe('a caret', () => {
  /** What stands over the caret of a one-line frame. */
  function pointedAt(text: string, column: number): string {
    const [line = '', caret = ''] = printed([problem({ position: { line: 1, column } })], text)
      .split('\n')
      .slice(2);
    return line.charAt(caret.indexOf('^'));
  }

  it.each([1, 2, 159, 160, 161, 162, 300, 1000])('stands under column %d of a long line', (column) => {
    const text = `${'.'.repeat(column - 1)}X${'.'.repeat(500)}`;
    expect(pointedAt(text, column)).toBe('X');
  });

  it('stands under the end of a long line', () => {
    expect(pointedAt(`${'.'.repeat(400)}X`, 401)).toBe('X');
  });

  it('stands under its value behind a credential', () => {
    const text = `{ password: ${'hunter2'.repeat(9)}, replicas: X }`;
    expect(pointedAt(text, text.indexOf('X') + 1)).toBe('X');
  });

  it('shows no more of a line than fits', () => {
    const lines = printed([problem({ position: { line: 1, column: 3000 } })], 'x'.repeat(9000)).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(180);
  });
});

describe('very many diagnostics', () => {
  const many = Array.from({ length: 250 }, (_, index) => problem({ message: `number ${index}.`, severity: 'warning' }));

  it('are not all printed', () => {
    const text = printed(many);
    expect(text).toContain('number 99.');
    expect(text).not.toContain('number 100.');
    expect(text).toMatch(/\n… and 150 more\n$/);
  });

  it('do not hide an error', () => {
    const text = printed([...many, problem({ message: 'the error' })]);
    expect(text).toContain('the error');
    expect(text).toMatch(/\n… and 151 more\n$/);
  });

  it('are all given to programs', () => {
    expect(jsonDiagnostics(many, { file: 'platform.yaml', text: '' })).toHaveLength(250);
  });
});

describe('a huge mistake', () => {
  it.each([
    ['a number', `  vault: { replicas: ${'9'.repeat(100_000)} }\n`],
    ['a host', `  vault: { host: ${'a.'.repeat(61_000)}- }\n`],
    ['a key', `  ${'a'.repeat(100_000)}: {}\n`],
    ['an alias', `  vault: *${'a'.repeat(100_000)}\n`],
  ])('%s is shortened', (_, components) => {
    const { diagnostics, text } = compile(platform(components));
    expect(diagnostics).not.toEqual([]);
    expect(textDiagnostics(diagnostics, { file: 'platform.yaml', text }).length).toBeLessThan(2000);
  });

  it('thousands of unknown options are found one by one', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `option${index}`);
    const { diagnostics } = compile(platform(`  contour: {}\n${names.map((name) => `${name}: 1\n`).join('')}`));
    expect(diagnostics.map(({ path }) => path)).toEqual(names.map((name) => [name]));
    expect(diagnostics.map(({ position }) => position?.line)).toEqual(names.map((_, index) => index + 8));
  });
});
