import { redacted } from '../credential.ts';
import type { Diagnostic, Position, Related } from '../diagnostic.ts';

interface Printing {
  /** The file as the user named it. */
  readonly file: string;
  /** The file's text, for code frames. */
  readonly text: string;
}

/** Diagnostics for people: each with its place, the line it is about, and what to do. Nothing that looks like a credential is shown. */
export function textDiagnostics(diagnostics: readonly Diagnostic[], printing: Printing): string {
  // the lines around a credential may be more of it
  const context = diagnostics.some(({ code }) => code === 'credential') ? 0 : 2;
  return diagnostics.map((each) => textDiagnostic(each, printing, context)).join('\n');
}

function textDiagnostic(diagnostic: Diagnostic, printing: Printing, context: number): string {
  const { code, severity, hint, position, related } = diagnostic;
  const file = diagnostic.file ?? printing.file;
  const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
  const lines = [
    `${place} ${severity} ${code}`,
    `  ${redacted(sentence(diagnostic))}`,
    ...(position === undefined || diagnostic.file !== undefined ? [] : frame(position, printing.text, context)),
    ...(hint === undefined ? [] : [`  → ${hint}`]),
    ...(related ?? []).map((each) => `  ${relatedPlace(each, file)} ${each.message}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** `vault on production, staging: …` */
function sentence({ component, clusters, message }: Diagnostic): string {
  const where =
    clusters === undefined ? '' : `on ${clusters.length > 4 ? `${clusters.length} clusters` : clusters.join(', ')}`;
  const subject = [component, where].filter(Boolean).join(' ');
  return subject === '' ? message : `${subject}: ${message}`;
}

function relatedPlace({ position }: Related, file: string): string {
  return position === undefined ? file : `${file}:${position.line}:${position.column}`;
}

/** The line of a position with a few before it, and a caret. */
function frame({ line, column }: Position, text: string, context: number): readonly string[] {
  const all = text.split('\n');
  const first = Math.max(1, line - context);
  const width = String(line).length;
  const shown = all
    .slice(first - 1, line)
    .map((each, index) => `  ${String(first + index).padStart(width)} | ${shortened(redacted(each))}`);
  if ((all[line - 1] ?? '') === '') return [];
  // a tab is as wide as the terminal makes it, so the caret repeats it
  const lead = (all[line - 1] ?? '').slice(0, column - 1).replace(/[^\t]/g, ' ');
  return [...shown, `  ${' '.repeat(width)} | ${lead.slice(0, 160)}^`];
}

function shortened(line: string): string {
  // control characters of a hostile file must not reach the terminal
  const printable = line.replace(/[^\P{Cc}\t]/gu, '�');
  return printable.length > 160 ? `${printable.slice(0, 159)}…` : printable;
}

/** Diagnostics for programs, as plain data. */
export function jsonDiagnostics(diagnostics: readonly Diagnostic[], { file }: Printing): readonly object[] {
  return diagnostics.map(({ message, ...each }) => ({ file, ...each, message: redacted(message) }));
}

/** `2 errors, 1 warning` */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const parts = [[errors, 'error'] as const, [warnings, 'warning'] as const].filter(([count]) => count > 0);
  return parts.map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`).join(', ');
}
