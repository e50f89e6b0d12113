// Rebuilds engine.wasm.br from go/: `node build.mjs`; `--check` compares with the committed digest and writes nothing.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { borrow, lenders } from './borrow.mjs';
import { describeLicences } from './licences.mjs';
import { snapshot } from './snapshot.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const pinned = 'go1.26.8';
const checking = process.argv.includes('--check');

const versions = [
  '-X helm.sh/helm/v4/internal/version.version=v4.2.1',
  '-X sigs.k8s.io/kustomize/api/provenance.version=kustomize/v5.8.1',
];

function go(words, cwd) {
  const target = { GOOS: 'wasip1', GOARCH: 'wasm', GOWASM: '', GOEXPERIMENT: '', CGO_ENABLED: '0' };
  const env = { ...process.env, ...target, GOTOOLCHAIN: 'local', GOWORK: 'off', GOFLAGS: '-p=2 -mod=readonly' };
  return execFileSync('go', words, { cwd, env, encoding: 'utf8' });
}

/** Where the files of a module are, `path@version`. */
function folderOf(module, folder) {
  return JSON.parse(go(['mod', 'download', '-json', module], folder)).Dir;
}

/** Every module that is linked, with where its files are; the stubs are our own. */
function linkedModules(folder) {
  const form = '{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}';
  const lines = go(['list', '-deps', '-modfile=stub.mod', '-f', form, '.'], folder).split('\n');
  const own = lines.filter((line) => line !== '' && !line.includes(`${folder}/stubs`)).map((line) => line.split(' '));
  const lent = lenders.map((module) => [...module.split('@'), folderOf(module, folder)]);
  const all = [...own, ...lent, ['Go', pinned, go(['env', 'GOROOT'], folder).trim()]];
  const unique = new Map(all.map(([path, version, folder]) => [path, { path, version, folder }]));
  return [...unique.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function compile() {
  const version = go(['env', 'GOVERSION'], here).trim();
  if (version !== pinned) throw new Error(`the module is built with ${pinned}, this is ${version}`);
  const folder = mkdtempSync(join(tmpdir(), 'kubeconform-wasm-'));
  try {
    cpSync(join(here, 'go'), folder, { recursive: true });
    borrow(join(folder, 'stubs'), (module) => folderOf(module, folder));
    const flags = ['-trimpath', '-buildvcs=false', '-buildmode=c-shared', '-modfile=stub.mod', '-ldflags'];
    if (!checking) writeFileSync(join(here, 'licences.md'), describeLicences(linkedModules(folder)));
    go(['build', ...flags, `-s -w ${versions.join(' ')}`, '-o', 'engine.wasm', '.'], folder);
    return readFileSync(join(folder, 'engine.wasm'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks the module to do what the first calls would: the one message that the host never sends. */
function prepare({ memory, allocate, run }) {
  const head = Buffer.from('{"operation": "prepare"}');
  const message = Buffer.concat([Buffer.from(Uint32Array.of(head.length).buffer), head]);
  Buffer.from(memory.buffer).set(message, allocate(message.length) >>> 0);
  const packed = BigInt.asUintN(64, run());
  const answer = Buffer.from(memory.buffer, Number(packed >> 32n), Number(packed & 0xffff_ffffn)).toString('utf8', 4);
  if (!answer.startsWith('{"ok":true}')) throw new Error(`the module could not be prepared: ${answer}`);
}

const wasm = snapshot(compile(), prepare);
const digest = createHash('sha256').update(wasm).digest('hex');
const record = join(here, 'engine.sha256');
if (checking) {
  const committed = readFileSync(record, 'utf8').trim();
  console.log(committed === digest ? `same: ${digest}` : `differs: built ${digest}, committed ${committed}`);
  process.exitCode = committed === digest ? 0 : 1;
} else {
  const quality = Number(process.env.BROTLI_QUALITY ?? constants.BROTLI_MAX_QUALITY);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length,
  };
  const packed = brotliCompressSync(wasm, { params });
  writeFileSync(join(here, 'engine.wasm.br'), packed);
  writeFileSync(record, `${digest}\n`);
  console.log(`${digest}: ${wasm.length} bytes, ${packed.length} with brotli`);
}
