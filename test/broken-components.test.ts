import { expect, it } from 'vitest';
import { compile } from '../generator/index.ts';
import { brokenComponents } from './support/broken-components.ts';

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one:
    argocd: hub
    kubernetes: "1.34"
    nodes: { workers: { worker-1: {}, worker-2: {}, worker-3: {} } }
components:
  gateway-api: {}
  cert-manager: { email: sre@example.org }
  mayastor: { etcdReplicas: 1 }
  vault: { seal: { kind: shamir } }
  vault-config-operator: {}
`;

it.each(Object.entries(brokenComponents))('%s', (code, { registry, message }) => {
  const { tree, diagnostics } = compile(platform, registry);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(tree).toBeUndefined();
  expect(errors.map((each) => [each.code, each.message])).toContainEqual([code, message]);
  expect(errors.every(({ position }) => (position?.line ?? 0) >= 11)).toBe(true);
});
