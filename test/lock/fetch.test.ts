import type { ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { download } from '../../generator/lock/download.ts';
import { fetchArtefact } from '../../generator/lock/fetch-artefact.ts';
import { openNetwork } from '../../generator/lock/network.ts';
import { fingerprint } from '../../generator/write/ledger.ts';
import { helm, packageChart, repositoryOf, scratchFolder } from './charts.ts';
import { failureOf } from './failure-of.ts';
import { openInternet } from './internet.ts';
import { makeCertificate, noCertificates } from './registry.ts';
import { serve, serving } from './serve.ts';

const folder = scratchFolder();
const patience = { idle: 200, total: 600, attempts: 3, pause: 1, longest: 1000 };
const network = (env: NodeJS.ProcessEnv = {}) => openNetwork(patience, { HOME: folder, ...env });
const manifest = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n';
const fetchManifest = (url: string, env?: NodeJS.ProcessEnv) => fetchArtefact({ kind: 'manifest', url }, network(env));

describe.skipIf('missing' in helm)(`a chart repository ${'missing' in helm ? helm.missing : ''}`, () => {
  const chart = (repository: string, name = 'web', version = '1.2.3') =>
    ({ kind: 'chart', repository, name, version }) as const;
  const packaged = () => {
    const archive = packageChart(folder, 'web', '1.2.3');
    packageChart(folder, 'other', 'v0.1.0');
    return dirname(archive);
  };

  it('gives a chart by the addresses of its index, relative or absolute, below a path or not', async () => {
    const packages = packaged();
    const files = repositoryOf(packages);
    const below = new Map([...files].map(([path, bytes]) => [`/charts${path}`, bytes]));
    const plain = await serve(serving(files));
    const nested = await serve(serving(below));
    const absolute = await serve(serving(new Map(repositoryOf(packages, plain.url))));
    const bytes = files.get('/web-1.2.3.tgz') as Buffer;
    for (const repository of [
      plain.url,
      `${plain.url}/`,
      `${nested.url}/charts`,
      `${nested.url}/charts/`,
      absolute.url,
    ]) {
      const fetched = await fetchArtefact(chart(repository), network());
      expect(fingerprint(fetched.bytes)).toBe(fingerprint(bytes));
      expect(fetched.url).toMatch(/web-1\.2\.3\.tgz$/);
    }
    expect(plain.asked.map(({ path }) => path).slice(0, 2)).toEqual(['/index.yaml', '/web-1.2.3.tgz']);
    expect((await fetchArtefact(chart(plain.url, 'other', 'v0.1.0'), network())).url).toBe(
      `${plain.url}/other-v0.1.0.tgz`,
    );
  });

  it('asks for an index once, however many charts it takes from it', async () => {
    const server = await serve(serving(repositoryOf(packaged())));
    const shared = network();
    await Promise.all([
      fetchArtefact(chart(server.url), shared),
      fetchArtefact(chart(server.url, 'other', 'v0.1.0'), shared),
    ]);
    expect(server.asked.filter(({ path }) => path === '/index.yaml')).toHaveLength(1);
  });

  it('refuses bytes that are not those of the index, and names both digests', async () => {
    const files = repositoryOf(packaged());
    const promised = fingerprint(files.get('/web-1.2.3.tgz') as Buffer);
    const served = Buffer.concat([files.get('/web-1.2.3.tgz') as Buffer, Buffer.from('x')]);
    const server = await serve(serving(new Map([...files, ['/web-1.2.3.tgz', served]])));
    expect(await failureOf(fetchArtefact(chart(server.url), network()))).toBe(
      `${server.url}/web-1.2.3.tgz: the digest is sha256:${fingerprint(served)}; the repository's index says sha256:${promised}`,
    );
  });

  it('says what is not there, and what may be meant', async () => {
    const { url } = await serve(serving(repositoryOf(packaged())));
    const failure = (...words: [string, string]) => failureOf(fetchArtefact(chart(url, ...words), network()));
    expect(await failure('wbe', '1.2.3')).toBe(`${url}/index.yaml has no chart wbe → Did you mean \`web\`?`);
    expect(await failure('web', '1.2.4')).toContain('/index.yaml has no version 1.2.4 of web → Has it');
    expect(await failure('other', '0.1.0')).toMatch(/→ Did you mean `v0\.1\.0`\?$/);
    const gone = await failureOf(fetchArtefact(chart(`${url}/nowhere`), network()));
    expect(gone).toBe(
      `${url}/nowhere/index.yaml: 404 Not Found → Is the address right, and is this version (still) there?`,
    );
  });

  it('refuses what is no chart, another chart, and a bomb', async () => {
    const files = repositoryOf(packaged());
    const index = String(files.get('/index.yaml')).replace(/digest: .*/g, 'digest: ""');
    const failure = async (bytes: Buffer | string) => {
      const server = await serve(
        serving(
          new Map([
            ['/index.yaml', index],
            ['/web-1.2.3.tgz', bytes],
          ]),
        ),
      );
      return failureOf(fetchArtefact(chart(server.url), network()));
    };
    expect(await failure('<html>please log in</html>')).toMatch(/^http:.*\/web-1\.2\.3\.tgz is a web page/);
    expect(await failure('not a chart')).toContain('is no gzip');
    expect(await failure(files.get('/other-v0.1.0.tgz') as Buffer)).toContain('is the chart other v0.1.0');
    expect(await failure((files.get('/web-1.2.3.tgz') as Buffer).subarray(0, -9))).toContain('cannot be unpacked');
    expect(await failure(gzipSync('nothing'))).toContain('cannot be unpacked');
    expect(await failure(gzipSync(Buffer.alloc(1024)))).toContain('holds no Chart.yaml');
    expect(await failure(gzipSync(Buffer.alloc(201_000_000), { level: 1 }))).toContain('cannot be unpacked');
  });
});

describe('a server', () => {
  const flaky = (answers: readonly ((response: ServerResponse) => void)[]) => {
    let count = 0;
    return serve((_, response) => {
      const answer = answers[count++];
      if (answer === undefined) response.end(manifest);
      else answer(response);
    });
  };
  const status =
    (code: number, headers = {}) =>
    (response: ServerResponse) =>
      response.writeHead(code, headers).end();

  it('is asked again when it fails for a moment, and no more often than patience allows', async () => {
    const passing = await flaky([status(500), status(503)]);
    expect(String((await fetchManifest(passing.url)).bytes)).toBe(manifest);
    expect(passing.asked).toHaveLength(3);
    const down = await flaky([status(500), status(502), status(504), status(500)]);
    expect(await failureOf(fetchManifest(down.url))).toContain('504 Gateway Timeout (tried 3 times)');
    expect(down.asked).toHaveLength(3);
    const missing = await flaky([status(404)]);
    expect(await failureOf(fetchManifest(missing.url))).toContain('404 Not Found');
    expect(missing.asked).toHaveLength(1);
  });

  it('says itself when to come back', async () => {
    const busy = await flaky([status(429, { 'retry-after': '0' })]);
    expect(String((await fetchManifest(busy.url)).bytes)).toBe(manifest);
    const closed = await flaky([status(429, { 'retry-after': '3600' })]);
    expect(await failureOf(fetchManifest(closed.url))).toContain(
      '429 Too Many Requests; the server asks to come back in 3600 s',
    );
    expect(closed.asked).toHaveLength(1);
  });

  it('may end in the middle of an answer', async () => {
    const half = (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': manifest.length });
      response.write(manifest.slice(0, 20), () => response.destroy());
    };
    const once = await flaky([half]);
    expect(String((await fetchManifest(once.url)).bytes)).toBe(manifest);
    const always = await flaky([half, half, half]);
    expect(await failureOf(fetchManifest(always.url))).toContain('(tried 3 times)');
    const chunked = (response: ServerResponse) => {
      response.write(manifest.slice(0, 20), () => response.destroy());
    };
    expect(await failureOf(fetchManifest((await flaky([chunked, chunked, chunked])).url))).toContain('(tried 3 times)');
  });

  it('may be silent, or drip', async () => {
    const silent = await serve(() => undefined);
    expect(await failureOf(fetchManifest(silent.url))).toContain('no byte within 0.2 s (tried 3 times)');
    const dripping = await serve((_, response) => {
      const timer = setInterval(() => response.write('#'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect(await failureOf(fetchManifest(dripping.url))).toContain('no whole answer within 0.6 s (tried 3 times)');
  });

  it('may not be there', async () => {
    expect(await failureOf(fetchManifest('http://127.0.0.1:1/a.yaml'))).toContain('ECONNREFUSED');
    expect(await failureOf(fetchManifest('https://no-such-host.invalid/a.yaml'))).toMatch(
      /the host no-such-host\.invalid is not known|EAI_AGAIN/,
    );
  });

  it('redirects', async () => {
    const server = await serve((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step === 0) response.end(manifest);
      else response.writeHead(302, { location: String(step - 1) }).end();
    });
    expect(String((await fetchManifest(`${server.url}/10`)).bytes)).toBe(manifest);
    expect(await failureOf(fetchManifest(`${server.url}/11`))).toBe(`${server.url}/11: more than 10 redirects`);
    const loop = await serve((_, response) => response.writeHead(308, { location: '/' }).end());
    expect(await failureOf(fetchManifest(loop.url))).toContain('more than 10 redirects');
    expect(loop.asked).toHaveLength(11);
    const elsewhere = await serve((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end());
    expect(await failureOf(fetchManifest(elsewhere.url))).toContain('over https, http and oci only');
    const nowhere = await serve((_, response) => response.writeHead(302).end());
    expect(await failureOf(fetchManifest(nowhere.url))).toContain('302 without a location');
  });

  it('may send more than anyone wants', async () => {
    const declared = await serve((_, response) => response.writeHead(200, { 'content-length': '200000001' }).end());
    expect(await failureOf(fetchManifest(declared.url))).toContain('the answer is larger than 200 MB');
    const endless = await serve((_, response) => {
      const more = (): boolean => response.write(Buffer.alloc(65_536)) && more();
      response.on('drain', more);
      more();
    });
    const question = { url: new URL(endless.url), limit: 1_000_000 };
    expect(await failureOf(download(question, network()))).toContain('the answer is larger than 1 MB');
    expect(endless.asked).toHaveLength(1);
  });

  it('may serve something that is no manifest', async () => {
    const page = await serve((_, response) => response.end('<!doctype html><title>Sign in</title>'));
    expect(await failureOf(fetchManifest(page.url))).toContain('is no Kubernetes manifest');
    const json = await serve((_, response) => response.end('{\n  "kind": "Namespace" }'));
    expect((await fetchManifest(json.url)).url).toBe(json.url);
  });
});

it.skipIf(noCertificates !== '')('a proxy is asked for what is not encrypted, too', async () => {
  const url = 'http://mirror.example.org/a.yaml?ref=1';
  const { env, asked } = await openInternet(makeCertificate(folder), new Map([[url, manifest]]));
  vi.stubEnv('HTTP_PROXY', env.HTTP_PROXY);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(String((await fetchManifest(url)).bytes)).toBe(manifest);
  expect(asked).toEqual([url]);
});

describe('credentials', () => {
  const basic = Buffer.from('robot:hunter2').toString('base64');
  const logins = (...hosts: string[]) => ({
    DOCKER_AUTH_CONFIG: JSON.stringify({ auths: Object.fromEntries(hosts.map((host) => [host, { auth: basic }])) }),
  });
  const hostOf = (url: string) => new URL(url).host;

  it('go to the host they are for, and not to where it redirects', async () => {
    const other = await serve((_, response) => response.end(manifest));
    const own = await serve((_, response) => response.writeHead(302, { location: other.url }).end());
    // not even when that host has credentials of its own: the first one would choose what they are used for
    await fetchManifest(own.url, logins(hostOf(own.url), hostOf(other.url)));
    expect(own.asked).toMatchObject([{ authorization: `Basic ${basic}` }]);
    expect(other.asked).toMatchObject([{ authorization: undefined }]);
  });

  it('do not go to a host whose name only resembles theirs', async () => {
    const server = await serve((_, response) => response.end(manifest));
    await fetchManifest(server.url, logins(`${hostOf(server.url)}0`, '127.0.0.1', 'example.org'));
    expect(server.asked).toMatchObject([{ authorization: undefined }]);
  });

  it('are asked for where they are missing or refused, and never shown', async () => {
    const server = await serve((_, response) =>
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
    );
    const host = hostOf(server.url);
    const hint = `Credentials for ${host} come from \`docker login ${host}\`, or from DOCKER_AUTH_CONFIG in the environment.`;
    expect(await failureOf(fetchManifest(server.url))).toBe(`${server.url}/: 401 Unauthorized → ${hint}`);
    expect(await failureOf(fetchManifest(server.url, logins(host)))).toBe(`${server.url}/: 401 Unauthorized → ${hint}`);
    const written = server.url.replace('//', '//robot:hunter2@');
    expect(await failureOf(fetchManifest(written))).toBe(
      `${server.url}/: the address holds a user or a password → ${hint}`,
    );
    const broken = await failureOf(Promise.resolve().then(() => network({ DOCKER_AUTH_CONFIG: '{"auths": hunter2' })));
    expect(broken).not.toContain('hunter2');
  });

  it('in the query of an address are not shown either', async () => {
    const server = await serve((_, response) => response.writeHead(403).end());
    expect(await failureOf(fetchManifest(`${server.url}/a.yaml?token=hunter2`))).not.toContain('hunter2');
  });
});
