import type { CephResources } from '../../generated/options.ts';

interface Resources {
  readonly requests: { readonly [name: string]: string };
  readonly limits?: { readonly [name: string]: string };
}

/** What each daemon of a Ceph cluster takes, by the names that Rook has for them: the three that count as the options say, and what runs beside them. */
export function daemonResources({ mon, mgr, osd }: CephResources): { readonly [daemon: string]: Resources } {
  return {
    mon: resources(mon.cpu, mon.memory),
    mgr: resources(mgr.cpu, mgr.memory),
    'mgr-sidecar': resources('50m', '64Mi', '128Mi'),
    osd: resources(osd.cpu, osd.memory),
    // without a limit: a disk that is not prepared is a disk that is not there
    prepareosd: { requests: { cpu: '250m', memory: '64Mi' } },
    crashcollector: resources('10m', '64Mi'),
    exporter: resources('25m', '64Mi', '128Mi'),
    cleanup: resources('100m', '128Mi', '1Gi'),
  };
}

/** Guaranteed processor and memory, and the memory at which a container ends. */
export function resources(cpu: string, memory: string, limit: string = memory): Resources {
  return { requests: { cpu, memory }, limits: { memory: limit } };
}
