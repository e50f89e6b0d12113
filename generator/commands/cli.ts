import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import plinth from '../../package.json' with { type: 'json' };
import { fail } from './fail.ts';
import { runGenerate } from './generate.ts';
import { runHook } from './hook.ts';
import { runValidate } from './validate.ts';

/** The command line: every command's flags, and exit codes 0 (done), 1 (the platform has errors, or drift), 2 (Plinth failed). */
function commandLine(): Command {
  const program = new Command('plinth')
    .description('Compiles one typed platform.yaml into a committed Kustomize tree that Argo CD consumes.')
    .version(plinth.version)
    .showSuggestionAfterError()
    .exitOverride();
  add(program, 'validate', 'Read, validate, resolve and check; print what is wrong.').action((flags) =>
    finish(() => runValidate(flags)),
  );
  add(program, 'generate', 'Write the tree.')
    .option('--check', 'write nothing; list every file that is drifted, missing, stale or foreign, and exit 1')
    .option('--force', 'give up changes made by hand to generated files that are in no commit')
    .action((flags) => finish(() => runGenerate(flags)));
  add(program, 'hook', 'Before a commit: write the tree of the staged platform.yaml and stage it.')
    .option('--install', 'make git run this at every commit')
    .action((flags) => finish(() => runHook(flags)));
  return program;
}

function add(program: Command, name: string, summary: string): Command {
  return program
    .command(name)
    .description(summary)
    .option('--platform <file>', 'the platform to compile', notEmpty, 'platform.yaml')
    .option('--root <dir>', "where the tree is (default: the platform's folder)", notEmpty)
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .exitOverride();
}

function notEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('it is empty.');
  return value;
}

function finish(command: () => number): void {
  process.exitCode = command();
}

/** Runs one command line. Nothing that goes wrong shows a stack trace, unless PLINTH_DEBUG is set. */
export function main(words: readonly string[]): void {
  try {
    commandLine().parse(words as string[], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else process.exitCode = fail(error, words.includes('json') || words.includes('--format=json') ? 'json' : 'text');
  }
}

main(process.argv.slice(2));
