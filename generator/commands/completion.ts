import type { Command } from 'commander';
import { type Candidate, candidates } from './candidates.ts';
import { type Shell, scripts } from './completion-scripts.ts';
import type { Invocation } from './invocation.ts';

/** `plinth completion`: prints what makes a shell complete command lines; with words, as that asks for, what can stand in the place of the last one. */
export function runCompletion(
  program: Command,
  shell: Shell,
  words: readonly string[],
  { format }: Pick<Invocation, 'format'>,
): number {
  const found = words.length === 0 ? undefined : candidates(program, words);
  if (format === 'json') {
    const result = found === undefined ? { shell, script: scripts[shell] } : { candidates: found };
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  } else
    process.stdout.write(found === undefined ? scripts[shell] : found.map((each) => `${line[shell](each)}\n`).join(''));
  return 0;
}

/** How each shell reads a word and what is said of it. */
const line: { readonly [S in Shell]: (candidate: Candidate) => string } = {
  bash: ({ value }) => value,
  zsh: ({ value, description }) => `${value.replaceAll(':', '\\:')}${description === '' ? '' : `:${description}`}`,
  fish: ({ value, description }) => `${value}\t${description}`,
};
