import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkAll } from '../generator/check-all.ts';
import { registry } from '../generator/generated/registry.ts';
import { analyse } from '../generator/index.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import type { Objects } from '../generator/objects.ts';
import { operators, type Random, seeded } from './mutations/corrupt.ts';
import { repository } from './support/cli.ts';

const CLUSTER = 'production';
const COUNT = 1000;
const analysis = analyse(readFileSync(join(repository, 'platform.yaml')));
const { model, objects } = analysis;
if (model === undefined || objects === undefined) throw new Error('the shipped platform has errors');
const there = { ...model, clusters: model.clusters.filter(({ facts }) => facts.name === CLUSTER) };

interface Chosen {
  readonly stage: number;
  readonly index: number;
  readonly object: KubernetesObject;
}

const candidates: readonly Chosen[] = objects.stages.flatMap(({ clusters }, stage) =>
  (clusters.get(CLUSTER)?.objects ?? []).map((object, index) => ({ stage, index, object })),
);

function withObject({ stage, index }: Chosen, object: KubernetesObject, of: Objects): Objects {
  const stages = of.stages.map((each, at) => {
    const content = each.clusters.get(CLUSTER);
    if (at !== stage || content === undefined) return each;
    const own = content.objects.map((before, place) => (place === index ? object : before));
    return { ...each, clusters: new Map([...each.clusters, [CLUSTER, { ...content, objects: own }]]) };
  });
  return { ...of, stages };
}

/** What the checks say of the cluster, without where. */
function found(of: Objects): readonly string[] {
  return checkAll({ model: there, objects: of, registry }).map(({ code, message }) => `${code}: ${message}`);
}

function corrupted(operator: (typeof operators)[number], random: Random): { chosen: Chosen; object: KubernetesObject } {
  for (let attempt = 0; attempt < 5000; attempt++) {
    const chosen = candidates[random(candidates.length)] as Chosen;
    const object = operator.corrupt(chosen.object, random);
    if (object !== undefined) return { chosen, object };
  }
  throw new Error(`nothing to corrupt: ${operator.name}`);
}

describe('of single corruptions of the shipped platform', () => {
  const before = new Set(found(objects));
  const share = Math.ceil(COUNT / operators.length);
  const missed: string[] = [];
  const table = operators.map((operator) => {
    const random = seeded(operator.name.length * 7919);
    let noticed = 0;
    for (let index = 0; index < share; index++) {
      const { chosen, object } = corrupted(operator, random);
      const news = found(withObject(chosen, object, objects)).filter((each) => !before.has(each));
      if (news.length > 0) noticed++;
      if (news.length > 0 !== operator.isBreaking)
        missed.push(
          `${operator.name}: ${chosen.object.kind} ${chosen.object.metadata.name} ${JSON.stringify(object).slice(0, 0)}${news[0] ?? ''}`,
        );
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
