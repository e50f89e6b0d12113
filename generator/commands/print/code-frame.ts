import { isKeyBody, redacted } from '../../credential.ts';
import type { Position } from '../../diagnostic.ts';
import { SEALED } from '../../sealed.ts';
import { isSecretKey } from '../../secret-key.ts';
import { printable } from './printable.ts';

/** Shows a place in a text: its line with a few before it, and a caret. Nothing where the line is empty. */
export type Frame = (position: Position) => readonly string[];

/** Characters of a line that are shown. */
const WIDTH = 160;

/** Lines of a value after its key; no key or certificate is longer. */
const FAR = 1000;

/**
 * Frames of one text, which is split once, with `context` lines before the one in question; credentials are replaced. Of the lines in `secret`
 * something is one: where that cannot be told from the line, there is no frame.
 */
export function framesOf(text: string, context: number, secret: ReadonlySet<number> = new Set()): Frame {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const known = new Map<number, string>();
  const safe = (index: number): string => {
    const line = known.get(index) ?? safeLine(lines, index);
    known.set(index, line);
    return line;
  };
  return ({ line, column }) => {
    const written = lines[line - 1] ?? '';
    if (written === '') return [];
    const shown = safe(line - 1);
    if (secret.has(line) && shown === written) return [];
    const lead = leadOf(written.slice(0, column - 1), shown, written);
    const start = lead.length < WIDTH - 1 ? 0 : lead.length - WIDTH / 2;
    const width = String(line).length;
    const first = Math.max(1, line - context);
    const body = Array.from({ length: line - first + 1 }, (_, index) => first + index).map(
      (number) => `  ${String(number).padStart(width)} | ${windowOf(safe(number - 1), start)}`,
    );
    // a tab is as wide as the terminal makes it, so the caret repeats it
    const caret = windowOf(lead, start).replace(/[^\t]/g, ' ');
    return [...body, `  ${' '.repeat(width)} | ${caret}^`];
  };
}

/** What stands before the column in the line as it is shown. */
function leadOf(before: string, shown: string, written: string): string {
  if (shown === written) return before;
  const lead = redacted(before);
  return shown.startsWith(lead) ? lead : shown.slice(0, before.length);
}

function windowOf(line: string, start: number): string {
  const head = start > 0 && line.length > 0 ? '…' : '';
  const rest = line.slice(start === 0 ? 0 : start + 1);
  const cut = rest.length + head.length > WIDTH ? `${rest.slice(0, WIDTH - 1 - head.length)}…` : rest;
  return printable(`${head}${cut}`.toWellFormed());
}

function safeLine(lines: readonly string[], index: number): string {
  const line = lines[index] ?? '';
  return isInsideSecret(lines, index)
    ? line.replace(/^(\s*(?:- )?(?:["']?value["']?\s*:\s+)?)\S.*/, '$1<redacted>')
    : redacted(line);
}

/** Whether a line goes on with the value of a secret key above it, or stands among sealed values, or is the value beside a secret name or below `- --token`. */
function isInsideSecret(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (isBodyEnd(line) && isKeyBody(lines[index - 1] ?? '')) return true;
  if (goesOnWithSecret(lines, index)) return true;
  const isValue = /^\s*(?:- )?["']?value["']?\s*:\s/.test(line);
  if (isValue && [lines[index - 1], lines[index + 1]].some(namesSecret)) return true;
  if (/^\s*- [^-]/.test(line) && isSecretKey(/^\s*- ["']?--([\w-]+)["']?\s*$/.exec(lines[index - 1] ?? '')?.[1] ?? ''))
    return true;
  let indent = indentOf(line);
  for (let above = index - 1; above >= Math.max(0, index - FAR) && indent > 0; above--) {
    const each = lines[above] ?? '';
    if (each.trim() === '' || indentOf(each) >= indent) continue;
    indent = indentOf(each);
    const [, key = '', rest = ''] = /^[\s-]*["']?([\w.-]+)["']?\s*:\s*(.*)$/.exec(each) ?? [];
    if (key === SEALED || (isSecretKey(key) && (isValue || isTextStart(rest, line)))) return true;
  }
  return false;
}

/** Whether a line can be the last one of a key in PEM form. */
function isBodyEnd(line: string): boolean {
  return /^\s*[A-Za-z0-9+/=]+\s*$/.test(line);
}

/** Whether a line without a key of its own comes after a secret key without a value, at whatever indent. */
function goesOnWithSecret(lines: readonly string[], index: number): boolean {
  if (/^\s*(?:- |["']?[\w.-]+["']?\s*:(?:\s|$)|#|---|$)/.test(lines[index] ?? '')) return false;
  const above = lines.slice(Math.max(0, index - FAR), index).findLast((each) => !/^\s*(?:---.*|#.*)?$/.test(each));
  return isSecretKey(/^[\s-]*["']?([\w.-]+)["']?\s*:\s*$/.exec(above ?? '')?.[1] ?? '');
}

function namesSecret(line: string | undefined): boolean {
  const [, name = ''] = /^\s*(?:- )?["']?name["']?\s*:\s+["']?([\w.-]+)/.exec(line ?? '') ?? [];
  return isSecretKey(name);
}

/** Whether what follows a key begins a text of several lines, rather than a map or a list. */
function isTextStart(rest: string, line: string): boolean {
  if (rest === '' || rest.startsWith('#')) return !/^\s*(?:- |["']?[\w.-]+["']?\s*:(?:\s|$))/.test(line);
  return !/^(?:[{[&*]|\$|\{\{)/.test(rest);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
