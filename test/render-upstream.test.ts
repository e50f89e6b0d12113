import { afterAll, describe, expect, it } from 'vitest';
import { hasErrors } from '../generator/diagnostic.ts';
import type { Compilation } from '../generator/index.ts';
import { secretKeys } from '../generator/render-upstream/secret-keys.ts';
import { loadEngine } from '../packages/kubeconform-wasm/src/index.ts';
import { type ChartSource, everyChart } from './rendered/chart.ts';
import { compileRendered } from './rendered/compile-rendered.ts';

const engine = await loadEngine();
afterAll(() => engine.close());

const platform = `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
delivery: rendered
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
components:
  metrics-server: {}
`;

/** The chart with one more template. */
const withTemplate =
  (template: string, more: ChartSource = {}) =>
  (name: string, version: string): ChartSource => ({
    ...everyChart(name, version),
    'templates/extra.yaml': template,
    ...more,
  });

const chart = 'kustomize/metrics-server/install/chart';

async function compiled(template: string, more: ChartSource = {}): Promise<Compilation> {
  return compileRendered(platform, withTemplate(template, more), engine);
}

const expectRefusal = ({ diagnostics, tree }: Compilation, code: string, ...parts: readonly string[]) => {
  expect(tree).toBeUndefined();
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors).toMatchObject([{ code, position: { line: 9, column: 3 } }]);
  for (const part of parts) expect(`${errors[0]?.message}\n${errors[0]?.hint}`).toContain(part);
};

describe('a chart that is rendered', () => {
  it('gives a namespace to what has none, and takes it from what is cluster-scoped', async () => {
    const object = (kind: string, more: string) => `apiVersion: ${more}\nkind: ${kind}\nmetadata: { name: extra`;
    const { tree } = await compiled(
      `${object('ServiceAccount', 'v1')} }\n---\n${object('PriorityClass', 'scheduling.k8s.io/v1')}, namespace: other }\nvalue: 5\n`,
    );
    const read = (file: string) => tree?.get(`${chart}/${file}`) ?? '';
    expect(read('service-account-extra.yaml')).toContain('namespace: kube-system');
    expect(read('priority-class-extra.yaml')).toContain('value: 5');
    expect(read('priority-class-extra.yaml')).not.toContain('namespace');
    expect(tree?.get('clusters/one/project-platform.yaml')).toContain('kind: PriorityClass');
  });

  it('keeps the label of the chart where something selects by it', async () => {
    const service = `apiVersion: v1\nkind: Service\nmetadata: { name: extra, namespace: kube-system }\nspec:\n  selector: { helm.sh/chart: "{{ .Chart.Name }}-{{ .Chart.Version }}" }\n  ports: [{ port: 80 }]\n`;
    const { tree } = await compiled(service);
    expect(tree?.get(`${chart}/deployment-metrics-server.yaml`)?.match(/helm\.sh\/chart/g)).toHaveLength(2);
  });

  it('refuses a chart that Helm refuses, in its own words', async () => {
    const found = await compiled('{{ fail "no colour is set" }}');
    expectRefusal(found, 'refused-chart', 'no colour is set');
  });

  const map = (data: string) =>
    `{{- if .Values.made.up }}\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: extra, namespace: kube-system }\ndata: { it: ${data} }\n{{- end }}\n`;
  const values = { 'values.yaml': 'child: {}\ngreeting: x\nmade: { up: true }\n' };

  it.each([
    ['chance', '{{ randAlphaNum 12 | quote }}', 'templates/extra.yaml:5'],
    ['the day', '{{ now | date "2006-01-02" | quote }}', 'templates/extra.yaml:5'],
    ['the hour', '{{ now | date "15" | quote }}', 'templates/extra.yaml:5'],
    ['a certificate', '{{ (genCA "x" 365).Cert | b64enc }}', 'templates/extra.yaml:5'],
    ['an identifier in a named template', '{{ include "made.up" . }}', 'templates/_named.tpl:3'],
  ])('refuses a chart that makes something of %s, with its line and the value that decides', async (_, data, place) => {
    const named = {
      'templates/_named.tpl': '{{/* a name */}}\n{{- define "made.up" -}}\n{{ uuidv4 | quote }}\n{{- end }}\n',
    };
    const found = await compiled(map(data), { ...values, ...named });
    expectRefusal(
      found,
      'unsteady-chart',
      'makes ConfigMap kube-system/extra anew at each render, at `data.it`',
      place,
      '`made.up` in its `values` decide there',
    );
  });

  it('refuses a secret, and never shows it', async () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata: { name: extra, namespace: kube-system }\nstringData: { key: hunter22 }\n';
    const found = await compiled(secret);
    expectRefusal(found, 'rendered-secret', 'would write Secret extra into git, with `key`: templates/extra.yaml');
    expect(JSON.stringify(found.diagnostics)).not.toContain('hunter22');
  });

  it('takes a Secret that is filled at run time', async () => {
    const empty =
      'apiVersion: v1\nkind: Secret\nmetadata: { name: extra, namespace: kube-system }\ndata: { key: "" }\n';
    const found = await compiled(empty);
    expect(hasErrors(found.diagnostics)).toBe(false);
    expect(found.tree?.get(`${chart}/secret-extra.yaml`)).toContain("key: ''");
  });

  it('asks of a Secret that a component calls plain only whether it holds a credential', () => {
    const encoded = (text: string) => Buffer.from(text).toString('base64');
    const secret = (data: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'plain-one' }, data });
    const object = secret({ a: encoded('replicas: 1'), b: encoded(`token: ghp_${'a1B2'.repeat(9)}`) });
    expect(secretKeys(object)).toEqual(['a', 'b']);
    expect(secretKeys(object, ['plain-'])).toEqual(['b']);
    expect(secretKeys(secret({ a: '' }))).toEqual([]);
  });

  it('finds in what is rendered what it finds in objects of its own', async () => {
    const pod =
      'apiVersion: v1\nkind: Service\nmetadata: { name: extra, namespace: kube-system }\nspec: { ports: [{ port: 80, protcol: TCP }] }\n';
    const found = await compiled(pod);
    expectRefusal(found, 'invalid-object', '`spec.ports[0].protcol` is no field', 'its chart brings it');
  });
});
