import { type Code, codes } from '../../codes.ts';
import { redacted } from '../../credential.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import { sentence } from './print-diagnostics.ts';

/** Diagnostics as commands to a GitHub workflow, which shows them beside the lines of a pull request; a line each. */
export function githubDiagnostics(diagnostics: readonly Diagnostic[], file: string): string {
  return diagnostics
    .map((each) => {
      const { severity, code, position, hint } = each;
      const place = position === undefined ? '' : `,line=${position.line},col=${position.column}`;
      const text = [sentence(each), ...(hint === undefined ? [] : [`→ ${hint}`])].join('\n');
      return `::${severity} file=${property(redacted(each.file ?? file))}${place},title=${code}::${escaped(redacted(text))}\n`;
    })
    .join('');
}

/** What a workflow command takes for the end of it. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Diagnostics in the format of static analysis, which code hosts read. Upstream: SARIF 2.1.0. */
export function sarifDiagnostics(diagnostics: readonly Diagnostic[], file: string, version: string): object {
  const used = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'plinth', version, rules: used.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((each) => result(each, file, used)),
      },
    ],
  };
}

function rule(id: Code): object {
  return { id, shortDescription: { text: codes[id] } };
}

function result(diagnostic: Diagnostic, platform: string, used: readonly Code[]): object {
  const { code, severity, hint, position, file = platform } = diagnostic;
  const text = redacted([sentence(diagnostic), ...(hint === undefined ? [] : [hint])].join('\n'));
  const region = position === undefined ? {} : { region: { startLine: position.line, startColumn: position.column } };
  const physicalLocation = { artifactLocation: { uri: encodeURI(redacted(file)) }, ...region };
  return {
    ruleId: code,
    ruleIndex: used.indexOf(code),
    level: severity,
    message: { text },
    locations: [{ physicalLocation }],
  };
}
