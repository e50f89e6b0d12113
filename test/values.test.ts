import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { valuesProblems } from '../generator/chart-values/values-problems.ts';
import { chartOf } from '../generator/verify/chart-of.ts';
import { type ChartSource, packChart } from './rendered/chart.ts';
import { lockedCharts, putLocked } from './rendered/locked.ts';
import { plinth } from './support/cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-values-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const values = `# -- how many
replicas: 1
verbose: false
ports: { http: 80 }
# grace: 30
server:
  # -- its labels
  labels: {}
  # tier: gold
  image: { name: web, tag: v1 }
  security: { runAsUser: 1 }
# @param server.proxy.url where to
child: { colour: blue }
nick: { colour: red }
modes: { one: { size: 1 } }
`;

const templates = {
  'templates/_all.tpl': `{{- define "web.probe" }}path: {{ .path }} {{ .headers | toJson }}{{- end }}
{{- define "web.mode" }}{{- $mode := (index .Values.modes .name).size }}{{ $mode }}{{- end }}`,
  'templates/all.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: "{{ .Release.Namespace }}" }
data:
  replicas: {{ .Values.replicas | quote }}
  hidden: {{ .Values.server.hidden | default "" | quote }}
  deep: {{ dig "very" "deep" "" .Values.server | quote }}
  dotted: {{ index .Values "web.ini" | toJson | quote }}
  security: {{ toJson .Values.server.security | quote }}
  {{- if .Values.server.image }}
  tag: {{ .Values.server.image.tag }}
  {{- end }}
  {{- with .Values.ports }}
  http: {{ .http | quote }}
  admin: {{ .admin | quote }}
  {{- end }}
  probe: |
    {{- include "web.probe" .Values.probe | nindent 4 }}
`,
};

const web: ChartSource = {
  'Chart.yaml': `apiVersion: v2
name: web
version: 1.0.0
dependencies:
  - { name: child, version: 0.1.0, condition: child.on }
  - { name: child, version: 0.1.0, alias: nick }
  - { name: absent, version: 0.1.0, condition: "absent.enabled,global.absent" }
`,
  'values.yaml': `${values}probe: { path: / }\n`,
  ...templates,
  'charts/child/Chart.yaml': 'apiVersion: v2\nname: child\nversion: 0.1.0\n',
  'charts/child/values.yaml': 'colour: green\nsize: 1\n',
};

describe('what a chart knows of its values', () => {
  const said = async (given: object, chart = web) =>
    valuesProblems(await chartOf(await packChart('web', chart)), given as never, []).map(
      ({ kind, path, message }) => `${kind} ${path.join('.')}: ${message}`,
    );

  it.each<[string, object]>([
    ['a default', { replicas: 3, server: { image: { tag: 'v2' } } }],
    ['a key in a map that is empty by default', { server: { labels: { a: 'b' } } }],
    ['what is commented out at the top, or in its own map', { grace: 10, server: { tier: 'iron' } }],
    ['what a comment names in full', { server: { proxy: { url: 'x' } } }],
    ['what only a template reads', { server: { hidden: 'x', very: { deep: 'y' } }, 'web.ini': { a: { b: 1 } } }],
    ['anything in what a template hands on whole', { server: { security: { runAsGroup: 1 } } }],
    ['what a template reads inside of `with`', { ports: { admin: 81 } }],
    ['what a named template reads, or hands on', { probe: { headers: { a: 'b' } } }],
    ['what is looked up by a name that only Helm knows', { modes: { two: { size: 2 } } }],
    ['values of a subchart, under its name or its alias', { child: { size: 2, on: false }, nick: { size: 3 } }],
    ['values of a subchart that is not there', { absent: { enabled: false, any: 1 } }],
    ['`global` and `tags`', { global: { x: 1 }, tags: { x: true } }],
    ['null, which takes a default away', { server: null, replicas: null }],
    ['a text for a map or a number', { server: { image: '{{ tpl }}' }, replicas: '{{ tpl }}' }],
  ])('%s is no mistake', async (_, given) => {
    expect(await said(given)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a typo', { replica: 3 }, 'unknown replica: is no value of this chart; did you mean `replicas`?'],
    [
      'a key of another level',
      { server: { replicas: 3, tag: 'v2' } },
      'unknown server.replicas: is no value of this chart unknown server.tag: is no value of this chart',
    ],
    [
      'a key that is commented out elsewhere',
      { server: { grace: 1 } },
      'unknown server.grace: is no value of this chart',
    ],
    [
      'a typo where a template names what it takes',
      { server: { image: { tags: 'x' } }, ports: { htp: 1 }, probe: { paths: 'x' } },
      'unknown server.image.tags: is no value of this chart; did you mean `tag`? unknown ports.htp: is no value of this chart; did you mean `http`? unknown probe.paths: is no value of this chart; did you mean `path`?',
    ],
    [
      'a typo in the values of a subchart',
      { nick: { color: 'x' } },
      'unknown nick.color: is no value of this chart; did you mean `colour`?',
    ],
    ['a text for a truth', { verbose: 'true' }, 'mistyped verbose: is a text, and a boolean by default'],
    ['a number for a map', { ports: 80 }, 'mistyped ports: is a number, and a map by default'],
  ])('%s is found', async (_, given, expected) => {
    expect((await said(given)).join(' ')).toBe(expected);
  });

  it('asks the schema of the chart and of its subcharts first', async () => {
    const schema = (properties: object, more: object = {}) => JSON.stringify({ type: 'object', properties, ...more });
    const ruled = {
      ...web,
      'values.schema.json': schema({ replicas: { type: 'integer', maximum: 5 }, mode: { enum: ['a'] } }),
      'charts/child/values.schema.json': schema({ size: { type: 'integer' } }, { additionalProperties: false }),
    };
    expect(await said({ replicas: '3', mode: 'a', child: { colour: 'red', size: 'x' } }, ruled)).toEqual([
      'refused replicas: must be integer',
      'refused child.colour: must NOT have additional properties',
      'refused child.size: must be integer',
    ]);
    const elsewhere = { ...web, 'values.schema.json': '{"$ref":"https://example.org/schema.json"}' };
    expect(await said({ replicas: '3' }, elsewhere)).toEqual([]);
  });
});

const chart = (name: string, version: string): ChartSource => ({
  'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
  'values.yaml': 'replicas: 1\nlog: { level: info, colour: true }\nargs: []\nnote: x\n',
  'values.schema.json': JSON.stringify({ properties: { log: { properties: { level: { type: 'string' } } } } }),
  'templates/all.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}-own, namespace: "{{ .Release.Namespace }}" }
data: { level: "{{ .Values.log.level }}", args: {{ .Values.args | toJson | quote }} }
`,
});

const platform = (wide: string, two: string) => `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one: { argocd: hub, kubernetes: "1.34" }
  two:
    argocd: { hub: one }
    kubernetes: "1.34"
    components: { metrics-server: { values: ${two} } }
components:
  metrics-server:
    values: ${wide}
`;

describe('plinth verify', () => {
  const verify = async (text: string, made = chart) => {
    const folder = mkdtempSync(join(scratch, 'run-'));
    putLocked(folder, text, await lockedCharts(text, made));
    const env = { XDG_CACHE_HOME: join(folder, 'cache'), HTTPS_PROXY: 'http://127.0.0.1:1' };
    const run = () => plinth(['verify'], { cwd: folder, env });
    const first = run();
    // what is remembered says the same
    expect(run()).toEqual(first);
    return first;
  };
  const lines = (out: string, code: string) =>
    out.split('\n').filter((line) => new RegExp(`(?:warning|error) ${code}\\b`).test(line));

  it('finds what a person wrote at its own key, on the cluster that it is about', async () => {
    const { out } = await verify(platform('{ log: { levl: debug } }', '{ log: { colour: "false" }, extra: 1 }'));
    const found = out.split('\n').filter((line) => /^platform\.yaml.*(?:unknown|mistyped)-value/.test(line));
    expect(found).toEqual([
      expect.stringMatching(/^platform\.yaml:10:54 warning mistyped-value/),
      expect.stringMatching(/^platform\.yaml:10:73 warning unknown-value/),
      expect.stringMatching(/^platform\.yaml:13:22 warning unknown-value/),
    ]);
    expect(out).toContain('`log.levl` is no value of the chart metrics-server');
    expect(out).toContain('→ did you mean `level`?');
  });

  it('warns of dead weight: what changes nothing on any cluster, and not what takes back something', async () => {
    const dead = await verify(platform('{ log: { level: info } }', '{ note: x }'));
    expect(lines(dead.out, 'default-value')).toHaveLength(2);
    expect(dead.out).toContain('`log.level` is the default of the chart metrics-server');
    expect(
      lines((await verify(platform('{ log: { level: warn } }', '{ log: { level: info } }'))).out, 'default-value'),
    ).toEqual([]);
    // what the component itself says is taken back, or said again
    const back = platform('{ replicas: 1 }', '{}');
    expect(lines((await verify(back)).out, 'default-value')).toEqual([]);
    const again = platform('{ podDisruptionBudget: { enabled: true } }', '{}');
    expect((await verify(again)).out).toContain('is what metrics-server gives it anyway');
  });

  it('is an error where the schema of the chart refuses it, and said at the key alone', async () => {
    const { code, out } = await verify(platform('{ log: { level: 5 } }', '{}'));
    expect(code).toBe(1);
    expect(lines(out, 'refused-value')).toEqual([expect.stringMatching(/^platform\.yaml:13:22 error refused-value/)]);
    expect(out).not.toContain('overlay-differs');
  });

  it('says nothing of what `allowed` names, and nothing of a chart that is not at hand', async () => {
    const text = platform('{ log: { levl: debug } }', '{}');
    const allowed = `${text}allowed: [{ code: unknown-value, component: metrics-server, reason: read by a plugin }]\n`;
    expect(lines((await verify(allowed)).out, 'unknown-value')).toEqual([]);
    const folder = mkdtempSync(join(scratch, 'run-'));
    putLocked(folder, text, { lock: [], bytes: new Map() });
    const run = plinth(['verify'], { cwd: folder, env: { XDG_CACHE_HOME: join(folder, 'cache') } });
    expect(lines(run.out, 'unknown-value')).toEqual([]);
    expect(run.code).toBe(0);
  });
});
