import { readFileSync, writeFileSync } from 'node:fs';
import { compile } from '../../generator/index.ts';

/** `<platform.yaml> <out.json>`: every object of a platform, by cluster and stage, for a rival to write. */
const [file = '', out = ''] = process.argv.slice(2);
const { objects } = compile(readFileSync(file));
if (objects === undefined) throw new Error(`${file} has errors`);
const groups: { [name: string]: readonly object[] } = {};
for (const { component, name, clusters } of objects.stages)
  for (const [cluster, content] of clusters)
    if (content.objects.length > 0) groups[`${cluster}.${component}.${name}`] = content.objects;
for (const [cluster, { roots, projects, applications }] of objects.clusters)
  groups[`${cluster}.argocd`] = [...roots, ...projects, ...applications];
writeFileSync(out, JSON.stringify(groups));
process.stdout.write(`${Object.values(groups).flat().length}\n`);
