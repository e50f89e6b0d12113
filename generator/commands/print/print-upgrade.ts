import { redacted } from '../../credential.ts';
import { isPreRelease, versionOrder } from '../../lock/version-order.ts';
import { groups, type Note, type UpgradeReport } from '../../upgrade/report.ts';
import { markdownChanges } from './markdown-diff.ts';
import { clusterNames, textDiff } from './print-diff.ts';
import { printableLine } from './printable.ts';

/** What there is of a chart, the newest first. */
export interface Versions {
  readonly user: string;
  readonly chart: string;
  readonly version: string;
  readonly clusters: readonly string[];
  readonly versions: readonly string[];
  readonly deprecated: readonly string[];
  /** Whether upstream said so; else these are the ones in the cache, and `reason` says why. */
  readonly isOffered: boolean;
  readonly reason?: string;
}

/** The versions of each chart, a line each; all of them where there is only one chart. */
export function versionsText(all: readonly Versions[], isOne: boolean, isMarkdown: boolean): string {
  const bullet = isMarkdown ? '- ' : '';
  return all.map((each) => `${bullet}${shown(lineOf(each, isOne ? Number.POSITIVE_INFINITY : 3))}\n`).join('');
}

function lineOf(each: Versions, most: number): string {
  const { user, chart, version, versions, isOffered, reason, deprecated } = each;
  const newer = versions.filter(
    (other) => versionOrder(other, version) > 0 && (isPreRelease(version) || !isPreRelease(other)),
  );
  const some = newer.slice(0, most).join(', ');
  const more = newer.length > most ? ` and ${newer.length - most} more` : '';
  const place = `${user}: chart ${chart} ${version} on ${clusterNames(each.clusters)}`;
  if (!isOffered)
    return `${place}; at hand without the network: ${versions.join(', ') || 'none'} (upstream was not reached: ${reason})`;
  const gone = versions.includes(version) ? '' : '; upstream no longer offers this version';
  const old =
    deprecated.includes(version) || deprecated.includes(versions[0] ?? '') ? '; its maintainers have given it up' : '';
  return `${place}${newer.length === 0 ? ' is the newest' : `; newer: ${some}${more}`}${gone}${old}`;
}

function shown(line: string): string {
  return printableLine(redacted(line));
}

const signs = { added: '+', changed: '~', removed: '-', renamed: '>', required: '!' } as const;

/** A report for a terminal: what has to be known first, then values, kinds, permissions, images, then every object. */
export function textUpgrade(report: UpgradeReport, remarks: readonly string[]): string {
  const sections = sectionsOf(report).map(
    ([title, notes]) => `\n${title}\n${notes.map((each) => `  ${shown(noteLine(each))}\n`).join('')}`,
  );
  const objects =
    report.changes.length === 0
      ? ''
      : `\nObjects\n${textDiff({ changes: report.changes, risk: 'harmless', atOnce: [] })}`;
  const end = remarks.length === 0 ? '' : `\n${remarks.map((each) => `note: ${shown(each)}\n`).join('')}`;
  return `${head(report)}\n${sections.join('')}${objects}${end}`;
}

/** The same for a comment of a pull request. */
export function markdownUpgrade(report: UpgradeReport, remarks: readonly string[]): string {
  const sections = sectionsOf(report).map(
    ([title, notes]) =>
      `\n#### ${title}\n\n\`\`\`\n${notes.map((each) => `${shown(noteLine(each)).replaceAll('```', "'''")}\n`).join('')}\`\`\`\n`,
  );
  const objects = report.changes.length === 0 ? '' : `\n#### Objects\n\n${markdownChanges(report.changes)}`;
  const end = remarks.map((each) => `\n> ${shown(each)}\n`).join('');
  return `### ${head(report)}\n${sections.join('')}${objects}${end}`;
}

function head({ user, chart, from, to, clusters, notes, changes }: UpgradeReport): string {
  if (clusters.length === 0) return `${user} is at ${to} already: nothing changes`;
  const what = `${user}: chart ${chart} ${from.join(', ')} → ${to} on ${clusterNames(clusters)}`;
  return notes.length + changes.length === 0 ? `${what} changes nothing` : what;
}

function sectionsOf({ notes }: UpgradeReport): readonly (readonly [string, readonly Note[]])[] {
  return Object.entries(groups).flatMap(([group, title]) => {
    const own = notes.filter((each) => each.group === group);
    return own.length === 0 ? [] : [[title, own] as const];
  });
}

function noteLine({ what, subject, note, isError }: Note): string {
  return `${signs[what]} ${isError === true ? 'error: ' : ''}${subject}${note === undefined ? '' : `: ${note}`}`;
}
