// What the engine costs in one process, as JSON: CPU milliseconds of all threads, objects a second, megabytes.
import { loadEngine } from 'kubeconform-wasm';

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const measured = async (work) => {
  const before = cpu();
  const result = await work();
  if (result.ok === false) throw new Error(result.error.message);
  return cpu() - before;
};
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const files = {
  'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
  'base/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "registry.example.org/web:1.0.0", ports: [{ containerPort: 8080 }] }] }
`,
  'overlay/kustomization.yaml': 'resources: [../base]\npatches: [{ path: patch.yaml }]\n',
  'overlay/patch.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec: { replicas: 3 }\n',
};
const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    apiVersion: { const: 'v1' },
    kind: { const: 'ConfigMap' },
    metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 253 } } },
    data: { type: 'object', additionalProperties: { type: 'string' } },
  },
};
const objects = Array.from({ length: 1000 }, (_, index) => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap' },
  ...{ metadata: { name: `map-${index}` }, data: { a: 'x'.repeat(100), b: String(index) } },
}));

let engine;
const before = process.memoryUsage().rss;
const start = await measured(async () => {
  engine = await loadEngine();
  return engine.versions();
});
const build = () => engine.kustomizeBuild({ files, path: 'overlay', kubeVersion: '1.34.0' });
const first = await measured(build);
const warm = [];
for (let index = 0; index < 20; index++) warm.push(await measured(build));
const validate = () => engine.validate({ objects, kubernetes: '1.34.0', schemas: { 'v1/ConfigMap': schema } });
await validate();
const rate = objects.length / ((await measured(validate)) / 1000);
const memory = (process.memoryUsage().rss - before) / 1e6;
await engine.close();
process.stdout.write(JSON.stringify({ start, first, warm: median(warm), rate, memory }));
