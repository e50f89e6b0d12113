import { Argument, Command, CommanderError, Help, InvalidArgumentError, Option } from 'commander';
import plinth from '../../package.json' with { type: 'json' };
import { riskNames } from '../diff/risk.ts';
import { Failure } from '../failure.ts';
import { graphKinds } from '../graph/graph.ts';
import { sizes } from '../init/beginning.ts';
import { shells } from './completion-scripts.ts';
import { fail } from './fail.ts';

/** The command line: every command's flags, and exit codes 0 (done), 1 (the platform has errors, or drift), 2 (Plinth failed). */
function commandLine(isForPrograms: boolean): Command {
  const program = new Command('plinth')
    .description('Compiles one typed platform.yaml into a Kustomize tree that Argo CD consumes.')
    .usage('<command> [flags], plinth <command> --help, or plinth --version')
    .version(plinth.version)
    .helpCommand(false)
    .configureHelp({ visibleOptions: shownOptions, subcommandTerm: (command) => command.name() })
    .configureOutput({ outputError: (text, write) => (isForPrograms ? undefined : write(text)) })
    .showSuggestionAfterError()
    .exitOverride();
  add(program, 'validate', 'Read, validate, resolve and check; print what is wrong.', forHosts).action((flags) =>
    finish(async () => (await import('./validate.ts')).runValidate(flags)),
  );
  add(program, 'generate', 'Write the tree.', forHosts)
    .option('--check', 'write nothing; list every file that is drifted, missing, stale or foreign, and exit 1')
    .option('--force', 'give up changes made by hand to generated files that are in no commit')
    .action((flags) => finish(async () => (await import('./generate.ts')).runGenerate(flags)));
  add(program, 'watch', 'Write the tree again after each save; end with Ctrl-C.')
    .option('--check', 'write nothing; say after each save how the tree differs')
    .action((flags) => finish(async () => (await import('./watch.ts')).runWatch(flags)));
  add(
    program,
    'verify',
    "Build every overlay of what platform.yaml compiles to with Argo CD's own Kustomize, and check every object. It says that files on the disk are others; that they fail, `plinth generate --check` sees to.",
    forHosts,
  )
    .summary('Prove what platform.yaml compiles to, with the tools that Argo CD uses.')
    .option('--cluster <name>', 'only the overlays of this cluster', notEmpty)
    .option('--component <name>', 'only the overlays of this component', notEmpty)
    .option('--changed', 'only the stages with a file that differs from the last commit')
    .option('--complete', 'exit 1 while a chart or manifest is not inflated; `plinth lock` fetches them')
    .option('--crds <folder>', 'check custom resources with the CRDs in this folder', notEmpty)
    .option('--workers <number>', 'engines to run at the same time', notEmpty)
    .action((flags) => finish(async () => (await import('./verify.ts')).runVerify(flags)));
  add(
    program,
    'diff',
    'What the platform.yaml on disk changes in the clusters, each change with its class; no cluster needed.',
    ['text', 'json', 'markdown'],
  )
    .summary('What platform.yaml changes in the clusters.')
    .option('--base <ref>', 'the commit to compare with (default: where this branch left the main one)', notEmpty)
    .addOption(
      new Option(
        '--against <folder...>',
        'compare the objects of one cluster with manifests or kustomizations instead of a commit',
      ).conflicts('base'),
    )
    .option('--cluster <name>', 'only this cluster', notEmpty)
    .option('--stage <name>', 'only this stage, or all of a component: apps/shop, vault', notEmpty)
    .addOption(
      new Option('--fail-on <class>', 'exit 1 when a change is of this class or a worse one').choices(riskNames),
    )
    .action((flags) => finish(async () => (await import('./diff.ts')).runDiff(flags)));
  add(program, 'lock', 'Fetch the charts and manifests that the platform uses; record their digests in platform.lock.')
    .summary('Fetch charts and manifests; record their digests.')
    .option('--check', 'fetch nothing; list what platform.lock lacks or no longer needs, and exit 1')
    .option('--update [component]', 'fetch again and accept what upstream serves now')
    .option('--vendor', 'keep the bytes in vendor/plinth as well, for places without a network')
    .action((flags) => finish(async () => (await import('./lock.ts')).runLock(flags)));
  add(
    program,
    'upgrade',
    'The versions that upstream offers of each chart; with --to, what one of them would change.',
    ['text', 'json', 'markdown'],
  )
    .summary('The newer versions of charts, and what one changes.')
    .argument('[component]', 'a component, or an app that is a chart: apps.<name>')
    .option('--to <version>', 'the version to look at', notEmpty)
    .option('--cluster <name>', 'only the version that this cluster says itself', notEmpty)
    .option('--write', 'write the version into platform.yaml and its digest into platform.lock')
    .action((component, flags) => finish(async () => (await import('./upgrade.ts')).runUpgrade(component, flags)));
  program
    .command('init')
    .description('Begin a platform: a commented platform.yaml, and what checks it at each commit.')
    .summary('Begin a platform.')
    .argument('[folder]', 'where; a folder without a platform.yaml', '.')
    .addOption(new Option('--size <size>', 'how large it is').choices(sizes))
    .option('--name <name>', 'what the platform is called', notEmpty)
    .option('--domain <domain>', 'the domain below which its hosts are', notEmpty)
    .option('--git <url>', 'the URL of the repository, as Argo CD reads it', notEmpty)
    .option('--email <address>', "where Let's Encrypt writes to", notEmpty)
    .option('--from <dir>', 'propose the platform of an existing repository of Argo CD, Kustomize or Helm', notEmpty)
    .option('--hub <cluster>', 'with --from: the cluster that runs Argo CD', notEmpty)
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .exitOverride()
    .action((folder, flags) =>
      finish(async () => {
        if (flags.from === undefined) return (await import('./init.ts')).runInit(folder, flags);
        return (await import('./init-from.ts')).runInitFrom(folder, flags);
      }),
    );
  program
    .command('schema')
    .description('Print the JSON Schema of platform.yaml, for editors.')
    .summary('Print the JSON Schema of platform.yaml.')
    .addOption(jsonOption())
    .option('--platform <file>', 'the platform whose extensions are in it', notEmpty, 'platform.yaml')
    .option('--types', 'print the TypeScript declarations that components of extensions are written with')
    .exitOverride()
    .action((flags) => finish(async () => (await import('./schema.ts')).runSchema(flags)));
  add(
    program,
    'explain',
    'Say why: a component, an option (vault.replicas), an object (deployment/shop), a diagnostic.',
  )
    .summary('Say why something is as it is.')
    .argument('<subject>', 'what to explain')
    .option('--cluster <name>', 'only on this cluster', notEmpty)
    .option('-n, --namespace <name>', 'the namespace of the object', notEmpty)
    .action((subject, flags) => finish(async () => (await import('./explain.ts')).runExplain(subject, flags)));
  program
    .command('graph')
    .description('Draw which stage waits for which, where secrets go, or who talks to whom.')
    .summary('Draw needs, secrets or network.')
    .addArgument(new Argument('[kind]').choices(graphKinds).default('needs'))
    .option('--platform <file>', 'the platform to draw', notEmpty, 'platform.yaml')
    .option('--cluster <name>', 'only this cluster', notEmpty)
    .addOption(new Option('--format <format>', 'the language').choices(['mermaid', 'dot', 'json']).default('mermaid'))
    .addOption(jsonOption())
    .exitOverride()
    .action((kind, flags) => finish(async () => (await import('./graph.ts')).runGraph(kind, flags)));
  add(program, 'atlas', 'Write one HTML page about the whole platform: order, hosts, secrets, storage, versions.')
    .summary('Write one HTML page about the whole platform.')
    .option('--out <file>', 'the page to write, from the root', notEmpty, 'docs/atlas.html')
    .option('--compare <ref>', 'mark what changes against this commit', notEmpty)
    .option('--check', 'write nothing; exit 1 where the page is not as platform.yaml says')
    .action((flags) => finish(async () => (await import('./atlas.ts')).runAtlas(flags)));
  program
    .command('completion')
    .description('Print what makes a shell complete command lines: `source <(plinth completion bash)`.')
    .summary('Print what makes a shell complete command lines.')
    .addArgument(new Argument('<shell>').choices(shells))
    .argument('[words...]', 'what the shell asks for: the words after `plinth`, the last as far as it is written')
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .exitOverride()
    .action((shell, words, flags) =>
      finish(async () => (await import('./completion.ts')).runCompletion(program, shell, words, flags)),
    );
  add(program, 'hook', 'Before a commit: write the tree of the staged platform.yaml and stage it.')
    .summary('Write and stage the tree before each commit.')
    .option('--install', 'make git run this at every commit')
    .action((flags) => finish(async () => (await import('./hook.ts')).runHook(flags)));
  return program;
}

const formats = ['text', 'json'];
/** What is wrong, as code hosts show it beside the lines as well. */
const forHosts = [...formats, 'sarif', 'github'];

function add(program: Command, name: string, summary: string, choices = formats): Command {
  return program
    .command(name)
    .description(summary)
    .option('--platform <file>', 'the platform to compile', notEmpty, 'platform.yaml')
    .option('--root <dir>', "where the tree is (default: the platform's folder)", notEmpty)
    .addOption(formatOption(choices))
    .addOption(jsonOption())
    .exitOverride();
}

function formatOption(choices: readonly string[]): Option {
  return new Option('--format <format>', 'how to print; --json for short').choices(choices).default('text');
}

function jsonOption(): Option {
  return new Option('--json', 'print one JSON document').implies({ format: 'json' }).hideHelp();
}

/** Of the program as a whole, its usage says them. */
function shownOptions(command: Command): Option[] {
  return command.parent === null ? [] : new Help().visibleOptions(command);
}

function notEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('it is empty.');
  return value;
}

async function finish(command: () => number | Promise<number>): Promise<void> {
  process.exitCode = await command();
}

/** Runs one command line. Nothing that goes wrong shows a stack trace, unless PLINTH_DEBUG is set. */
export async function main(words: readonly string[]): Promise<void> {
  const isForPrograms = words.some((word, index) => /^--(?:json|format=json)$/.test(word) || asksForJson(words, index));
  try {
    await commandLine(isForPrograms).parseAsync(words as string[], { from: 'user' });
  } catch (error) {
    const format = isForPrograms ? 'json' : 'text';
    if (!(error instanceof CommanderError)) process.exitCode = fail(error, format);
    else if (error.exitCode === 0) process.exitCode = 0;
    else process.exitCode = isForPrograms ? fail(new Failure(error.message.replace(/^error: /, '')), format) : 2;
  }
}

function asksForJson(words: readonly string[], index: number): boolean {
  return words[index] === '--format' && words[index + 1] === 'json';
}

void main(process.argv.slice(2));
