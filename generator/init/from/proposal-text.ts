import { isMap, own, type PlainMap, valueAt } from '../../map.ts';
import { toYaml, type Yaml } from '../../yaml.ts';
import { noteKey, type Proposal, type Refused } from './proposal.ts';

/** Maps whose entries are blocks with notes of their own. */
const sections: readonly RegExp[] = [
  /^$/,
  /^clusters$/,
  /^clusters\/[^/]+$/,
  /^clusters\/[^/]+\/components$/,
  /^components$/,
  /^apps$/,
];

/** The text of a proposal: each block below the files that it comes from, and what did not hold as a comment where it would stand. */
export function proposalText(proposal: Proposal, title: string): string {
  const head = `# yaml-language-server: $schema=./node_modules/plinth/schema/platform.schema.json\n${comment([title], 0)}`;
  return `${head}${section(proposal.value, [], proposal)}`;
}

function section(value: PlainMap, path: readonly string[], proposal: Proposal): string {
  const lost = proposal.refused.filter((each) => noteKey(each.path.slice(0, -1)) === noteKey(path));
  const keys = Object.keys(value);
  const depth = path.length;
  const lines = keys.map((key) => {
    const here = [...path, key];
    const inner = own(value, key);
    const gap = depth === 0 && isMap(inner) ? '\n' : '';
    const notes = comment(proposal.notes.get(noteKey(here)) ?? [], depth);
    const isSection = isMap(inner) && sections.some((each) => each.test(noteKey(here)));
    const within = isMap(inner) && isSection && Object.keys(inner).length > 0 ? section(inner, here, proposal) : '';
    if (within !== '') return `${gap}${notes}${indented(`${nameOf(key)}:\n`, depth)}${within}`;
    return `${gap}${notes}${indented(toYaml({ [key]: inner as Yaml }), depth)}${inside(here, proposal)}`;
  });
  return `${lines.join('')}${lost.map((each) => refusedText(each, depth)).join('')}`;
}

/** What did not hold within a block, below it. */
function inside(path: readonly string[], { refused, value }: Proposal): string {
  const key = `${noteKey(path)}/`;
  const lost = refused.filter((each) => noteKey(each.path).startsWith(key) && valueAt(value, ...path) !== undefined);
  return lost.map((each) => refusedText(each, path.length)).join('');
}

function refusedText({ path, value, why }: Refused, depth: number): string {
  const text = toYaml({ [path.at(-1) ?? '']: value as Yaml });
  return comment(
    [
      `left out, ${why}:`,
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `  ${line}`),
    ],
    depth,
  );
}

function nameOf(key: string): string {
  return toYaml({ [key]: null }).replace(/: null\n$/, '');
}

function comment(lines: readonly string[], depth: number): string {
  return lines.map((line) => indented(`# ${line.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ')}\n`, depth)).join('');
}

function indented(text: string, depth: number): string {
  return text.replace(/^(?=.)/gm, '  '.repeat(depth));
}
