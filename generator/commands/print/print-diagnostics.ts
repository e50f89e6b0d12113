import { redacted } from '../../credential.ts';
import type { Diagnostic, Related } from '../../diagnostic.ts';
import { type Frame, framesOf } from './code-frame.ts';
import { type Paint, painter } from './colours.ts';
import { printableLine } from './printable.ts';

interface Printing {
  /** The file as the user named it. */
  readonly file: string;
  /** The file's text, for code frames. */
  readonly text: string;
  /** Whether a terminal shows it. */
  readonly isColoured?: boolean;
}

/** Diagnostics that are printed for people; nobody reads more of them. */
const LIMIT = 100;

/** Diagnostics for people: each with its place, the line it is about, and what to do; the first hundred, errors before warnings. Nothing that looks like a credential is shown. */
export function textDiagnostics(diagnostics: readonly Diagnostic[], { file, text, isColoured }: Printing): string {
  const credentials = diagnostics.filter(({ code }) => code === 'credential');
  // the lines around a credential may be more of it
  const context = credentials.length > 0 ? 0 : 2;
  // one that only showed on a cluster is made of something in the line, whatever it looks like there
  const made = credentials.filter(({ clusters }) => clusters !== undefined);
  const frame = framesOf(text, context, new Set(made.flatMap(({ position }) => position?.line ?? [])));
  const printed = chosen(diagnostics).map((each) => textDiagnostic(each, file, frame, painter(isColoured === true)));
  const left = diagnostics.length - printed.length;
  return [...printed, ...(left === 0 ? [] : [`… and ${left} more\n`])].join('\n');
}

/** The first of them in the order of the file; where there are too many, errors go before warnings. */
function chosen(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= LIMIT) return diagnostics;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').slice(0, LIMIT);
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').slice(0, LIMIT - errors.length);
  const wanted = new Set([...errors, ...warnings]);
  return diagnostics.filter((each) => wanted.has(each));
}

function textDiagnostic(diagnostic: Diagnostic, platform: string, frame: Frame, paint: Paint): string {
  const { code, severity, hint, position, related } = diagnostic;
  const file = diagnostic.file ?? platform;
  const lines = [
    `${paint('bold', shown(placeOf(diagnostic, file)))} ${paint(severity === 'error' ? 'red' : 'yellow', severity)} ${code}`,
    `  ${shown(sentence(diagnostic))}`,
    ...(position === undefined || diagnostic.file !== undefined ? [] : frame(position)),
    ...(hint === undefined ? [] : [paint('cyan', `  → ${shown(hint)}`)]),
    ...(related ?? []).map((each) => `  ${shown(placeOf(each, file))} ${shown(each.message)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function shown(text: string): string {
  return printableLine(redacted(text));
}

/** `vault on production, staging: …` */
export function sentence({ component, clusters, message }: Diagnostic): string {
  const where =
    clusters === undefined ? '' : `on ${clusters.length > 4 ? `${clusters.length} clusters` : clusters.join(', ')}`;
  const subject = [component, where].filter(Boolean).join(' ');
  return subject === '' ? message : `${subject}: ${message}`;
}

function placeOf({ position }: Diagnostic | Related, file: string): string {
  return position === undefined ? file : `${file}:${position.line}:${position.column}`;
}

/** Diagnostics for programs, as plain data; nothing that looks like a credential is in them either. */
export function jsonDiagnostics(diagnostics: readonly Diagnostic[], { file }: Printing): readonly object[] {
  return diagnostics.map(({ message, ...each }) => redactedWithin({ file, ...each, message }) as object);
}

function redactedWithin(value: unknown): unknown {
  if (typeof value === 'string') return redacted(value);
  if (Array.isArray(value)) return value.map(redactedWithin);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, redactedWithin(each)]));
}

/** `2 errors, 1 warning` */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const parts = [[errors, 'error'] as const, [warnings, 'warning'] as const].filter(([count]) => count > 0);
  return parts.map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`).join(', ');
}
