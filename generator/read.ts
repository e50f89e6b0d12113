import { Composer, type CST, type Document, LineCounter, type Node, Parser } from 'yaml';
import type { Diagnostic } from './diagnostic.ts';
import { tooDeep } from './read/depth.ts';
import { type Locate, locator, type Written, writer } from './read/locate.ts';
import { syntaxProblems } from './read/syntax-problem.ts';
import { toValue } from './read/to-value.ts';
import { unreadable } from './read/unreadable.ts';

/** What a text file says, and where: plain JSON values, and a way back from a path to its line and column, and to its text. */
export interface Source {
  readonly text: string;
  readonly value: unknown;
  readonly locate: Locate;
  readonly written: Written;
}

/** Reads one YAML 1.2 document. Problems carry their position; with an error among them there is no source. */
export function read(bytes: Uint8Array | string): {
  text: string;
  source?: Source;
  diagnostics: readonly Diagnostic[];
} {
  const text = typeof bytes === 'string' ? bytes : decode(bytes);
  const refused = unreadable(bytes, text);
  if (text === undefined || refused !== undefined)
    return { text: '', diagnostics: refused === undefined ? [] : [refused] };
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tooDeep(tokens, lines);
  if (deep !== undefined) return { text, diagnostics: [deep] };
  const documents = [
    ...new Composer({ strict: true, uniqueKeys: false, version: '1.2' }).compose(tokens, true, text.length),
  ];
  return compose(text, tokens, documents, lines);
}

function compose(
  text: string,
  tokens: readonly CST.Token[],
  documents: readonly Document[],
  lines: LineCounter,
): ReturnType<typeof read> {
  const document = documents[0];
  const problems = syntaxProblems(documents, tokens, text, lines);
  if (document === undefined || problems.length > 0) return { text, diagnostics: problems };
  if (document.contents === null || isEmpty(document.contents)) return { text, diagnostics: [emptyFile] };
  const { value, diagnostics } = toValue(document, lines);
  if (diagnostics.length > 0) return { text, diagnostics };
  const source = { text, value, locate: locator(document, lines), written: writer(document) };
  return { text, source, diagnostics: [] };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isEmpty(node: Node): boolean {
  return 'value' in node && node.value === null && 'source' in node && node.source === '';
}

const emptyFile: Diagnostic = {
  code: 'empty-file',
  severity: 'error',
  message: 'the file is empty',
  hint: 'start with `version: 1`, `name:`, `domain:`, `git:` and `clusters:`; the README has an example',
  position: { line: 1, column: 1 },
};
