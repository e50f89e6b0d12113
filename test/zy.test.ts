import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { analyse } from '../generator/index.ts';
import { registry } from '../generator/generated/registry.ts';
import { checks } from '../generator/generated/checks.ts';
it('x', () => {
  const { model, objects } = analyse(readFileSync('platform.yaml'));
  const one = { ...model!, clusters: model!.clusters.filter(({ facts }) => facts.name === 'production') };
  for (let round = 0; round < 3; round++) for (const check of checks) {
    const t = process.cpuUsage();
    for (let i = 0; i < 10; i++) [...check.run({ model: one, objects: objects!, registry })];
    const u = process.cpuUsage(t);
    if (round === 2 && u.user > 3000) console.log('@@', check.summary.slice(0, 60), (u.user / 10000).toFixed(2), 'ms');
  }
}, 300_000);
