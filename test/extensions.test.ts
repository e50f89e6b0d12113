import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { plinth, repository } from './support/cli.ts';
import { replaceFolder } from './support/files.ts';
import { guideFiles } from './support/guide-files.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-extensions-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const folder = join(scratch, 'platform');
const env = { XDG_CACHE_HOME: join(scratch, 'cache') };
const run = (...words: string[]) => plinth(words, { cwd: folder, env });

const example = new Map([...guideFiles('extensions.md')].filter(([path]) => path !== 'tsconfig.json'));
beforeEach(() => replaceFolder(folder, example));

/** Changes one of the example's files; what is replaced must be there. */
function change(path: string, piece: string | RegExp, by: string): void {
  const text = readFileSync(join(folder, path), 'utf8');
  const changed = text.replace(piece, by);
  expect(changed).not.toBe(text);
  writeFileSync(join(folder, path), changed);
}

const own = 'my-components/hello-page';
const [component, schema] = [`${own}/component.ts`, `${own}/schema.yaml`];
const [install, access] = [`${own}/stages/install.ts`, `${own}/stages/access.ts`];

describe('a component of an extension', () => {
  it('is generated, and found as it was, by what was kept and without', () => {
    expect(run('generate')).toMatchObject({ code: 0, err: '' });
    const page = join(folder, 'kustomize/hello-page/install/base/config-map-page.yaml');
    expect(readFileSync(page, 'utf8')).toContain('<h1>bonjour</h1>');
    expect(run('generate', '--check')).toMatchObject({ code: 0, err: '' });
    for (const name of ['extensions', 'runs']) rmSync(join(scratch, 'cache/plinth', name), { recursive: true });
    expect(run('generate', '--check')).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(join(scratch, 'cache/plinth/extensions'))).toHaveLength(1);
  });

  it('is compiled anew when its code changes, though platform.yaml does not', () => {
    expect(run('generate')).toMatchObject({ code: 0 });
    change(install, '<h1>', '<h2>');
    expect(run('generate', '--check')).toMatchObject({ code: 1, out: expect.stringContaining('config-map-page.yaml') });
    change(install, "type: 'ClusterIP'", "type: 'Clustered'");
    expect(run('generate')).toMatchObject({ code: 1, out: expect.stringContaining('invalid-object') });
    expect(run('verify')).toMatchObject({ code: 1 });
  });

  it('differs by cluster, and is switched off', () => {
    change('platform.yaml', 'host: page.example.org }', 'host: page.example.org, greeting: hi }');
    expect(run('generate').code).toBe(0);
    const overlay = join(folder, 'kustomize/hello-page/install/overlays/one');
    expect(readdirSync(overlay).some((file) => readFileSync(join(overlay, file), 'utf8').includes('<h1>hi</h1>'))).toBe(
      true,
    );
    change('platform.yaml', 'greeting: bonjour', 'enabled: false');
    expect(run('generate').code).toBe(0);
    expect(existsSync(join(folder, 'kustomize/hello-page'))).toBe(false);
  });

  it('is in the schema, in explain, graph and atlas', () => {
    const printed = JSON.parse(run('schema').out) as { $defs: { [name: string]: object } };
    expect(printed.$defs['components/hello-page']).toMatchObject({ properties: { greeting: { minLength: 2 } } });
    expect(run('explain', 'hello-page').out).toMatch(
      /wave 4 {2}hello-page\/access[\s\S]*More: my-components\/hello-page$/m,
    );
    expect(run('explain', 'hello-page.greeting').out).toContain('is bonjour, at platform.yaml:15:17');
    expect(run('explain', 'helo-page')).toMatchObject({ code: 2, err: expect.stringContaining('`hello-page`') });
    expect(run('graph').out).toContain('hello-page/access');
    expect(run('atlas', '--out', 'atlas.html').code).toBe(0);
    expect(readFileSync(join(folder, 'atlas.html'), 'utf8')).toContain('A page that says hello');
  });

  it('is verified: every overlay builds to what it meant', () => {
    expect(run('verify', '--component', 'hello-page')).toMatchObject({ code: 0, err: '' });
  });

  it('is held against its own code of the commit', () => {
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: folder });
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'a');
    expect(run('diff', '--base', 'HEAD').out).toContain('no object changes');
    change(install, '<h1>', '<h2>');
    expect(run('diff', '--base', 'HEAD').out).toContain('<h1>bonjour</h1> → <h2>bonjour</h1>');
    // what is committed is what is staged, of platform.yaml and of the extension
    expect(run('hook')).toMatchObject({ code: 0 });
    const page = join(folder, 'kustomize/hello-page/install/base/config-map-page.yaml');
    expect(readFileSync(page, 'utf8')).toContain('<h1>');
    git('add', '--all');
    expect(run('hook')).toMatchObject({ code: 0 });
    expect(readFileSync(page, 'utf8')).toContain('<h2>');
  });

  it('is made again by `plinth watch` when its code is saved', async () => {
    const words = [join(repository, 'dist/plinth.cjs'), 'watch'];
    const watching = spawn(process.execPath, words, { cwd: folder, env: { ...process.env, ...env }, stdio: 'ignore' });
    const page = join(folder, 'kustomize/hello-page/install/base/config-map-page.yaml');
    const says = (text: string) => existsSync(page) && readFileSync(page, 'utf8').includes(text);
    try {
      await expect.poll(() => says('<h1>'), { timeout: 30_000 }).toBe(true);
      change(install, '<h1>', '<h2>');
      await expect.poll(() => says('<h2>'), { timeout: 30_000 }).toBe(true);
    } finally {
      watching.kill();
    }
  });

  it('shares what is beside the folders, and imports with either ending', () => {
    writeFileSync(join(folder, 'my-components/names.ts'), "export const host = 'shared';\n");
    change(install, 'import { create', "import { host } from '../../names.js';\nimport { create");
    change(install, 'options.greeting}', 'host}');
    expect(run('generate')).toMatchObject({ code: 0, err: '' });
  });
});

describe('a mistake in platform.yaml', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'an option',
      'greeting: bonjour',
      'greting: bonjour',
      /platform.yaml:15:17 error unknown-option[\s\S]*did you mean `greeting`\?/,
    ],
    [
      'a value',
      'greeting: bonjour',
      'greeting: b',
      /platform.yaml:15:27 error wrong-value[\s\S]*a length of at least 2/,
    ],
    [
      'the name',
      '  hello-page: { gr',
      '  helo-page: { gr',
      /platform.yaml:15:3 error unknown-option[\s\S]*did you mean `hello-page`\?/,
    ],
    [
      'the name on a cluster',
      '{ hello-page: { host',
      '{ helo-page: { host',
      /platform.yaml:10:19 error unknown-option[\s\S]*did you mean `hello-page`\?/,
    ],
    ['the kind of block', '{ greeting: bonjour }', '5', /platform.yaml:15:15 error wrong-type/],
    [
      'what only a cluster can answer',
      '{ host: page.example.org }',
      '{}',
      /platform.yaml:10:19 error missing-option[\s\S]*`host` is missing/,
    ],
    [
      'what its check asks for',
      'greeting: bonjour',
      'issuer: letsencrypt-prd',
      /platform.yaml:15:25 error unknown-issuer/,
    ],
    ['what it needs', '  contour: {}\n', '', /platform.yaml:\d+:\d+ error missing-need/],
    [
      'a folder that is named twice',
      '[./my-components]',
      '[./my-components, ./my-components]',
      /platform.yaml:5:31 error wrong-value/,
    ],
    ['a folder that is none', '[./my-components]', '[my-components]', /platform.yaml:5:14 error wrong-value/],
  ])('%s has its line', (_, piece, by, expected) => {
    change('platform.yaml', piece, by);
    const { code, out, err } = run('generate');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(expected);
    expect(existsSync(join(folder, 'kustomize'))).toBe(false);
  });
});

describe('an extension that is broken', () => {
  const add = (path: string, text: string) => () => replaceFolder(folder, new Map([...example, [path, text]]));
  const edit = (path: string, piece: string, by: string) => () => change(path, piece, by);

  it.each<[string, () => void, RegExp]>([
    [
      'a folder that is not there',
      edit('platform.yaml', './my-components', './components'),
      /platform.yaml:5:14 error unknown-extension\n {2}there is no folder `\.\/components`/,
    ],
    [
      'a folder with nothing in it',
      edit('platform.yaml', './my-components', './my-components/hello-page/stages'),
      /platform.yaml:5:14 error unknown-extension\n.*has no component in it/,
    ],
    [
      'a name of Plinth',
      add('my-components/vault/component.ts', ''),
      /platform.yaml:5:14 error duplicate-component\n.*Plinth has a component of that name/,
    ],
    [
      'a folder of the tree',
      add('my-components/apps/component.ts', ''),
      /platform.yaml:5:14 error duplicate-component/,
    ],
    [
      'a name that is none',
      add('my-components/My_Thing/component.ts', ''),
      /platform.yaml:5:14 error unknown-extension\n.*cannot be the name/,
    ],
    [
      'a missing part',
      add('my-components/other/component.ts', ''),
      /my-components\/other\/schema.yaml:1:1 error broken-extension\n.*has no schema.yaml, no stages/,
    ],
    ['YAML that is none', edit(schema, 'properties:', 'properties: ['), /schema.yaml:\d+:\d+ error broken-extension/],
    [
      'a schema that is none',
      edit(schema, 'minLength: 2', 'minLenght: 2'),
      /schema.yaml:7:5 error broken-extension\n {2}`minLenght` is no keyword/,
    ],
    ['a type that is none', edit(schema, 'type: string', 'type: text'), /schema.yaml:6:5 error broken-extension/],
    [
      'a definition that is none',
      edit(schema, '$defs/dnsLabel', '$defs/dnsLable'),
      /schema.yaml:15:5 error broken-extension\n.*\n {2}→ did you mean `#\/\$defs\/dnsLabel`/,
    ],
    [
      'an option that all have',
      edit(schema, 'greeting:', 'patches:'),
      /schema.yaml:4:3 error broken-extension\n.*has the option `patches` already/,
    ],
    [
      'an option without description',
      edit(schema, '    description: What the page says.\n', ''),
      /schema.yaml:4:3 error broken-extension\n.*no description/,
    ],
    [
      'TypeScript that is none',
      edit(install, "summary: 'the page',", "summary: = 'the page',"),
      /stages\/install.ts:9:12 error broken-extension\n {2}it is not TypeScript/,
    ],
    [
      'JavaScript that is none',
      edit(install, 'replicas: 2,', 'replicas: 2, await: await 3,'),
      /stages\/install.ts:\d+:\d+ error broken-extension\n {2}it cannot be run: SyntaxError/,
    ],
    [
      'an import of another program',
      edit(install, "from 'plinth'", "from 'node:fs'"),
      /stages\/install.ts:1:1 error broken-extension\n {2}it imports `node:fs`/,
    ],
    [
      'an import of nothing',
      edit(component, './stages/access.ts', './stages/acces.ts'),
      /component.ts:2:1 error broken-extension\n {2}it imports `.\/stages\/acces.ts`/,
    ],
    [
      'a module that throws',
      edit(access, 'const metadata', "throw new Error('not today');\nconst metadata"),
      /stages\/access.ts:3:1 error broken-extension\n.*not today/,
    ],
    [
      'no component',
      edit(component, 'export const', 'const'),
      /component.ts:1:1 error broken-extension\n {2}it exports no component/,
    ],
    [
      'another name',
      edit(component, "name: 'hello-page',", "name: 'hello',"),
      /component.ts:1:1 error broken-extension\n.*its folder is `hello-page`/,
    ],
    [
      'a stage that is none',
      edit(component, '{ install, access }', '{ install }'),
      /stages\/access.ts:1:1 error broken-extension\n.*no stage of it/,
    ],
    [
      'a need that is none',
      edit(access, "'contour/install'", "'contour/instal'"),
      /stages\/access.ts:1:1 error broken-extension\n.*\n {2}→ did you mean `contour\/install`/,
    ],
    [
      'a function that throws',
      edit(install, 'resources: ({ options }) => [', 'resources: ({ options }) => [\n    options.nothing.more,'),
      /stages\/install.ts:11:5 error broken-extension\n {2}`stages.install.resources` failed: TypeError: Cannot read properties of undefined/,
    ],
    [
      'a check that throws',
      edit(component, 'yield* unknownIssuer(context.options.issuer, context);', 'yield* context.options.nothing;'),
      /component.ts:13:5 error broken-extension\n {2}`check` failed: TypeError/,
    ],
    [
      'a function that gives no list',
      edit(access, 'clusterResources: ({ options, needs }) => [', 'clusterResources: async ({ options, needs }) => ['),
      /component.ts:1:1 error broken-extension\n.*a promise/,
    ],
    [
      'an object that is none',
      edit(install, "    create('v1', 'ServiceAccount'", "    {},\n    create('v1', 'ServiceAccount'"),
      /component.ts:1:1 error broken-extension\n.*no object with `apiVersion`/,
    ],
  ])('%s is at its line, and nothing is written', (_, breakIt, expected) => {
    breakIt();
    const { code, out, err } = run('generate');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(expected);
    expect(existsSync(join(folder, 'kustomize'))).toBe(false);
  });

  it('that gives what its types refuse is the first to be suspected', () => {
    change(install, "summary: 'the page',", "summary: 'the page', provides: 5,");
    expect(run('generate')).toMatchObject({ code: 2, err: expect.stringContaining('run `tsc` over it') });
    expect(existsSync(join(folder, 'kustomize'))).toBe(false);
  });

  it('is named from where people are', () => {
    change(install, "summary: 'the page',", "summary: = 'the page',");
    const { out } = plinth(['validate', '--platform', 'platform/platform.yaml', '--format', 'github'], {
      cwd: scratch,
      env,
    });
    expect(out).toContain('file=platform/my-components/hello-page/stages/install.ts,line=9');
  });

  it('has the name of one in another extension', () => {
    const twice = [...example].flatMap(([path, text]) => [
      [path, text] as const,
      [path.replace('my-', 'our-'), text] as const,
    ]);
    replaceFolder(folder, new Map(twice));
    change('platform.yaml', '[./my-components]', '[./my-components, ./our-components]');
    expect(run('validate').out).toMatch(
      /platform.yaml:5:31 error duplicate-component\n.*\.\/my-components has a component/,
    );
  });
});
