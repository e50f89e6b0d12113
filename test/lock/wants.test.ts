import { expect, it } from 'vitest';
import { compile } from '../../generator/index.ts';
import { wantedArtefacts } from '../../generator/lock.ts';

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
  two:
    argocd: { hub: one }
    kubernetes: "1.34"
    components: { metrics-server: { version: 3.12.0 }, cert-manager: { enabled: false } }
  three:
    argocd: { hub: one }
    kubernetes: "1.34"
components:
  metrics-server: { version: 3.13.1 }
  cert-manager: { email: sre@example.org }
  gateway-api: { enabled: false }
`;

it('a platform wants what some cluster uses, each once, and says where', () => {
  const { model, objects, diagnostics } = compile(
    platform.replace('gateway-api: { enabled: false }', 'gateway-api: {}'),
  );
  if (model === undefined || objects === undefined) throw new Error(JSON.stringify(diagnostics));
  const found = wantedArtefacts(objects, model).map(({ artefact, users, paths }) => ({
    ...('version' in artefact ? { version: artefact.version } : { url: artefact.url }),
    users,
    paths: paths.map((path) => path.join('.')),
  }));
  expect(found).toEqual([
    { version: expect.stringMatching(/^v1/), users: ['cert-manager'], paths: ['components.cert-manager.version'] },
    {
      version: '3.12.0',
      users: ['metrics-server'],
      paths: ['clusters.two.components.metrics-server.version'],
    },
    { version: '3.13.1', users: ['metrics-server'], paths: ['components.metrics-server.version'] },
    { url: expect.stringMatching(/^https:/), users: ['gateway-api'], paths: ['components.gateway-api'] },
  ]);
  const less = compile(platform.replace(', cert-manager: { enabled: false }', '').replace(/ {2}cert-manager:.*\n/, ''));
  if (less.model === undefined || less.objects === undefined) throw new Error(JSON.stringify(less.diagnostics));
  expect(wantedArtefacts(less.objects, less.model).map(({ artefact }) => artefact.kind)).toEqual(['chart', 'chart']);
});
