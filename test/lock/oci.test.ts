import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fetchArtefact } from '../../generator/lock/fetch-artefact.ts';
import { openNetwork } from '../../generator/lock/network.ts';
import { offeredVersions } from '../../generator/lock/offered-versions.ts';
import { fingerprint } from '../../generator/write/ledger.ts';
import { helm, packageChart, runHelm, scratchFolder } from './charts.ts';
import { failureOf } from './failure-of.ts';
import {
  htpasswd,
  makeCertificate,
  noCertificates,
  noRegistry,
  robot,
  startRegistry,
  tokenRule,
  tokenService,
} from './registry.ts';
import { serve } from './serve.ts';

const patience = { idle: 2000, total: 5000, attempts: 2, pause: 1, longest: 1000 };
const missing = [noRegistry, noCertificates, ...('missing' in helm ? [helm.missing] : [])].filter(
  (each) => each !== '',
);

describe.skipIf(missing.length > 0)(`an OCI registry ${missing.join('; ')}`, () => {
  const folder = scratchFolder();
  const network = (env: NodeJS.ProcessEnv = {}) => openNetwork(patience, { HOME: folder, ...env });
  const login = (host: string) => ({ DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [host]: { auth: robot } } }) });
  const chart = (host: string, version = '1.2.3', name = 'web') =>
    ({ kind: 'chart', repository: `oci://${host}/charts`, name, version }) as const;

  /** Pushes a chart with the real Helm; gives its archive and the digest that Helm reports. */
  const push = (host: string, version: string, note = '') => {
    const archive = packageChart(folder, 'web', version, note);
    const said = runHelm(['push', archive, `oci://${host}/charts`, '--plain-http'], {
      HELM_REGISTRY_CONFIG: join(folder, 'nobody.json'),
    });
    return { bytes: readFileSync(archive), digest: /sha256:[0-9a-f]{64}/.exec(said)?.[0] };
  };

  it('gives the chart that Helm pushed, with the digest that Helm reports', async () => {
    const host = await startRegistry(folder);
    for (const version of ['1.2.3', '2.0.0+build.7']) {
      const { bytes, digest } = push(host, version);
      const fetched = await fetchArtefact(chart(host, version), network());
      expect(fingerprint(fetched.bytes)).toBe(fingerprint(bytes));
      expect(fetched).toMatchObject({
        url: `oci://${host}/charts/web:${version.replace('+', '_')}`,
        manifest: digest,
      });
    }
    expect(await failureOf(fetchArtefact(chart(host, '9.9.9'), network()))).toContain(
      `http://${host}/v2/charts/web/manifests/9.9.9: 404 Not Found`,
    );
  });

  it('tells which versions it has, over as many pages as it takes', async () => {
    const host = await startRegistry(folder);
    for (const version of ['2.0.0', '2.10.0', '2.9.0+build.1']) push(host, version);
    const { versions } = await offeredVersions(chart(host), network());
    expect(versions.slice(0, 3)).toEqual(['2.10.0', '2.9.0+build.1', '2.0.0']);
    const paged = await serve(({ url = '' }, response) => {
      const last = /last=(\w+)/.exec(url)?.[1];
      if (last === undefined) response.setHeader('link', '</v2/charts/web/tags/list?last=a>; rel="next"');
      response.end(JSON.stringify({ tags: last === undefined ? ['1.0.0', 'latest'] : ['1.1.0'] }));
    });
    const both = await offeredVersions(chart(`127.0.0.1:${paged.port}`), network());
    expect(both.versions).toEqual(['1.1.0', '1.0.0']);
  });

  it('is where the index of a chart repository may point', async () => {
    const host = await startRegistry(folder);
    const { digest } = push(host, '1.2.3');
    const index = `apiVersion: v1\nentries:\n  web:\n  - name: web\n    urls:\n    - oci://${host}/charts/web:1.2.3\n    version: 1.2.3\n`;
    const { url } = await serve((_, response) => response.end(index));
    const fetched = await fetchArtefact({ ...chart(host), repository: url }, network());
    expect(fetched.manifest).toBe(digest);
  });

  it('asks for a password', async () => {
    push(await startRegistry(folder), '1.2.3');
    const host = await startRegistry(folder, htpasswd(folder));
    expect((await fetchArtefact(chart(host), network(login(host)))).url).toContain('web:1.2.3');
    mkdirSync(join(folder, '.docker'), { recursive: true });
    writeFileSync(join(folder, '.docker/config.json'), login(host).DOCKER_AUTH_CONFIG);
    expect((await fetchArtefact(chart(host), network())).url).toContain('web:1.2.3');
    const refused = await failureOf(fetchArtefact(chart(host), network({ DOCKER_CONFIG: '/nowhere' })));
    expect(refused).toMatch(/401 Unauthorized → Credentials for 127\.0\.0\.1:\d+ come from/);
  });

  it('asks for a token, which may expire between two questions', async () => {
    push(await startRegistry(folder), '1.2.3');
    const certificate = makeCertificate(folder);
    let lifetime = 300;
    const service = await serve(tokenService(certificate, () => lifetime));
    const host = await startRegistry(folder, tokenRule(`${service.url}/token`, certificate.cert));
    const shared = network(login(host));
    expect((await fetchArtefact(chart(host), shared)).url).toContain('web:1.2.3');
    expect(service.asked.map(({ path }) => path)).toEqual([
      '/token?service=test-registry&scope=repository%3Acharts%2Fweb%3Apull',
    ]);
    for (const key of shared.tokens.keys()) shared.tokens.set(key, `Bearer ${expired(await tokenOf(service.url))}`);
    lifetime = 300;
    expect((await fetchArtefact(chart(host), shared)).url).toContain('web:1.2.3');
    const anonymous = await failureOf(fetchArtefact(chart(host), network({ DOCKER_CONFIG: '/nowhere' })));
    expect(anonymous).toContain(`${service.url}/token: 401 Unauthorized, asked for a token of ${host}`);

    async function tokenOf(url: string): Promise<string> {
      lifetime = -300;
      const headers = { authorization: `Basic ${robot}` };
      const words = 'service=test-registry&scope=repository:charts/web:pull';
      const answer = await fetch(`${url}/token?${words}`, { headers });
      return ((await answer.json()) as { token: string }).token;
    }
    function expired(token: string): string {
      const { exp } = JSON.parse(String(Buffer.from(token.split('.')[1] ?? '', 'base64url')));
      expect(exp * 1000).toBeLessThan(Date.now());
      return token;
    }
  });
});

describe('a registry that errs', () => {
  const folder = scratchFolder();
  const bytes = Buffer.from('bytes');
  const layer = (digest: string, mediaType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip') =>
    JSON.stringify({ layers: [{ mediaType: 'text/plain' }, { mediaType, digest, size: 5 }] });
  const failure = async (manifest: string, headers: Record<string, string> = {}) => {
    const { url } = await serve((request, response) =>
      request.url?.includes('/manifests/') ? response.writeHead(200, headers).end(manifest) : response.end(bytes),
    );
    const repository = url.replace('http:', 'oci:');
    return failureOf(
      fetchArtefact({ kind: 'chart', repository, name: 'web', version: '1' }, openNetwork(patience, { HOME: folder })),
    );
  };

  it('is refused, with both digests where two differ', async () => {
    const right = `sha256:${fingerprint(bytes)}`;
    const wrong = `sha256:${'0'.repeat(64)}`;
    expect(await failure(layer(wrong))).toContain(`the chart has the digest ${right}; the registry promises ${wrong}`);
    expect(await failure(layer(right), { 'docker-content-digest': wrong })).toContain(`promises ${wrong}`);
    expect(await failure(layer(right, 'application/vnd.oci.image.layer.v1.tar+gzip'))).toContain('is not a Helm chart');
    expect(await failure('not JSON')).toContain('is not a Helm chart');
    expect(await failure('null')).toContain('is not a Helm chart');
    expect(await failure(layer('sha256:../../etc/passwd'))).toContain('the layer has no sha256');
    expect(await failure(layer(right))).toContain('is no gzip');
  });

  it('gets no token from a service that speaks in the clear, or does not speak', async () => {
    const challenge = (realm: string) =>
      serve((_, response) =>
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="x"` }).end(),
      );
    const fetchFrom = async (realm: string) => {
      const repository = (await challenge(realm)).url.replace('http:', 'oci:');
      return failureOf(
        fetchArtefact(
          { kind: 'chart', repository, name: 'web', version: '1' },
          openNetwork(patience, { HOME: folder }),
        ),
      );
    };
    expect(await fetchFrom('http://token.example.org/token')).toContain('for a token, which is not https');
    const mute = await serve((_, response) => response.end('{"token": "with a\\nline"}'));
    expect(await fetchFrom(mute.url)).toContain('the answer holds no token');
    expect(await fetchFrom('https://robot:hunter2@token.example.org/')).not.toContain('hunter2');
  });

  it('is not even asked where the address is none', async () => {
    const fetchFrom = (repository: string) =>
      failureOf(fetchArtefact({ kind: 'chart', repository, name: 'web', version: '1' }, openNetwork(patience, {})));
    expect(await fetchFrom('oci://')).toContain('not one of an OCI registry');
    const secret = await fetchFrom('oci://robot:hunter2@example.org/charts');
    expect(secret).toContain('not one of an OCI registry');
    expect(secret).not.toContain('hunter2');
  });
});
