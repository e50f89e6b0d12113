import { type ChildProcess, spawn } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { registerScript, registration } from '../generator/components/vcluster/registrar.ts';
import { toYaml, type Yaml } from '../generator/yaml.ts';
import { makeCertificate, noCertificates } from './lock/registry.ts';
import { serve } from './lock/serve.ts';
import { hasCommand } from './support/tools.ts';

/*
 * The proof of the mechanism, once with the real ones (Argo CD 3.2, kube-apiserver 1.34 with Pod Security and RBAC; what vcluster exports is
 * what pkg/util/kubeconfig writes at v0.36.1): this script, with a token of the ServiceAccount and the generated Roles, brought the exported
 * Secret into the generated one; an Application with `destination: { name: lab }` was then Synced and Healthy. Applying the generated
 * Secret again, server-side, left `config` as it was. With vcluster's own `config` Argo CD said "failed to unmarshal cluster config". The
 * account could neither list nor create Secrets in `argocd`, nor read another one of the cluster's namespace.
 */

const folder = mkdtempSync(join(tmpdir(), 'plinth-registration-'));
const missing = hasCommand('curl') ? noCertificates : 'curl is not installed';
let running: ChildProcess | undefined;
afterEach(() => void running?.kill());
afterAll(() => rmSync(folder, { recursive: true }));

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly type: string | undefined;
  readonly login: string | undefined;
  readonly body: string;
}

/** Answers for Secrets as an API server does, in YAML, and keeps what it was asked. */
function secrets(exported: ReadonlyMap<string, string>, asked: Asked[]): RequestListener {
  return (request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      const { method, url = '', headers } = request;
      asked.push({ method, url, type: headers['content-type'], login: headers.authorization, body });
      const found = method === 'PATCH' ? '{}' : exported.get(url);
      response.statusCode = found === undefined ? 404 : 200;
      response.end(found ?? 'not found');
    });
  };
}

/** A Secret as vcluster exports it and an API server shows it. */
function exportedSecret(name: string, values: { readonly [key: string]: string }): string {
  const fields = Object.fromEntries(Object.keys(values).map((key) => [`f:${key}`, {}]));
  return toYaml({
    apiVersion: 'v1',
    data: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, base64(value)])),
    kind: 'Secret',
    metadata: { name, managedFields: [{ manager: 'vcluster', fieldsV1: { 'f:data': fields } }] },
    type: 'Opaque',
  } as Yaml);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Runs the script against an API server that has some Secrets, until it has gone through all clusters once. */
async function register(exported: ReadonlyMap<string, string>, names: readonly string[]) {
  const { cert, key } = makeCertificate(folder);
  const asked: Asked[] = [];
  const tls = { cert: readFileSync(cert), key: readFileSync(key) };
  const { port } = await serve(secrets(exported, asked), tls);
  const state = mkdtempSync(join(folder, 'state-'));
  onTestFinished(() => rmSync(state, { recursive: true }));
  writeFileSync(join(folder, 'token'), 'a-token');
  writeFileSync(join(folder, 'ca.crt'), tls.cert);
  const places = { ACCOUNT: folder, STATE: state, PATH: process.env['PATH'] };
  const api = { KUBERNETES_SERVICE_HOST: 'localhost', KUBERNETES_SERVICE_PORT: String(port) };
  running = spawn('/bin/sh', ['-c', registerScript(names)], { env: { ...places, ...api }, stdio: 'ignore' });
  const last = names.at(-1);
  const done = () =>
    asked.some(
      ({ method, url }) => url?.endsWith(`-${last}`) === true && (method === 'PATCH') === exported.has(url ?? ''),
    );
  await expect.poll(() => done() || existsSync(join(state, 'registered')), { timeout: 10_000 }).toBe(true);
  return { asked, state };
}

const certificate = () => readFileSync(join(folder, 'cert.pem'), 'utf8');
const privateKey = () => readFileSync(join(folder, 'key.pem'), 'utf8');

function exportedLab(): readonly [string, string] {
  const values = {
    'certificate-authority': certificate(),
    'client-certificate': certificate(),
    'client-key': privateKey(),
    config: 'apiVersion: v1\nkind: Config\n',
    token: '',
  };
  return ['/api/v1/namespaces/vc-lab/secrets/vc-lab', exportedSecret('vc-lab', values)];
}

describe.skipIf(missing !== '')(`the registration of a cluster inside the hub ${missing}`, () => {
  it('brings what vcluster exports into the form of Argo CD', async () => {
    makeCertificate(folder);
    const [path, secret] = exportedLab();
    const before = { cert: certificate(), key: privateKey() };
    const { asked, state } = await register(new Map([[path, secret]]), ['lab']);
    await expect.poll(() => existsSync(join(state, 'registered'))).toBe(true);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${path}`,
      'PATCH /api/v1/namespaces/argocd/secrets/cluster-lab',
    ]);
    expect(asked.map(({ login }) => login)).toEqual(['Bearer a-token', 'Bearer a-token']);
    expect(asked[1]?.type).toBe('application/merge-patch+json');
    const { data, ...rest } = JSON.parse(asked[1]?.body ?? '') as { data: { [key: string]: string } };
    expect(rest).toEqual({});
    expect(Object.keys(data)).toEqual(['config']);
    const config = JSON.parse(Buffer.from(data['config'] ?? '', 'base64').toString()) as {
      tlsClientConfig: { [key: string]: string };
    };
    const { caData = '', certData = '', keyData = '', ...others } = config.tlsClientConfig;
    expect(others).toEqual({ insecure: false });
    const [ca, own, key] = [caData, certData, keyData].map((each) => Buffer.from(each, 'base64').toString());
    expect({ ca, own, key }).toEqual({ ca: before.cert, own: before.cert, key: before.key });
    // the two belong together: what logs in with it is the client
    expect(new X509Certificate(own ?? '').publicKey.equals(createPublicKey(key ?? ''))).toBe(true);
  });

  it('writes nothing, and is not ready, until vcluster has exported all of it', async () => {
    makeCertificate(folder);
    const half = exportedSecret('vc-lab', { config: 'x', 'certificate-authority': certificate() });
    const path = '/api/v1/namespaces/vc-lab/secrets/vc-lab';
    const { asked, state } = await register(new Map([[path, half]]), ['lab', 'other']);
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(existsSync(join(state, 'registered'))).toBe(false);
  });

  it('leaves to it the login alone: the rest is in git', () => {
    expect(registration('lab')).toMatchObject({
      metadata: { namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
      stringData: { name: 'lab', server: 'https://lab.vc-lab.svc' },
    });
    expect(Object.keys((registration('lab') as unknown as { stringData: object }).stringData)).toEqual([
      'name',
      'server',
    ]);
  });
});
