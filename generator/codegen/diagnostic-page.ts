import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Code, codes } from '../codes.ts';

/** The page of one diagnostic: what it means, a platform that has it, and what is then printed; from the cases in test/invalid. */
export function diagnosticPage(code: Code, root: string): string {
  const folder = join(root, 'test/invalid', code);
  const printed = firstCase(folder);
  const example = printed === undefined ? [] : exampleOf(folder, printed);
  return [
    '<!-- Made from generator/codes.ts and test/invalid by npm run gen. -->',
    `# \`${code}\``,
    codes[code],
    ...severity(printed === undefined ? undefined : readFileSync(join(folder, printed), 'utf8'), code),
    ...example,
    '[All diagnostics](../diagnostics.md)\n',
  ].join('\n\n');
}

function firstCase(folder: string): string | undefined {
  try {
    const files = readdirSync(folder)
      .filter((file) => file.endsWith('.txt'))
      .sort();
    return files.includes('platform.txt') ? 'platform.txt' : files[0];
  } catch {
    // what only a mistake of a component can cause, no platform.yaml has
    return undefined;
  }
}

function severity(text: string | undefined, code: Code): readonly string[] {
  if (text === undefined) return [];
  return text.includes(` warning ${code}`)
    ? [
        `A warning: the tree is written. Where it is as it should be, say so: \`allowed: [{ code: ${code}, reason: … }]\`.`,
      ]
    : ['An error: nothing is written until it is mended.'];
}

/** A file with what looks like a credential is shown nowhere but where it is tested. */
function exampleOf(folder: string, printed: string): readonly string[] {
  const output = readFileSync(join(folder, printed), 'utf8').trimEnd();
  const platform = readFileSync(join(folder, printed.replace(/\.txt$/, '.yaml')), 'utf8').trimEnd();
  const isShown = !folder.endsWith('credential') && platform.split('\n').length <= 60 && !/[^\n\t -~]/.test(platform);
  return [
    ...(isShown ? ['A platform that has it:', `\`\`\`yaml\n${platform}\n\`\`\``] : []),
    'What is printed:',
    `\`\`\`text\n${output}\n\`\`\``,
  ];
}
