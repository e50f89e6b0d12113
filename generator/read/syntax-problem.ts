import type { CST, Document, LineCounter, YAMLError } from 'yaml';
import type { Code } from '../codes.ts';
import { redacted } from '../credential.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { unclosedBefore } from './unclosed.ts';

const named: Readonly<Record<string, { code: Code; message: string; hint: string }>> = {
  TAB_AS_INDENT: { code: 'yaml-tab', message: 'a tab is used for indentation', hint: 'indent with two spaces' },
  TAG_RESOLVE_FAILED: { code: 'yaml-tag', message: 'platform.yaml has no use for tags', hint: 'remove the `!…` tag' },
  NON_STRING_KEY: { code: 'yaml-key', message: 'a key must be a plain string', hint: 'quote it' },
};

/** What to do about an error of the parser, by its code. */
const hints: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'an alias takes no anchor and no tag: write `*name` alone',
  BAD_ALIAS: 'a value that begins with `*` or `&` needs quotes',
  BAD_COLLECTION_TYPE: 'remove the tag',
  BAD_DIRECTIVE: 'remove the line that begins with `%`; no directive is needed',
  BAD_DQ_ESCAPE: 'write a backslash twice, or use single quotes',
  BAD_INDENT: 'indent the keys of one map by the same number of spaces, and more than the key above them',
  BAD_PROP_ORDER: 'write the anchor directly before its value',
  BAD_SCALAR_START: 'a value that begins with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'quote a value that has `: ` in it; a map begins on the next line, indented, or in `{ }`',
  BLOCK_IN_FLOW: 'inside of `{ }` and `[ ]`, write maps as `{ }`, lists as `[ ]` and texts in quotes',
  KEY_OVER_1024_CHARS: 'shorten the key; was a `: ` forgotten?',
  MISSING_CHAR: 'a `:`, a `,` or a space is missing here; a value with such characters in it needs quotes',
  MULTILINE_IMPLICIT_KEY: 'write the key on one line, with `: ` and its value after it',
  MULTIPLE_ANCHORS: 'keep one anchor',
  MULTIPLE_TAGS: 'remove the tags',
  UNEXPECTED_TOKEN:
    'quote a value that has special characters in it; otherwise look at the indentation and the brackets before',
};

interface Found {
  readonly offset: number;
  /** Whether what follows may be wrong only because of it. */
  readonly cascades: boolean;
  readonly diagnostic: Diagnostic;
}

/**
 * The problems of composed documents in Plinth's words and the order of the file. The parser goes on after a syntax error, but
 * what it then finds are consequences: the first is the last that is reported.
 */
export function syntaxProblems(
  documents: readonly Document[],
  tokens: readonly CST.Token[],
  text: string,
  lines: LineCounter,
): readonly Diagnostic[] {
  const found = [
    ...documents.flatMap((each) => [...each.errors, ...each.warnings]).map((each) => problemOf(each, text, lines)),
    ...documents.flatMap(({ contents }) => duplicateKeys(contents)).map((offset) => duplicate(offset, lines)),
    ...documents.slice(1, 2).map((each) => severalDocuments(each.range?.[0] ?? 0, lines)),
  ].sort((a, b) => a.offset - b.offset || Number(isUnnamed(a)) - Number(isUnnamed(b)));
  const first = found.find(({ cascades }) => cascades);
  if (first === undefined) return found.map(({ diagnostic }) => diagnostic);
  const opening = isUnnamed(first) ? unclosedBefore(first.offset, tokens, lines) : undefined;
  const culprit = opening ?? first;
  const before = found.filter(({ offset, cascades }) => offset < culprit.offset && !cascades);
  return [...before, culprit].map(({ diagnostic }) => diagnostic);
}

function isUnnamed({ diagnostic }: Found): boolean {
  return diagnostic.code === 'yaml-syntax';
}

function problemOf(error: YAMLError, text: string, lines: LineCounter): Found {
  const offset = error.pos[0];
  const known = named[error.code];
  const cascades = known === undefined || error.code === 'TAB_AS_INDENT';
  return { offset, cascades, diagnostic: { ...(known ?? unnamed(error, text)), ...at(offset, lines) } };
}

function unnamed({ code, message, pos }: YAMLError, text: string): { code: Code; message: string; hint?: string } {
  if (isConflict(text, pos[0]))
    return {
      code: 'yaml-syntax',
      message: 'not valid YAML: a merge conflict is left here',
      hint: 'keep what is right of both sides, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`',
    };
  const hint = hints[code];
  const problem = { code: 'yaml-syntax' as const, message: `not valid YAML: ${firstSentence(message)}` };
  return hint === undefined ? problem : { ...problem, hint };
}

function isConflict(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^(?:<{7}|={7}|>{7}|\|{7})(?:[ \r\n]|$)/.test(text.slice(start, start + 9));
}

function duplicate(offset: number, lines: LineCounter): Found {
  const message = 'this key stands twice in the same map';
  const problem = { code: 'duplicate-key' as const, message, hint: 'keep one of the two' };
  return { offset, cascades: false, diagnostic: { ...problem, ...at(offset, lines) } };
}

function severalDocuments(offset: number, lines: LineCounter): Found {
  const message = 'a second YAML document begins here; a platform is one document';
  const problem = { code: 'several-documents' as const, message, hint: 'remove the `---` line' };
  return { offset, cascades: false, diagnostic: { ...problem, ...at(offset, lines) } };
}

function at(offset: number, lines: LineCounter): Pick<Diagnostic, 'severity' | 'position'> & { severity: 'error' } {
  const { line, col } = lines.linePos(offset);
  return { severity: 'error', position: { line, column: col } };
}

function firstSentence(message: string): string {
  const text = redacted(message.split('\n')[0] ?? message)
    .slice(0, 200)
    .toWellFormed();
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`.replace(/ at line \d+, column \d+:?$/, '');
}
