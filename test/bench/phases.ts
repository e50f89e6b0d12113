import { readFileSync } from 'node:fs';
import { build } from '../../generator/build.ts';
import { checkAll } from '../../generator/check-all.ts';
import { validObjects } from '../../generator/checks/valid-objects.ts';
import { registry } from '../../generator/generated/registry.ts';
import type { Model } from '../../generator/model.ts';
import type { Objects } from '../../generator/objects.ts';
import { placedObjects } from '../../generator/placed-objects.ts';
import { read } from '../../generator/read.ts';
import { render } from '../../generator/render.ts';
import { resolve } from '../../generator/resolve.ts';
import { validate } from '../../generator/validate.ts';
import { write } from '../../generator/write.ts';

/**
 * Prints the CPU milliseconds of each pass in a fresh process, as JSON; `start` is Node and the loading of Plinth, `rate` the objects that
 * are checked against their schemas in a second, once the first have been.
 */
const [file = 'platform.yaml', root = '.'] = process.argv.slice(2);
const costs: { [phase: string]: number } = { start: milliseconds(process.cpuUsage()) };

function timed<T>(phase: string, work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  costs[phase] = milliseconds(process.cpuUsage(before));
  return result;
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error(`${file} has errors`);
  return value;
}

function ratePer(model: Model, objects: Objects): number {
  const applied = [...objects.clusters.values()].flatMap((each) => Object.values(each).flat());
  const placed = model.clusters.flatMap(({ facts }) => placedObjects(objects, facts.name));
  const before = process.cpuUsage();
  if ([...validObjects.run({ model, objects, registry })].length > 0) throw new Error(`${file} has errors`);
  return (applied.length + placed.length) / (milliseconds(process.cpuUsage(before)) / 1000);
}

const source = need(timed('read', () => read(readFileSync(file)).source));
const valid = need(timed('validate', () => validate(source, registry).platform));
const model = need(timed('resolve', () => resolve(valid, registry).model));
const objects = timed('build', () => build(model, registry));
const platform = { model, objects, registry };
timed('check', () => checkAll(platform));
const tree = timed('render', () => render(platform));
timed('compare', () => write(tree, root, { check: true }));
// built again, so that nothing is remembered of them
const rate = ratePer(model, build(model, registry));
process.stdout.write(JSON.stringify({ ...costs, files: tree.size, rate }));
