import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { filesIn } from '../generator/codegen/files-in.ts';
import { componentFolders } from '../generator/codegen/folders.ts';
import type { Code } from '../generator/codes.ts';
import { registry } from '../generator/generated/registry.ts';
import { compile } from '../generator/index.ts';
import { sizes } from '../generator/init/beginning.ts';
import { firstFiles } from '../generator/init.ts';
import { read } from '../generator/read.ts';
import { repository } from './support/cli.ts';
import { type Flag, type LanguageServer, languageServer, type Offer } from './support/language-server.ts';
import { mutations } from './support/mutations.ts';
import { type OptionPlace, optionPlaces } from './support/option-places.ts';

const schema = join(repository, 'schema/platform.schema.json');
const scratch = mkdtempSync(join(tmpdir(), 'plinth-editor-'));
let server: LanguageServer;
beforeAll(async () => {
  server = await languageServer(schema);
});
afterAll(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true });
});

const textIn = (file: string) => readFileSync(join(repository, file), 'utf8');
const linesOf = (flags: readonly Flag[]) => sorted(flags.map(({ range }) => range.start.line + 1));
const sorted = (lines: readonly number[]) => [...new Set(lines)].sort((a, b) => a - b);
const plain = (text: string) => text.replace(/\s+/g, ' ');

const files = ['generator', 'test'].flatMap((folder) =>
  filesIn(join(repository, folder)).map((file) => `${folder}/${file}`),
);
const valid = ['platform.yaml', ...files.filter((file) => /\/fixtures\/[^/]+\/platform\.yaml$/.test(file))];
const invalid = readdirSync(join(repository, 'test/invalid'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort();

/** What a JSON Schema can say. */
const bySchema: readonly Code[] = ['missing-option', 'unknown-option', 'wrong-type', 'wrong-value'];
/** What any reader of YAML says. */
const byReader: readonly Code[] = [
  'duplicate-key',
  'empty-file',
  'unknown-anchor',
  'yaml-syntax',
  'yaml-tab',
  'yaml-tag',
];
/** Where the server flags another line (we point at what was opened, it at where it notices), or says nothing: of a file without a value, and of a value inside itself. */
const elsewhere = [
  'yaml-syntax/unclosed-bracket.yaml',
  'empty-file/comments-only.yaml',
  'unknown-anchor/alias-inside-itself.yaml',
];

/** The lines at which `plinth validate` sees a mistake of these kinds. */
function linesWith(codes: readonly Code[], text: string): readonly number[] {
  const found = compile(text).diagnostics.filter(({ code }) => codes.includes(code));
  return sorted(found.map(({ position }) => position?.line ?? 0));
}

/** Whether the schema, as the validator compiles it, refuses a text that can be read; everything else is found by what comes after it. */
function isRefused(text: string): boolean {
  const { source } = read(text);
  return source !== undefined && !registry.platform.completes(structuredClone(source.value));
}

/** Without what the server misses because it is misspelled beside, which `plinth validate` says once. */
function withoutMisspelled(flags: readonly Flag[], text: string): readonly Flag[] {
  const meant = compile(text).diagnostics.map(({ hint }) => /^did you mean `(.*)`\?$/.exec(hint ?? '')?.[1]);
  return flags.filter(({ message }) => !meant.includes(/^Missing property "(.*)"\.$/.exec(message)?.[1] ?? ''));
}

/** Every map in a JSON value. */
function mapsIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : [value]), ...Object.values(value).flatMap(mapsIn)];
}

it('nothing stands beside a reference, where some readers of draft-07 pass over it', () => {
  const beside = mapsIn(JSON.parse(readFileSync(schema, 'utf8'))).filter(
    (each) => typeof (each as { $ref?: unknown }).$ref === 'string' && Object.keys(each).length > 1,
  );
  expect(beside).toEqual([]);
});

describe('mistakes', () => {
  it('the schema flags each that it can, at the line where `plinth validate` does, and nothing else', async () => {
    const seen = new Set<string>();
    await Promise.all(
      invalid.map(async (file) => {
        const text = textIn(`test/invalid/${file}`);
        if (read(text).source === undefined) return;
        const expected = isRefused(text) ? linesWith(bySchema, text) : [];
        if (expected.length > 0) seen.add(file.split('/')[0] ?? '');
        expect([file, linesOf(withoutMisspelled((await server.open(text)).flags, text))]).toEqual([file, expected]);
      }),
    );
    expect(bySchema.filter((code) => !seen.has(code))).toEqual([]);
  });

  it('what cannot be read is flagged where it cannot', async () => {
    const unread = invalid.filter((file) => read(textIn(`test/invalid/${file}`)).source === undefined);
    const seen = new Set<string>();
    for (const file of unread.filter((each) => !elsewhere.includes(each))) {
      const text = textIn(`test/invalid/${file}`);
      const [line] = linesWith(byReader, text);
      if (line === undefined) continue;
      seen.add(file.split('/')[0] ?? '');
      expect([file, linesOf((await server.open(text)).flags)]).toEqual([file, expect.arrayContaining([line])]);
    }
    expect(byReader.filter((code) => !seen.has(code))).toEqual([]);
  });

  it('none is seen in what is right', async () => {
    expect(valid.length).toBeGreaterThan(50);
    await Promise.all(
      valid.map(async (file) => {
        const text = textIn(file);
        expect([file, linesOf((await server.open(text)).flags)]).toEqual([
          file,
          isRefused(text) ? linesWith(bySchema, text) : [],
        ]);
      }),
    );
  });
});

const places = optionPlaces();
const optionName = ({ path }: OptionPlace, option: string) => [...path, option].join('.');

/** The lines of YAML that lead to a place, and how far in the next one is. */
function linesTo({ path }: OptionPlace): { readonly lines: readonly string[]; readonly indent: string } {
  return path.reduce<{ lines: readonly string[]; indent: string }>(
    ({ lines, indent }, part) => {
      if (typeof part === 'number') return { lines: [...lines, `${indent}-`], indent: `${indent}  ` };
      return { lines: [...lines, `${indent}${part}:`], indent: `${indent}  ` };
    },
    { lines: [], indent: '' },
  );
}

/** A text with nothing but the place, and the line after which something is to be written. */
function textAt(place: OptionPlace): { readonly text: string; readonly line: number; readonly indent: string } {
  const { lines, indent } = linesTo(place);
  const given = place.given === undefined ? [] : [`${indent}${place.given.join(': ')}`];
  const all = [...lines, ...given, indent];
  return { text: all.join('\n'), line: all.length - 1, indent };
}

function documentationOf({ documentation = '' }: Offer): string {
  return plain(typeof documentation === 'string' ? documentation : documentation.value);
}

describe('options', () => {
  it('every component has some, and each option says what it is for', () => {
    const components = Object.keys(registry.components);
    const walked = new Set(places.filter(({ path }) => path[0] === 'components').map(({ path }) => path[1]));
    expect(components.filter((name) => !walked.has(name))).toEqual([]);
    expect(
      components.filter((name) => !places.find(({ path }) => path.join() === 'components')?.options.has(name)),
    ).toEqual([]);
    const silent = places.flatMap((place) =>
      [...place.options]
        .filter(([option]) => place.path.length > 0 || option !== 'components')
        .filter(([, said]) => said.includes(''))
        .map(([option]) => optionName(place, option)),
    );
    expect(silent).toEqual([]);
  });

  it('each is offered where it can stand, with its description', async () => {
    const wrong: string[] = [];
    await Promise.all(
      places.map(async (place) => {
        const { text, line, indent } = textAt(place);
        const offers = await (await server.open(text)).complete({ line, character: indent.length });
        for (const [option, said] of place.options) {
          const offer = offers.find(({ label }) => label === option);
          const isSaid = said.some((each) => documentationOf(offer ?? { label: '' }).includes(plain(each)));
          if (option !== place.given?.[0] && !isSaid) wrong.push(optionName(place, option));
        }
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('each shows its description where it is pointed at', async () => {
    const wrong: string[] = [];
    await Promise.all(
      places.map(async (place) => {
        const { lines, indent } = linesTo(place);
        const options = [...place.options];
        const written = options.map(
          ([option]) => `${indent}${option}: ${place.given?.[0] === option ? place.given[1] : 0}`,
        );
        const open = await server.open([...lines, ...written].join('\n'));
        for (const [index, [option, said]] of options.entries()) {
          const shown = plain(await open.hover({ line: lines.length + index, character: indent.length + 1 }));
          if (!said.some((each) => shown.includes(plain(each)))) wrong.push(optionName(place, option));
        }
      }),
    );
    expect(wrong).toEqual([]);
  });
});

/** A snippet as an editor leaves it where nothing is filled in: each place with what stands in it. */
function inserted({ insertText = '' }: Offer, indent: string): string {
  return insertText
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, 'filled')
    .replaceAll('\n', `\n${indent}`);
}

describe('snippets', () => {
  const requiring = componentFolders(join(repository, 'generator/components')).filter(
    ({ schema }) => 'required' in schema,
  );
  const around: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    clusters: ['clusters:', ['cluster that runs Argo CD', 'further cluster']],
    apps: ['apps:', ['app with a web page', 'app that runs by a time table', 'app from a chart']],
    sites: ['sites:', ['site']],
    members: ['access:\n  organization: example\n  members:', ['member']],
    components: ['components:', requiring.map(({ name }) => `${name} and what it requires`)],
  };

  it.each(Object.entries(around))('%s: each can be inserted, and is right as it stands', async (_, [lead, labels]) => {
    const indent = ' '.repeat(lead.split('\n').at(-1)?.match(/^ */)?.[0].length ?? 0).concat('  ');
    const text = `${lead}\n${indent}`;
    const open = await server.open(text);
    const offers = await open.complete({ line: text.split('\n').length - 1, character: indent.length });
    const snippets = labels.map((label) => offers.find((offer) => offer.label === label));
    expect(labels.filter((_, index) => snippets[index] === undefined)).toEqual([]);
    expect(labels.length).toBeGreaterThan(0);
    for (const snippet of snippets) {
      const begun = `${text}${inserted(snippet ?? { label: '' }, indent)}\n`;
      expect(read(begun).diagnostics, begun).toEqual([]);
      // the rest of the platform is not there, and what has no example is for the user to fill in
      const isEmpty = ({ range }: Flag) => /filled$/.test(begun.split('\n')[range.start.line] ?? '');
      const flags = (await server.open(begun)).flags.filter((flag) => flag.range.start.line > 0 && !isEmpty(flag));
      expect([begun, flags]).toEqual([begun, []]);
    }
  });
});

it('whatever is changed in a platform, the schema and `plinth validate` see the same', async () => {
  // not the platform of this repository: whoever edits that one gets other texts, and is not the one to look at them
  const platform = read(textIn('test/quick-start/platform.yaml')).source?.value as object;
  const texts = fc.sample(mutations([platform]), { numRuns: 80, seed: 10 }).map((each) => stringify(each));
  const refused = texts.filter(isRefused);
  expect(refused.length).toBeGreaterThan(20);
  expect(refused.length).toBeLessThan(texts.length);
  await Promise.all(
    texts.map(async (text) => {
      if (read(text).source === undefined) return;
      const { flags } = await server.open(text);
      if (isRefused(text))
        expect([linesOf(withoutMisspelled(flags, text)), text]).toEqual([linesWith(bySchema, text), text]);
      else expect([flags, text]).toEqual([[], text]);
    }),
  );
});

it.each(sizes)('the platform.yaml of `plinth init` (%s) names the schema itself', async (size) => {
  const beginning = {
    name: 'acme',
    domain: 'k8s.example.org',
    git: 'https://github.com/acme/platform.git',
    email: 'a@example.org',
  };
  const text = firstFiles({ size, ...beginning }, '0.1.0').get('platform.yaml') ?? '';
  const folder = join(scratch, size);
  mkdirSync(join(folder, 'node_modules/plinth/schema'), { recursive: true });
  cpSync(schema, join(folder, 'node_modules/plinth/schema/platform.schema.json'));
  expect((await server.open(text, folder)).flags).toEqual([]);
  const mistaken = text.replace(/^domain:/m, 'doamin:');
  expect(linesOf((await server.open(mistaken, folder)).flags)).toContain(linesWith(['unknown-option'], mistaken)[0]);
});
