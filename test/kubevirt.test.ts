import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { goDuration } from '../generator/components/kubevirt/durations.ts';
import { compile } from '../generator/index.ts';

const platform = (vms: string, components = '  cdi: {}\n  kubevirt: {}\n') => `version: 1
name: example
domain: example.org
git: { url: https://github.com/example/platform.git }
clusters:
  one:
    argocd: hub
    kubernetes: "1.34"
    nodes: { workers: { worker-1: {}, worker-2: {}, worker-3: { disks: [/dev/disk/by-id/ata-1] } } }
    components: { kubevirt: { vms: { ${vms} } } }
components:
${components}`;

const filled = '{ kind: url, name: root, url: https://cloud.example.org/server.qcow2, size: 20Gi }';
const empty = '{ kind: empty, name: data, size: 50Gi }';
const machine = (rest: string) => `lab: { cpu: 2, memory: 4Gi, ${rest} }`;

/** What a file of the tree may hold, as far as it is looked at here. */
interface Parsed {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: { readonly [key: string]: string };
    readonly annotations: { readonly [key: string]: string };
  };
  readonly spec: {
    readonly uninstallStrategy: string;
    readonly syncPolicy: { readonly syncOptions: readonly string[] };
    readonly template: { readonly spec: { readonly volumes: readonly object[] } };
  };
}

/** The YAML files of a folder of the tree, parsed, by name. */
function folder(text: string, path: string): ReadonlyMap<string, Parsed> {
  const { tree } = compile(text);
  const files = [...(tree ?? [])].filter(([file]) => file.startsWith(`${path}/`) && file.endsWith('.yaml'));
  return new Map(files.map(([file, content]) => [file.slice(path.length + 1), parse(content)]));
}

/** One of them, which must be there. */
function file(files: ReadonlyMap<string, Parsed>, name: string): Parsed {
  const found = files.get(name);
  if (found === undefined) throw new Error(`${name} is not among ${[...files.keys()].join(', ')}`);
  return found;
}

const machinesOf = (vms: string) => folder(platform(vms), 'kustomize/kubevirt/machines/overlays/one');

describe('kubevirt and cdi', () => {
  it('leave the Namespace of each manifest to Plinth, which makes it once', () => {
    const namespaces = folder(platform(''), 'kustomize/namespaces');
    for (const [component, level] of [
      ['kubevirt', 'privileged'],
      ['cdi', 'baseline'],
    ] as const) {
      const chart = folder(platform(''), `kustomize/${component}/install/chart`);
      expect(chart.get(`patch-no-namespace-${component}.yaml`)).toEqual({
        $patch: 'delete',
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: component },
      });
      const made = [...namespaces.values()].filter((each) => each.metadata?.name === component);
      expect(made.map(({ metadata }) => metadata.labels['pod-security.kubernetes.io/enforce'])).toEqual([level]);
    }
  });

  it('refuse to go while there is something that goes with them', () => {
    for (const [component, name] of [
      ['kubevirt', 'kube-virt-kubevirt.yaml'],
      ['cdi', 'cdi-cdi.yaml'],
    ] as const) {
      const instance = file(folder(platform(''), `kustomize/${component}/instance/base`), name);
      expect(instance.spec.uninstallStrategy).toBe('BlockUninstallIfWorkloadsExist');
    }
  });

  it('come in the order operator, instance, machines, and CDI before machines that it fills', () => {
    const applications = folder(platform(machine(`disks: [${filled}]`)), 'clusters/one');
    const wave = (name: string) =>
      Number(
        file(applications, `application-platform.${name}.yaml`).metadata.annotations['argocd.argoproj.io/sync-wave'],
      );
    const waves = ['kubevirt.install', 'kubevirt.instance', 'kubevirt.machines'].map(wave);
    expect(waves).toEqual([...new Set(waves)].sort((one, other) => one - other));
    expect(wave('cdi.instance')).toBeLessThan(wave('kubevirt.machines'));
    const { syncOptions } = file(applications, 'application-platform.kubevirt.machines.yaml').spec.syncPolicy;
    expect(syncOptions).toContain('SkipDryRunOnMissingResource=true');
  });

  it('need no CDI for disks that nobody fills', () => {
    const without = platform(machine(`disks: [${empty}]`), '  kubevirt: {}\n');
    expect(compile(without).diagnostics.map(({ code }) => code)).not.toContain('missing-need');
  });
});

describe('a virtual machine', () => {
  it('has its disks beside it, where Argo CD never removes them', () => {
    const files = machinesOf(machine(`disks: [${filled}, ${empty}]`));
    const { spec } = file(files, 'virtual-machine-lab.yaml');
    expect(Object.keys(spec)).toEqual(['runStrategy', 'template']);
    for (const name of ['data-volume-lab-root.yaml', 'persistent-volume-claim-lab-data.yaml'])
      expect(file(files, name).metadata.annotations['argocd.argoproj.io/sync-options']).toBe(
        'Prune=false,Delete=false',
      );
    expect(spec.template.spec.volumes).toEqual([
      { name: 'root', dataVolume: { name: 'lab-root' } },
      { name: 'data', persistentVolumeClaim: { claimName: 'lab-data' } },
    ]);
  });

  it('says how it runs by `runStrategy` alone', () => {
    const text = JSON.stringify(
      file(machinesOf(machine(`disks: [${empty}], run: Halted`)), 'virtual-machine-lab.yaml'),
    );
    expect(text).toContain('"runStrategy":"Halted"');
    expect(text).not.toContain('"running"');
  });

  it('is told what is secret by a Secret, of which nothing stands in the tree', () => {
    const vault =
      '  cert-manager: { email: sre@example.org }\n  vault: { seal: { kind: shamir } }\n  vault-config-operator: {}\n';
    const text = platform(
      machine(`disks: [${empty}], userData: {}`),
      `${vault}  mayastor: { etcdReplicas: 1, replicas: 1 }\n  kubevirt: {}\n`,
    );
    const files = folder(text, 'kustomize/kubevirt/machines/overlays/one');
    const volumes = file(files, 'virtual-machine-lab.yaml').spec.template.spec.volumes;
    expect(volumes[1]).toEqual({ name: 'cloud-init', cloudInitNoCloud: { secretRef: { name: 'lab-user-data' } } });
    expect([...files.values()].filter(({ kind }) => kind === 'Secret')).toEqual([]);
    expect(file(files, 'vault-secret-lab-user-data.yaml').metadata.namespace).toBe('machines');
  });

  it('lives in a namespace that is made for it', () => {
    const files = folder(platform(machine(`disks: [${empty}], namespace: directory`)), 'kustomize/namespaces');
    const made = [...files.values()].filter((each) => each.metadata?.name === 'directory');
    expect(made.map(({ metadata }) => metadata.labels['pod-security.kubernetes.io/enforce'])).toEqual(['baseline']);
  });
});

describe('a time span', () => {
  it('is spelled as Go does', () => {
    expect(['168h', '90s', '1m', '33h36m', '0s', '3600s', '1h1s'].map(goDuration)).toEqual([
      '168h0m0s',
      '1m30s',
      '1m0s',
      '33h36m0s',
      '0s',
      '1h0m0s',
      '1h0m1s',
    ]);
  });
});
