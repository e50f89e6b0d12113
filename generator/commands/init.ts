import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import plinth from '../../package.json' with { type: 'json' };
import { Failure } from '../failure.ts';
import { compile } from '../index.ts';
import { type Beginning, sizes } from '../init/beginning.ts';
import { firstFiles } from '../init.ts';
import { writeNew } from './write-new.ts';

/** What is asked for where it is not given as a flag. */
export type InitFlags = { readonly [K in keyof Beginning]?: string } & { readonly format?: 'text' | 'json' };

const questions: { readonly [K in keyof Beginning]: string } = {
  size: `How large is it? ${sizes.join(', ')}`,
  name: 'What is the platform called? A word such as `acme`',
  domain: 'Below which domain are its hosts? Such as `k8s.example.org`',
  git: 'Which URL does the repository have? Such as `https://github.com/example/platform.git`',
  email: "Which address does Let's Encrypt write to?",
};

/** `plinth init`: writes a commented platform.yaml and what checks it, into a folder that has none. Nothing that exists is changed. */
export async function runInit(folder: string, flags: InitFlags): Promise<number> {
  const root = resolve(folder);
  if (existsSync(join(root, 'platform.yaml')))
    throw new Failure(`${join(folder, 'platform.yaml')} exists`, 'name another folder: `plinth init <folder>`');
  const beginning = await answers(flags);
  const files = firstFiles(beginning, plinth.version);
  refuseInvalid(files.get('platform.yaml') ?? '');
  const written = [...files].filter(([path, text]) => writeNew(join(root, path), text)).map(([path]) => path);
  const kept = [...files.keys()].filter((path) => !written.includes(path));
  process.stdout.write(
    flags.format === 'json' ? `${JSON.stringify({ folder, written, kept }, null, 2)}\n` : report(folder, written, kept),
  );
  return 0;
}

async function answers({ format: _, ...flags }: InitFlags): Promise<Beginning> {
  const missing = (Object.keys(questions) as (keyof Beginning)[]).filter((key) => flags[key] === undefined);
  const given = { ...flags, ...(missing.length === 0 ? {} : await asked(missing)) } as Beginning;
  if (sizes.includes(given.size)) return given;
  throw new Failure(`there is no size \`${given.size}\``, `it is one of ${sizes.join(', ')}`);
}

async function asked(missing: readonly (keyof Beginning)[]): Promise<InitFlags> {
  if (!process.stdin.isTTY)
    throw new Failure(
      `what is missing cannot be asked for here: ${missing.map((key) => `--${key}`).join(', ')}`,
      'give them as flags; `plinth init --help` says what each is',
    );
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const given: { -readonly [K in keyof Beginning]?: string } = {};
    const lines = prompt[Symbol.asyncIterator]();
    for (const key of missing) {
      process.stdout.write(`${questions[key]}\n> `);
      const { value, done } = await lines.next();
      if (done === true) throw new Failure('the questions were not answered', 'nothing was written');
      given[key] = value.trim();
    }
    return given;
  } finally {
    prompt.close();
  }
}

/** What was answered is checked as it would be in the file. */
function refuseInvalid(text: string): void {
  const { diagnostics } = compile(text);
  const first = diagnostics.find(({ severity }) => severity === 'error');
  if (first !== undefined) throw new Failure(first.message, first.hint ?? 'nothing was written');
}

function report(folder: string, written: readonly string[], kept: readonly string[]): string {
  const list = (word: string, paths: readonly string[]) => paths.map((path) => `${word} ${path}\n`).join('');
  const enter = folder === '.' ? [] : [`cd ${folder}`];
  const next = [...enter, 'npm install', 'npm start', 'git add --all && git commit --message "A platform"'];
  return `${list('wrote', written)}${list('kept ', kept)}\nThen:\n${next.map((line) => `  ${line}\n`).join('')}`;
}
