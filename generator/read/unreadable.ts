import type { Diagnostic, Position } from '../diagnostic.ts';

/** Bytes; a hundred clusters take 300 KB. */
const LIMIT = 5_000_000;

/** Why the bytes cannot be a platform at all (`text` is undefined where they are not UTF-8), or undefined. */
export function unreadable(bytes: Uint8Array | string, text: string | undefined): Diagnostic | undefined {
  if (bytes.length > LIMIT) {
    return problem(
      'too-large',
      `the file has ${bytes.length} bytes; a platform has at most ${LIMIT}`,
      'is this the right file?',
    );
  }
  if (text === undefined) {
    return problem(
      'not-text',
      'the file is not UTF-8 text',
      'save it as UTF-8',
      positionOfInvalid(bytes as Uint8Array),
    );
  }
  const nul = text.indexOf('\0');
  if (nul < 0) return undefined;
  return problem(
    'not-text',
    'the file holds a NUL byte: it is not a text file',
    'is this the right file?',
    positionAt(text, nul),
  );
}

function problem(code: 'too-large' | 'not-text', message: string, hint: string, position?: Position): Diagnostic {
  return { code, severity: 'error', message, hint, position: position ?? { line: 1, column: 1 } };
}

function positionOfInvalid(bytes: Uint8Array): Position {
  const lenient = new TextDecoder('utf-8').decode(bytes);
  return positionAt(lenient, Math.max(0, lenient.indexOf('\uFFFD')));
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
