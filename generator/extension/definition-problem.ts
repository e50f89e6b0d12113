import { didYouMean } from '../did-you-mean.ts';
import { isMap } from '../map.ts';
import type { CompiledComponent } from './compiled-extensions.ts';

/** What is wrong with the definition of a component that its types would have said, at `stage` where it is one's; undefined where nothing is. */
export function definitionProblem(
  definition: unknown,
  { name, stages: files }: CompiledComponent,
  known: readonly string[],
): { readonly message: string; readonly hint?: string; readonly stage?: string } | undefined {
  if (!isMap(definition))
    return { message: 'it exports no component', hint: `export one made with \`defineComponent\`` };
  if (definition['name'] !== name)
    return { message: `\`name\` is ${JSON.stringify(definition['name']) ?? 'missing'}, and its folder is \`${name}\`` };
  if (typeof definition['summary'] !== 'string') return { message: '`summary` is missing: what it is for, as a text' };
  const namespace = definition['namespace'];
  if (!isMap(namespace) || typeof namespace['name'] !== 'string' || namespace['podSecurity'] === undefined)
    return { message: '`namespace` is missing: `{ name, podSecurity }`' };
  if (!Array.isArray(definition['pitfalls'])) return { message: '`pitfalls` is missing: a list of sentences, or `[]`' };
  const stages = definition['stages'];
  if (!isMap(stages)) return { message: '`stages` is missing' };
  return stagesProblem(stages, files) ?? stageProblems(stages, known);
}

function stagesProblem(stages: { readonly [stage: string]: unknown }, files: readonly string[]) {
  const named = Object.keys(stages);
  const fileless = named.find((stage) => !files.includes(stage));
  if (fileless !== undefined) return { message: `the stage \`${fileless}\` has no stages/${fileless}.ts` };
  const unused = files.find((stage) => !named.includes(stage));
  return unused === undefined ? undefined : { message: `stages/${unused}.ts is no stage of it`, stage: unused };
}

function stageProblems(stages: { readonly [stage: string]: unknown }, known: readonly string[]) {
  for (const [stage, value] of Object.entries(stages)) {
    if (!isMap(value) || typeof value['summary'] !== 'string')
      return { message: '`summary` is missing: what the stage brings, as a text', stage };
    const neighbours = [value['needs'] ?? [], value['after'] ?? []].flat().map(String);
    const other = neighbours.find((neighbour) => !known.includes(neighbour));
    if (other === undefined) continue;
    const near = didYouMean(other, known);
    const hint = near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
    return { message: `it names the stage \`${other}\`, which there is not`, ...hint, stage };
  }
  return undefined;
}
