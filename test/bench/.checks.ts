import { readFileSync } from 'node:fs';
import { build } from '../../generator/build.ts';
import { checks } from '../../generator/generated/checks.ts';
import { registry } from '../../generator/generated/registry.ts';
import { read } from '../../generator/read.ts';
import { resolve } from '../../generator/resolve.ts';
import { validate } from '../../generator/validate.ts';
const [file = 'platform.yaml'] = process.argv.slice(2);
const source = read(readFileSync(file)).source!;
const platform = validate(source, registry).platform!;
const model = resolve(platform, registry).model!;
const objects = build(model, registry);
const rows: [number, string][] = [];
for (const c of checks) { const b = process.cpuUsage(); [...c.run({ model, objects, registry })]; const { user, system } = process.cpuUsage(b); rows.push([(user + system) / 1000, c.summary]); }
rows.sort((a, b) => b[0] - a[0]);
console.log(rows.reduce((s, r) => s + r[0], 0)); for (const r of rows.slice(0, 30)) console.log(r[0].toFixed(1), r[1]);
