import { readFileSync } from 'node:fs';
import { build } from '../../generator/build.ts';
import { checkAll } from '../../generator/check-all.ts';
import { registry } from '../../generator/generated/registry.ts';
import { read } from '../../generator/read.ts';
import { render } from '../../generator/render.ts';
import { resolve } from '../../generator/resolve.ts';
import { validate } from '../../generator/validate.ts';
import { write } from '../../generator/write.ts';

/** Prints the CPU milliseconds of each pass in a fresh process, as JSON; `start` is Node and the loading of Plinth. */
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

const source = need(timed('read', () => read(readFileSync(file)).source));
const platform = need(timed('validate', () => validate(source, registry).platform));
const model = need(timed('resolve', () => resolve(platform, registry).model));
const objects = timed('build', () => build(model, registry));
timed('check', () => checkAll({ model, objects, registry }));
const tree = timed('render', () => render(objects, model, registry));
timed('compare', () => write(tree, root, { check: true }));
process.stdout.write(JSON.stringify({ ...costs, files: tree.size }));
