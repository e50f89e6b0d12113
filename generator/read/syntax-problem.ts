import type { LineCounter, YAMLError } from 'yaml';
import type { Code } from '../codes.ts';
import type { Diagnostic } from '../diagnostic.ts';

const named: Readonly<Record<string, { code: Code; message: string; hint: string }>> = {
  DUPLICATE_KEY: {
    code: 'duplicate-key',
    message: 'this key stands twice in the same map',
    hint: 'keep one of the two',
  },
  TAB_AS_INDENT: { code: 'yaml-tab', message: 'a tab is used for indentation', hint: 'indent with two spaces' },
  TAG_RESOLVE_FAILED: { code: 'yaml-tag', message: 'platform.yaml has no use for tags', hint: 'remove the `!…` tag' },
  NON_STRING_KEY: { code: 'yaml-key', message: 'a key must be a plain string', hint: 'quote it' },
};

/** A problem of the YAML parser in Plinth's words. */
export function syntaxProblem(error: YAMLError, lines: LineCounter): Diagnostic {
  const { line, col } = lines.linePos(error.pos[0]);
  const known = named[error.code];
  return {
    code: known?.code ?? 'yaml-syntax',
    severity: 'error',
    message: known?.message ?? `not valid YAML: ${firstSentence(error.message)}`,
    ...(known === undefined ? {} : { hint: known.hint }),
    position: { line, column: col },
  };
}

function firstSentence(message: string): string {
  const text = message.split('\n')[0] ?? message;
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`.replace(/ at line \d+, column \d+:?$/, '');
}
