import { afterAll, describe, expect, it } from 'vitest';
import { hasRules } from '../generator/kubernetes/cel-rules.ts';
import type { KubernetesObject } from '../generator/kubernetes/object.ts';
import { customSchema, publishedKinds } from '../generator/kubernetes/published-kind.ts';
import { judgeObjects } from '../generator/verify/judge-objects.ts';
import { type Engine, loadEngine } from '../packages/kubeconform-wasm/src/index.ts';
import { shippedObjects } from './support/shipped-objects.ts';

const engine = await loadEngine();
afterAll(() => engine.close());

const lend = <T>(work: (lent: Engine) => Promise<T>) => work(engine);
const judge = (...objects: readonly object[]) =>
  judgeObjects(objects as readonly KubernetesObject[], '1.34', customSchema, 'own', lend);

const route = (rule: object) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'shop', namespace: 'shop' },
  spec: { parentRefs: [{ name: 'edge', namespace: 'contour' }], rules: [rule] },
});
const right = route({ timeouts: { request: '10s', backendRequest: '5s' } });

describe('rules in CEL', () => {
  it('are asked of what is right, each at every place that it is about', async () => {
    const verdict = await judge(right);
    expect(verdict).toMatchObject({ byDefinition: 1, problems: [], rulesLeft: 0 });
    expect(verdict.rules).toBeGreaterThan(5);
    expect((await judge(right, right)).rules).toBe(2 * verdict.rules);
  });

  it('refuse what no schema can', async () => {
    const { problems } = await judge(right, route({ timeouts: { request: '5s', backendRequest: '10s' } }));
    expect(problems).toEqual([
      'HTTPRoute shop/shop: `spec.rules[0].timeouts` backendRequest timeout cannot be longer than request timeout',
    ]);
  });

  it('are not asked of an object whose structure is wrong, which is reported once', async () => {
    const verdict = await judge(route({ timeouts: { request: 5 } }));
    expect(verdict.rules).toBe(0);
    expect(verdict.problems).toEqual([expect.stringContaining('`spec.rules[0].timeouts.request`')]);
  });

  it('start no engine where no kind has any', async () => {
    const none = () => Promise.reject(new Error('an engine was asked for'));
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'a' }, data: { a: 'b' } };
    const verdict = await judgeObjects([object as KubernetesObject], '1.34', customSchema, 'own', none);
    expect(verdict).toMatchObject({ byKubernetes: 1, problems: [] });
  });

  it('hold for all that the shipped platform makes', async () => {
    const verdict = await judge(...shippedObjects);
    expect(verdict).toMatchObject({ problems: [], rulesLeft: 0, skipped: 0 });
    expect(verdict.rules).toBeGreaterThan(10);
  });
});

it('the kinds with rules are found at any depth', () => {
  const ruled = publishedKinds().names.filter((name) => {
    const cut = name.lastIndexOf('/');
    return hasRules(customSchema(name.slice(0, cut), name.slice(cut + 1))?.schema ?? {});
  });
  expect(ruled).toContain('gateway.networking.k8s.io/v1/HTTPRoute');
  expect(ruled).not.toContain('bitnami.com/v1alpha1/SealedSecret');
  expect(ruled.length).toBeGreaterThan(30);
});
