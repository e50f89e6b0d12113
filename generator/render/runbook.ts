import type { Backup, Component, GateStep, Upkeep } from '../component.ts';
import type { ComponentName } from '../generated/options.ts';
import type { ClusterFacts, ClusterModel, Model, PlatformFacts } from '../model.ts';
import type { Objects } from '../objects.ts';
import { presentStages } from '../present-stages.ts';
import type { Registry } from '../registry.ts';
import { siteUpkeep } from '../sites/site-upkeep.ts';
import { stagesOf } from '../stage-access.ts';
import { renderText } from '../text.ts';
import { bootstrapSteps } from './bootstrap-steps.ts';
import { checkContext } from './check-context.ts';
import { headerLine } from './header.ts';
import { machineSteps } from './machine-steps.ts';
import { platformSteps } from './platform-steps.ts';
import { gateNote, recoverySteps } from './recovery-steps.ts';
import { secretRow } from './secret-row.ts';

/** What a person must know and do to bring up a cluster, as Markdown: the order, the gates, and every secret by its origin. */
export function runbook(cluster: ClusterModel, model: Model, objects: Objects, registry: Registry): string {
  const { facts } = cluster;
  const platform = model.facts;
  const nodes = nodeRows(facts);
  const machines = machineSteps(cluster, platform, registry);
  const once = facts.isHub ? platformSteps(model, registry, facts.name) : [];
  const stages = [firstRow(), ...stageRows(cluster, objects, registry)];
  const gates = gatesOf(cluster, platform, registry).map((gate) => ({ ...gate, note: gateNote(stages, gate.after) }));
  const copies = copiesOf(cluster, platform, registry);
  const backups = copies.map(backupRow);
  const upkeep = upkeepOf(cluster, model, registry);
  const recovery = recoverySteps(facts, copies, upkeep, {
    waveOf: (stage) => stages.find(({ id }) => id === stage)?.wave ?? 0,
    hasMachines: machines.length > 0,
    gates: gates.map(({ after }) => after),
  });
  const by = (...origins: readonly string[]) =>
    facts.secrets.filter(({ origin }) => origins.includes(origin)).map(secretRow);
  const [byHand, vault, terraform, generated] = [by('bootstrap'), by('vault'), by('terraform'), by('generated')];
  const [sealed, external] = [by('sealed'), by('external')];
  return renderText('render/runbook.md', {
    header: headerLine(['clusters', facts.name]),
    platform: platform.name,
    cluster: facts.name,
    hasNodes: nodes.length > 0,
    nodes,
    hasMachines: machines.length > 0,
    machines: numbered(machines),
    kubernetes: facts.kubernetes,
    hub: facts.hub,
    isSpoke: !facts.isHub,
    isInside: facts.host !== undefined,
    host: facts.host ?? '',
    hasOnce: once.length > 0,
    once: numbered(once),
    bootstrap: numbered(bootstrapSteps(facts, objects)),
    recovery: recovery.map((text, index) => ({ number: index + 1, text })),
    stages,
    hasGates: gates.length > 0,
    gates,
    hasByHand: byHand.length > 0,
    byHand,
    hasVault: vault.length > 0,
    vault,
    hasTerraform: terraform.length > 0,
    terraform,
    hasGenerated: generated.length > 0,
    generated,
    hasSealed: sealed.length > 0,
    sealed,
    hasExternal: external.length > 0,
    external,
    hasBackups: backups.length > 0,
    backups,
    hasUpkeep: upkeep.length > 0,
    upkeep,
    hasNoSecrets: facts.secrets.length === 0,
  });
}

function nodeRows({ nodes: { controlPlanes, workers, edges }, omni }: ClusterFacts) {
  const row = (role: string) => (name: string) => ({
    name,
    role,
    machine: omni?.machines[name]?.id ?? '',
    installDisk: omni?.machines[name]?.installDisk ?? '',
    disks: (workers[name]?.disks ?? []).map((disk) => `\`${disk}\``).join(', '),
  });
  return [
    ...controlPlanes.map(row('control plane')),
    ...Object.keys(workers).sort().map(row('worker')),
    ...edges.map(row('edge')),
  ];
}

function firstRow() {
  return { wave: 0, id: 'namespaces/install', summary: 'every Namespace, with its Pod Security level', before: '' };
}

function stageRows(cluster: ClusterModel, objects: Objects, registry: Registry) {
  return presentStages(cluster, objects).map(({ id, component, stage, wave, before }) => {
    const summary = stagesOf(registry, component).find(({ name }) => name === stage)?.stage.summary ?? '';
    return { wave, id, summary, before: before.join(', ') };
  });
}

function copiesOf(cluster: ClusterModel, platform: PlatformFacts, registry: Registry): readonly Backup[] {
  return [...cluster.enabled].flatMap(([name, options]) => {
    const component = registry.components[name] as Component<ComponentName>;
    return component.backups?.(checkContext(options, cluster, platform)) ?? [];
  });
}

function backupRow({ job, now, restore, what, schedule, keep, address }: Backup) {
  return {
    ...{ what, schedule, keep, address },
    isCronJob: now === undefined,
    now: now ?? [],
    job: job.name,
    namespace: job.namespace,
    restore: numbered(restore),
  };
}

function numbered(steps: readonly GateStep[]) {
  return steps.map((step, index) => ({ number: index + 1, ...step }));
}

function upkeepOf(cluster: ClusterModel, { facts, sites }: Model, registry: Registry): readonly Upkeep[] {
  const ofComponents = [...cluster.enabled].flatMap(([name, options]) => {
    const component = registry.components[name] as Component<ComponentName>;
    return component.upkeep?.(checkContext(options, cluster, facts)) ?? [];
  });
  const here = sites.filter((site) => site.cluster === cluster.facts.name && site.options.enabled);
  return [...ofComponents, ...siteUpkeep(here, facts.access?.organization ?? '')];
}

function gatesOf(cluster: ClusterModel, platform: PlatformFacts, registry: Registry) {
  return [...cluster.enabled].flatMap(([name, options]) => {
    const { gate } = registry.components[name] as Component<ComponentName>;
    if (gate === undefined) return [];
    const steps = numbered(gate.steps(checkContext(options, cluster, platform)));
    return [{ after: `${name}/${gate.after}`, message: gate.message, steps }];
  });
}
