import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { compile } from '../generator/index.ts';
import { isGenerated } from '../generator/tree.ts';
import { omniSays } from './support/omni.ts';

const id = (index: number) => `6f1c4b5e-0d3a-4f7e-9b1c-${String(index).padStart(12, '0')}`;

interface Case {
  readonly controlPlanes?: readonly string[];
  /** With the disks that storage may use. */
  readonly workers?: { readonly [name: string]: readonly string[] };
  readonly edges?: readonly string[];
  readonly cluster?: string;
  readonly components?: string;
  readonly omni?: string;
}

function platform({ controlPlanes = ['control-1'], workers = {}, edges = [], ...rest }: Case): string {
  const names = [...controlPlanes, ...Object.keys(workers), ...edges];
  const machines = names.map(
    (name, index) => `${name}: { id: ${id(index)}, installDisk: /dev/disk/by-id/ata-${name} }`,
  );
  const disks = Object.entries(workers).map(([name, paths]) => `${name}: { disks: [${paths.join(', ')}] }`);
  return `
version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one:
    argocd: hub
    kubernetes: "1.34.2"
    nodes: { controlPlanes: [${controlPlanes.join(', ')}], workers: { ${disks.join(', ')} }, edges: [${edges.join(', ')}] }
    ${rest.cluster ?? ''}
    ${rest.omni ?? `omni: { talos: 1.13.9, machines: { ${machines.join(', ')} } }`}
components:
  cert-manager: { email: sre@example.org }
  contour: {}
  argocd: {}
  ${rest.components ?? ''}
`;
}

type Files = ReadonlyMap<string, string>;

/** The files of the cluster's folder for Omni, by their paths from there. */
function folderOf(given: Case): Files {
  const { tree, diagnostics } = compile(platform(given));
  if (tree === undefined) throw new Error(JSON.stringify(diagnostics));
  const at = 'clusters/one/omni/';
  return new Map([...tree].flatMap(([path, text]) => (path.startsWith(at) ? [[path.slice(at.length), text]] : [])));
}

interface Machine {
  readonly name: string;
  readonly kernelArgs?: readonly string[];
  readonly patches: readonly { readonly file: string }[];
}

const documents = (files: Files) =>
  parseAllDocuments(files.get('cluster-template.yaml') ?? '').map((each) => each.toJS() as { readonly kind: string });
const patch = (files: Files, name: string): unknown => parse(files.get(`patches/${name}.yaml`) ?? '');
const machine = (files: Files, index: number) =>
  documents(files).find(
    (each) => each.kind === 'Machine' && (each as unknown as Machine).name === id(index),
  ) as unknown as Machine;

const disk = '/dev/disk/by-id/ata-data';
const mayastor = 'mayastor: { replicas: 1, etcdReplicas: 1 }';
const verified = 'metrics-server: { kubeletCertificates: verified }';

const cases: { readonly [name: string]: Case } = {
  'the least': {},
  'a control plane of three with workers and an edge': {
    controlPlanes: ['control-1', 'control-2', 'control-3'],
    workers: { 'worker-2': [], 'worker-1': [disk] },
    edges: ['edge-1'],
    components: mayastor,
  },
  'network policies, by flannel': { cluster: 'cni: { networkPolicies: true }' },
  cilium: { cluster: 'cni: { kind: cilium }' },
  'kubelets that are checked': { workers: { 'worker-1': [] }, components: verified },
  'volumes outside of /var/local': {
    workers: { 'worker-1': [disk] },
    components: 'mayastor: { replicas: 1, etcdReplicas: 1, hostPath: /var/mnt/fast, ioEngine: { hugepages: 2049Mi } }',
  },
};

const ajv = new Ajv({ strict: false });
const contract = (name: string) =>
  ajv.compile(parse(readFileSync(join(import.meta.dirname, `omni/${name}.schema.yaml`), 'utf8')));
const [isTemplate, isPatch] = [contract('template'), contract('patch')];

describe.each(Object.entries(cases))('%s', (_, given) => {
  const files = folderOf(given);

  it('is one template that names exactly the patches that there are', () => {
    const named = [...(files.get('cluster-template.yaml') ?? '').matchAll(/file: (\S+)/g)].map((match) => match[1]);
    expect([...new Set(named)].sort()).toEqual([...files.keys()].filter((file) => file !== 'cluster-template.yaml'));
  });

  it('has nothing that the contracts do not know, and says in each file where it comes from', () => {
    for (const [file, text] of files) {
      expect(isGenerated(text), file).toBe(true);
      const isContent = file === 'cluster-template.yaml' ? isTemplate : isPatch;
      for (const each of parseAllDocuments(text))
        expect([file, isContent(each.toJS()), isContent.errors]).toEqual([file, true, null]);
    }
  });

  it('sets no field twice for one machine', () => {
    for (const index of documents(files)
      .filter(({ kind }) => kind === 'Machine')
      .keys()) {
      const fields = machine(files, index).patches.flatMap(({ file }) => leaves(parse(files.get(file) ?? '')));
      expect(fields).toEqual([...new Set(fields)]);
    }
  });
});

function leaves(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, each]) => leaves(each, `${path}/${key}`));
}

describe('the machines', () => {
  const files = folderOf(cases['a control plane of three with workers and an edge'] ?? {});

  it('are in the set of their role, the workers by name', () => {
    expect(documents(files).slice(0, 4)).toEqual([
      { kind: 'Cluster', name: 'one', kubernetes: { version: 'v1.34.2' }, talos: { version: 'v1.13.9' } },
      { kind: 'ControlPlane', machines: [id(0), id(1), id(2)] },
      { kind: 'Workers', machines: [id(4), id(3)] },
      { kind: 'Workers', name: 'edges', machines: [id(5)], patches: [{ file: 'patches/edges.yaml' }] },
    ]);
  });

  it('have the name of their node, and are installed to their disk', () => {
    expect(machine(files, 5)).toEqual({
      kind: 'Machine',
      name: id(5),
      install: { disk: '/dev/disk/by-id/ata-edge-1' },
      patches: [{ file: 'machines/edge-1.yaml' }],
    });
    expect(parse(files.get('machines/edge-1.yaml') ?? '')).toMatchObject({
      kind: 'HostnameConfig',
      hostname: 'edge-1',
    });
  });

  it('get what Mayastor asks for: those with disks its label and huge pages, all with pods the way to volumes', () => {
    const patches = (index: number) =>
      machine(files, index)
        .patches.map(({ file }) => file)
        .slice(1);
    expect(patches(0)).toEqual([]);
    expect(patches(3)).toEqual(['patches/mayastor-volumes.yaml']);
    expect(patches(4)).toEqual(['patches/mayastor-volumes.yaml', 'patches/mayastor-pools.yaml']);
    expect(machine(files, 0).kernelArgs).toBeUndefined();
    expect(machine(files, 3).kernelArgs).toEqual(['nvme_core.multipath=Y']);
    expect(patch(files, 'mayastor-pools')).toEqual({
      machine: { sysctls: { 'vm.nr_hugepages': '1024' }, nodeLabels: { 'openebs.io/engine': 'mayastor' } },
    });
  });

  it('have as many pages as the I/O engine takes, and the kubelet every folder with volumes', () => {
    const outside = folderOf(cases['volumes outside of /var/local'] ?? {});
    expect(patch(outside, 'mayastor-pools')).toMatchObject({ machine: { sysctls: { 'vm.nr_hugepages': '1025' } } });
    expect(outside.get('patches/mayastor-volumes.yaml')).toMatch(
      /source: \/var\/local\n[\s\S]*source: \/var\/mnt\/fast\n/,
    );
  });

  it('are not asked for anything by a component that is off', () => {
    expect([...folderOf({ workers: { 'worker-1': [disk] } }).keys()]).toEqual([
      'cluster-template.yaml',
      'machines/control-1.yaml',
      'machines/worker-1.yaml',
    ]);
  });
});

describe('the cluster', () => {
  const control = (files: Files) => documents(files).find(({ kind }) => kind === 'ControlPlane');

  it('runs pods on the control planes where there is no worker, and only there', () => {
    expect(patch(folderOf({}), 'control-planes')).toEqual({ cluster: { allowSchedulingOnControlPlanes: true } });
    expect(folderOf({ workers: { 'worker-1': [] } }).has('patches/control-planes.yaml')).toBe(false);
  });

  it.each([
    ['cni: { networkPolicies: true }', { name: 'flannel', flannel: { kubeNetworkPoliciesEnabled: true } }],
    ['cni: { kind: cilium }', { name: 'none' }],
    ['cni: { kind: calico, networkPolicies: true }', { name: 'none' }],
  ])('with %s', (cluster, cni) => {
    expect(patch(folderOf({ cluster }), 'network')).toEqual({ cluster: { network: { cni } } });
  });

  it('has kubelets with certificates, and what approves them, once whoever checks them', () => {
    const files = folderOf({
      workers: { 'worker-1': [] },
      components: `${verified}\n  opentelemetry: { export: { kind: otlp, endpoint: "otlp.example.org:4317" }, agent: { kubeletCertificates: verified } }`,
    });
    expect(control(files)).toMatchObject({ patches: [{ file: 'patches/kubelet-certificate-approver.yaml' }] });
    expect(documents(files)[0]).toMatchObject({ patches: [{ file: 'patches/kubelet-certificates.yaml' }] });
    expect(files.get('patches/kubelet-certificates.yaml')).toMatch(
      /# metrics-server checks[\s\S]*# The agents of OpenTelemetry check/,
    );
    expect([...folderOf({ components: 'metrics-server: {}' }).keys()].join()).not.toContain('kubelet');
  });

  it('may have another name in Omni', () => {
    const omni = `omni: { name: other, talos: 1.13.0, machines: { control-1: { id: ${id(0)}, installDisk: ${disk} } } }`;
    expect(documents(folderOf({ omni }))[0]).toMatchObject({ name: 'other', talos: { version: 'v1.13.0' } });
  });
});

describe('where platform.yaml names no machines', () => {
  const { tree } = compile(platform({ omni: ' ', workers: { 'worker-1': [] }, components: verified }));

  it('there is no template, and the runbook has no steps for one', () => {
    expect([...(tree?.keys() ?? [])].filter((path) => path.includes('/omni/'))).toEqual([]);
    expect(tree?.get('clusters/one/README.md')).not.toMatch(/omnictl|bare machines/);
  });
});

describe('Argo CD', () => {
  const { tree } = compile(platform(cases['a control plane of three with workers and an edge'] ?? {}));
  const text = (path: string): string => tree?.get(path) ?? '';

  it('applies nothing of it: no kustomization names the folder, and the roots take Applications beside it only', () => {
    const kustomizations = [...(tree?.keys() ?? [])].filter((path) => path.endsWith('kustomization.yaml'));
    expect(kustomizations).toContain('clusters/one/kustomization.yaml');
    for (const path of kustomizations) expect(text(path), path).not.toMatch(/omni/);
    for (const group of ['platform', 'apps']) {
      const { directory } = (parse(text(`clusters/one/root-${group}.yaml`)) as Root).spec.source;
      expect(directory).toEqual({ include: `application-${group}.*.yaml` });
    }
  });
});

interface Root {
  readonly spec: { readonly source: { readonly directory: object } };
}

describe('the runbook', () => {
  const steps = (given: Case) => {
    const { tree } = compile(platform(given));
    return (
      /## From bare machines to a cluster[\s\S]*?(?=\n## )/.exec(tree?.get('clusters/one/README.md') ?? '')?.[0] ?? ''
    );
  };

  it('goes from the machines to nodes, with what to look at', () => {
    const text = steps(cases['a control plane of three with workers and an edge'] ?? {});
    expect(text).toContain(`| edge-1 | \`${id(5)}\` | \`/dev/disk/by-id/ata-edge-1\` |`);
    expect(text).toContain('cd clusters/one/omni\n   omnictl cluster template validate -f cluster-template.yaml');
    expect(text).toContain('omnictl kubeconfig --cluster one');
    expect(text).toContain('talosctl -n worker-1 read /proc/sys/vm/nr_hugepages');
    expect(text).toContain('The edge nodes (edge-1) have their taint.');
  });

  it('tells of a network that Talos does not bring, and of certificates', () => {
    expect(steps({ cluster: 'cni: { kind: calico }' })).toContain('install calico now');
    expect(steps({ components: verified })).toContain('kubectl get csr');
    expect(steps({})).not.toMatch(/csr|install calico|taint/);
  });
});

describe.runIf(process.env['PLINTH_REBUILD'] === '1')("Omni's own code", () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-omni-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function written(name: string, files: Files): string {
    for (const [file, text] of files) {
      mkdirSync(dirname(join(folder, name, file)), { recursive: true });
      writeFileSync(join(folder, name, file), text);
    }
    return join(folder, name, 'cluster-template.yaml');
  }

  it('takes every template, and none with a mistake in it', { timeout: 1_800_000 }, () => {
    const right = Object.entries(cases).map(([name, given]) => written(name, folderOf(given)));
    const [least] = Object.values(cases);
    const files = folderOf(least ?? {});
    const broken = (name: string, file: string, from: string, to: string) =>
      written(name, new Map([...files, [file, files.get(file)?.replace(from, to) ?? '']]));
    const wrong = [
      broken('a field', 'cluster-template.yaml', 'install:', 'installs:'),
      broken('a patch', 'patches/control-planes.yaml', 'allowScheduling', 'allowsScheduling'),
      broken('a document', 'machines/control-1.yaml', 'HostnameConfig', 'HostConfig'),
    ];
    const answers = omniSays([...right, ...wrong]);
    expect(answers.slice(0, right.length)).toEqual(right.map(() => null));
    expect(answers.slice(right.length)).toEqual(wrong.map(() => expect.any(String)));
  });
});
