import { redacted } from '../../credential.ts';
import type { Refused } from '../../init/from/proposal.ts';
import type { ClusterProof } from '../../init/from/prove.ts';
import type { Recognised, Share } from '../../init/from/recognised.ts';
import type { NotExpressed } from '../../init/from/source-folder.ts';
import { printableLine } from './printable.ts';

/** What `plinth init --from` did and could not do. */
export interface ProposalReport {
  readonly folder: string;
  readonly from: string;
  /** The way from one to the other. */
  readonly way: string;
  readonly files: number;
  readonly recognised: Recognised;
  readonly clusters: readonly ClusterProof[];
  /** The folders that each cluster gets, from the folder that is read. */
  readonly folders: ReadonlyMap<string, readonly string[]>;
  readonly charts: number;
  readonly refused: readonly Refused[];
  readonly stated: readonly string[];
  readonly notExpressed: readonly NotExpressed[];
  readonly warnings: number;
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

/** Lines of what is not expressed that people get; the data has all. */
const LIMIT = 200;

/** The report for people, or as data; no value of the folder stands in it, and nothing that looks like a credential. */
export function printProposal(report: ProposalReport, format: 'text' | 'json'): string {
  if (format === 'json') return `${JSON.stringify(asJson(report), null, 2)}\n`;
  const { written, kept, refused, stated, notExpressed, from } = report;
  return [
    ...written.map((path) => `wrote ${path}`),
    ...kept.map((path) => `kept  ${path}`),
    '',
    `Recognised in ${from}:`,
    ...shares(report),
    ...titled(
      'Left out of platform.yaml, and kept there as comments:',
      refused.map(({ path, why }) => `${path.join('.')}: ${why}`),
    ),
    ...titled('Not written anywhere, so taken as `plinth init` does:', stated),
    ...titled('Not expressed:', limited(grouped(notExpressed))),
    '',
    'Then:',
    ...next(report),
  ]
    .map((line) => `${printableLine(redacted(line))}\n`)
    .join('');
}

function shares({ recognised, clusters, charts, warnings }: ProposalReport): readonly string[] {
  const share = (what: string, { recognised: some, all }: Share) => `  ${what.padEnd(12)} ${some} of ${all}`;
  return [
    share('Applications', recognised.applications),
    ...(recognised.others.length === 0 ? [] : [`               not: ${recognised.others.join(', ')}`]),
    share('charts', recognised.charts),
    ...clusters.map(
      ({ cluster, same, all, changed, missing, ours }) =>
        `  ${'objects'.padEnd(12)} ${same} of ${all} equal on ${cluster}; ${changed} changed, ${missing} missing, ${ours} only ours`,
    ),
    ...(charts === 0 ? [] : ['  What charts bring is compared once they are locked.']),
    ...(warnings === 0
      ? []
      : [`  ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}: \`plinth validate\` says which.`]),
  ];
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

/** What has the same reason in the same file is one line. */
function grouped(all: readonly NotExpressed[]): readonly string[] {
  const groups = new Map<string, { readonly file: string; readonly why: string; readonly whats: string[] }>();
  for (const { file, what, why } of all) {
    const [subject = '', ...rest] = what.split(': ');
    const key = JSON.stringify([file, why, rest.length === 0 ? '' : subject]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { file, why, whats: [what] });
    else known.whats.push(rest.length === 0 ? what : rest.join(': '));
  }
  return [...groups.values()].map(({ file, why, whats }) => `${file === '' ? '.' : file}: ${whats.join(', ')}: ${why}`);
}

function limited(lines: readonly string[]): readonly string[] {
  const left = lines.length - LIMIT;
  return left <= 0 ? lines : [...lines.slice(0, LIMIT), `… and ${left} more; \`--format json\` has all`];
}

/** Commands for every cluster are as many lines; the second is as the first. */
const SHOWN = 3;

function next({ folder, way, clusters, folders }: ProposalReport): readonly string[] {
  const enter = folder === '.' ? [] : [`cd ${folder}`];
  const compare = clusters.slice(0, SHOWN).map(({ cluster }) => {
    const all = (folders.get(cluster) ?? []).map((each) => (each === '' ? way : `${way}/${each}`));
    return `npx plinth diff --against ${(all.length === 0 ? [way] : all).join(' ')} --cluster ${cluster}`;
  });
  return [...enter, 'npm install', 'npx plinth lock', ...compare, 'npm start'].map((line) => `  ${line}`);
}

/** The same, once, in the order of files. */
export function unique(all: readonly NotExpressed[]): readonly NotExpressed[] {
  const known = new Map(all.map((each) => [JSON.stringify([each.file, each.what, each.why]), each]));
  return [...known.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

function asJson({
  folder: _,
  way: ___,
  from,
  refused,
  notExpressed,
  folders: ____,
  charts: __,
  ...rest
}: ProposalReport): object {
  const safe = (text: string) => redacted(text);
  return {
    from,
    ...rest,
    refused: refused.map(({ path, why }) => ({ path: path.join('.'), why: safe(why) })),
    notExpressed: notExpressed.map(({ file, what, why }) => ({ file, what: safe(what), why: safe(why) })),
  };
}
