import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, loadEngine } from '../src/index.ts';

const root = join(import.meta.dirname, '..');
const kubeVersion = '1.34.0';
const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n';
const files = { 'k/kustomization.yaml': 'resources: [r.yaml]\n', 'k/r.yaml': object };
const call = { files, path: 'k', kubeVersion };

let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await loadEngine();
  folder = mkdtempSync(join(tmpdir(), 'kubeconform-wasm-test-'));
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the engine', () => {
  it('says what it is made of', async () => {
    const value = { kustomize: '5.8.1', helm: '4.2.1', kubeconform: '0.8.0' };
    expect(await engine.versions()).toEqual({ ok: true, value, warnings: [] });
  });

  it('answers many calls at once, each with its own', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `name-${index}`);
    const results = await Promise.all(
      names.map((name) =>
        engine.kustomizeBuild({ ...call, files: { ...files, 'k/r.yaml': object.replace('x', name) } }),
      ),
    );
    expect(results.map((result) => result.ok && Buffer.from(result.value).toString())).toEqual(
      names.map((name) => object.replace('x', name)),
    );
  });

  it('hands on what the tool would have warned about', async () => {
    const files = { 'k/kustomization.yaml': 'resources: [r.yaml]\ncommonLabels: {a: b}\n', 'k/r.yaml': object };
    const result = await engine.kustomizeBuild({ ...call, files });
    expect(result.ok && result.warnings.join('\n')).toContain("'commonLabels' is deprecated");
  });

  it('survives a Go panic: it is reported, and the next call is answered', async () => {
    const files = {
      'k/kustomization.yaml': 'resources: [r.yaml]\nopenapi: {path: o.json}\npatches: [{path: r.yaml}]\n',
      'k/r.yaml': object,
      'k/o.json': '{',
    };
    const result = await engine.kustomizeBuild({ ...call, files });
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'panic', message: expect.stringContaining('invalid schema file') },
    });
    expect((await engine.kustomizeBuild(call)).ok).toBe(true);
  });

  it('forgets the OpenAPI document of one build before the next', async () => {
    const widget = 'apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: g}\nparts:\n- name: a\n';
    const part = {
      type: 'array',
      items: { type: 'object' },
      'x-kubernetes-patch-merge-key': 'name',
      'x-kubernetes-patch-strategy': 'merge',
    };
    const gvk = [{ group: 'example.org', version: 'v1', kind: 'Widget' }];
    const schema = {
      definitions: { Widget: { properties: { parts: part }, type: 'object', 'x-kubernetes-group-version-kind': gvk } },
    };
    const parts = {
      'k/r.yaml': widget,
      'k/p.yaml': widget.replace('name: a', 'name: b'),
      'k/o.json': JSON.stringify(schema),
    };
    const kustomization = 'resources: [r.yaml]\npatches: [{path: p.yaml}]\n';
    const plain = { ...call, files: { ...parts, 'k/kustomization.yaml': kustomization } };
    const merging = {
      ...call,
      files: { ...parts, 'k/kustomization.yaml': `${kustomization}openapi: {path: o.json}\n` },
    };
    const texts = [];
    for (const one of [plain, merging, plain]) {
      const result = await engine.kustomizeBuild(one);
      texts.push(result.ok ? Buffer.from(result.value).toString() : result.error.message);
    }
    expect(texts[1]).toContain('- name: b\n- name: a');
    expect(texts[0]).not.toContain('name: a');
    expect(texts[2]).toBe(texts[0]);
  });

  it('needs a version of Kubernetes and a name for the release', async () => {
    const chart = { 'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n' };
    for (const result of [
      await engine.kustomizeBuild({ ...call, kubeVersion: '' }),
      await engine.helmTemplate({ chart, releaseName: 'r', kubeVersion: '' }),
      await engine.helmTemplate({ chart, releaseName: '', kubeVersion }),
      await engine.validate({ objects: [], kubernetes: '', schemas: {} }),
    ])
      expect(result).toMatchObject({
        ok: false,
        error: { kind: 'input', message: expect.stringContaining('required') },
      });
  });

  it('refuses what it cannot send, without throwing', async () => {
    const wrong = { ...call, files: { 'k/a': 5 } } as never;
    expect(await engine.kustomizeBuild(wrong)).toEqual({
      ok: false,
      error: { kind: 'input', message: 'files["k/a"] must be text or bytes' },
    });
    for (const nothing of [undefined, null, {}, 5]) {
      expect((await engine.kustomizeBuild(nothing as never)).ok).toBe(false);
      expect((await engine.helmTemplate(nothing as never)).ok).toBe(false);
      expect((await engine.validate(nothing as never)).ok).toBe(false);
    }
  });
});

describe('its life', () => {
  it('does not begin with the chance of the machine that built it', async () => {
    const chart = {
      'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'templates/t.yaml': 'a: {{ randAlphaNum 20 }}-{{ randInt 0 1000000000 }}\n',
    };
    const texts = new Set<string>();
    for (let round = 0; round < 2; round++) {
      const fresh = await loadEngine();
      const result = await fresh.helmTemplate({ chart, releaseName: 'r', kubeVersion });
      texts.add(result.ok ? Buffer.from(result.value).toString() : result.error.message);
      await fresh.close();
    }
    expect([...texts].join('')).toMatch(/^(---\n# Source: c\/templates\/t\.yaml\na: \w{20}-\d+\n){2}$/);
    expect(texts.size).toBe(2);
    expect(new Set([...texts].map((text) => text.split('-').at(-1))).size).toBe(2);
  });

  it('ends: calls under way and later ones are told', async () => {
    const short = await loadEngine();
    const chart = {
      'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'templates/t.yaml': '{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}',
    };
    const pending = short.helmTemplate({ chart, releaseName: 'r', kubeVersion });
    const queued = short.kustomizeBuild(call);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await short.close();
    expect(await pending).toMatchObject({ error: { kind: 'closed' } });
    expect(await queued).toMatchObject({ error: { kind: 'closed' } });
    expect(await short.versions()).toMatchObject({ error: { kind: 'closed' } });
  });

  it('begins with a module that is not packed', async () => {
    const wasm = join(folder, 'engine.wasm');
    writeFileSync(wasm, brotliDecompressSync(readFileSync(join(root, 'engine.wasm.br'))));
    for (const given of [wasm, readFileSync(wasm)]) {
      const unpacked = await loadEngine({ wasm: given });
      expect(await unpacked.versions()).toMatchObject({ ok: true });
      await unpacked.close();
    }
  });

  it('fails to begin without its module, or with a part of it, and says so', async () => {
    const cut = join(folder, 'cut.wasm.br');
    const packed = readFileSync(join(root, 'engine.wasm.br'));
    writeFileSync(cut, packed.subarray(0, packed.length - 1000));
    const half = brotliDecompressSync(packed).subarray(0, -1000);
    for (const wasm of ['/nowhere/engine.wasm.br', Uint8Array.of(0, 97, 115, 109), cut, half]) {
      const broken = await loadEngine({ wasm });
      expect(await broken.versions()).toMatchObject({ ok: false, error: { kind: 'engine' } });
      await broken.close();
    }
  });
});

describe('away from home', () => {
  const script = (from: string, options: string) =>
    `import { loadEngine } from '${from}';\nconst engine = await loadEngine(${options});\nconst result = await engine.kustomizeBuild(${JSON.stringify(call)});\nconsole.log(Buffer.from(result.value).toString());\n`;

  it('works from the packed package, and does not keep the process alive', () => {
    const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(packed.stderr).toBe('');
    const target = join(folder, 'user/node_modules/kubeconform-wasm');
    mkdirSync(target, { recursive: true });
    const archive = join(folder, packed.stdout.trim().split('\n').at(-1) ?? '');
    spawnSync('tar', ['xzf', archive, '-C', target, '--strip-components=1']);
    writeFileSync(join(folder, 'user/main.mjs'), script('kubeconform-wasm', ''));
    const ran = spawnSync(process.execPath, ['main.mjs'], { cwd: join(folder, 'user'), encoding: 'utf8' });
    expect(ran).toMatchObject({ status: 0, stderr: '', stdout: `${object}\n` });
  });

  it('works inside a minified CommonJS bundle', async () => {
    cpSync(join(root, 'engine.wasm.br'), join(folder, 'engine.wasm.br'));
    const [first, ...rest] = script(join(root, 'src/index.ts'), '{ wasm: process.argv[2] }').split('\n');
    const contents = `${first}\n(async () => {\n${rest.join('\n')}})();\n`;
    const stdin = { contents, resolveDir: root, loader: 'ts' as const };
    const outfile = join(folder, 'bundle.cjs');
    const bundled = { format: 'cjs', bundle: true, minify: true, platform: 'node', target: 'node20' } as const;
    await build({ stdin, outfile, ...bundled, logLevel: 'silent' });
    const ran = spawnSync(process.execPath, [outfile, join(folder, 'engine.wasm.br')], { encoding: 'utf8' });
    expect(ran).toMatchObject({ status: 0, stderr: '', stdout: `${object}\n` });
  });
});
