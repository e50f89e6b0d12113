import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '../generator/index.ts';
import { operators } from './mutations/corrupt.ts';
import { samples } from './mutations/sample.ts';
import { repository } from './support/cli.ts';

const COUNT = 1000;
const analysis = analyse(readFileSync(join(repository, 'platform.yaml')));
const { model, objects } = analysis;
if (model === undefined || objects === undefined) throw new Error('the shipped platform has errors');
const platform = { model, objects, cluster: 'production' };

describe('of single corruptions of the shipped platform', () => {
  const share = Math.ceil(COUNT / operators.length);
  const missed: string[] = [];
  const table = operators.map((operator) => {
    let noticed = 0;
    for (const { before, news } of samples(operator, share, platform)) {
      if (news.length > 0) noticed++;
      if (news.length > 0 !== operator.isBreaking)
        missed.push(`${operator.name}: ${before.kind} ${before.metadata.name} ${news[0] ?? ''}`);
    }
    return { operator, noticed };
  });
  console.log(
    table
      .map(
        ({ operator, noticed }) =>
          `${String(noticed).padStart(4)} of ${share}  ${operator.name}${operator.isBreaking ? '' : ' (harmless)'}`,
      )
      .join('\n'),
  );
  if (process.env['MISSED'] !== undefined) console.log([...new Set(missed)].map((each) => `@@ ${each}`).join('\n'));

  it('at least 95 % of those that break something are found', () => {
    const breaking = table.filter(({ operator }) => operator.isBreaking);
    const all = breaking.reduce((sum, { noticed }) => sum + noticed, 0);
    expect(all / (breaking.length * share)).toBeGreaterThanOrEqual(0.95);
  });

  it('none of those that break nothing is reported', () => {
    expect(
      missed.filter((each) => operators.some(({ name, isBreaking }) => !isBreaking && each.startsWith(name))),
    ).toEqual([]);
  });

  it('the platform itself is clean', () => {
    expect(analysis.diagnostics).toEqual([]);
  });
});
