import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Engine } from 'kubeconform-wasm';
import { parse, parseAllDocuments } from 'yaml';
import { type KubernetesObject, objectId } from '../../generator/kubernetes/object.ts';
import { unpackChart } from '../../generator/lock/unpack-chart.ts';
import type { Upstream } from '../../generator/objects.ts';
import { chartFolder } from '../../generator/render/chart-folder.ts';
import { placedWithin } from '../../generator/render-upstream/placed-within.ts';
import { withoutChartLabel } from '../../generator/render-upstream/without-chart-label.ts';
import { renderUpstream } from '../../generator/render-upstream.ts';
import { inflatedFiles } from '../../generator/verify/overlay-files.ts';
import { fingerprint } from '../../generator/write/ledger.ts';
import { tool } from '../support/tools.ts';

/** What came of comparing the two ways of a chart. */
export interface Comparison {
  readonly verdict: 'equal' | 'differs' | 'refused';
  readonly lines: readonly string[];
}

const KUBERNETES = '1.34';

/** Renders a chart archive in process, and has the real tools build the folder that names it. */
export async function compared(archive: Buffer, engine: Engine): Promise<Comparison> {
  const files = await unpackChart(archive);
  const { name, version } = parse(new TextDecoder().decode(files['Chart.yaml'])) as { name: string; version: string };
  const upstream: Upstream = {
    namespace: 'example',
    chart: { repository: 'https://charts.example.org', name, version },
    ...{ values: {}, manifests: [], leftOut: [], keepsKinds: false },
  };
  const bytes = { sha256: fingerprint(archive), bytes: archive };
  const rendering = await renderUpstream({ upstream, capabilities: { kubeVersion: KUBERNETES } }, engine, () => bytes);
  if ('problems' in rendering)
    return {
      verdict: 'refused',
      lines: rendering.problems.map(({ code, message }) => `${code}: ${message.split('\n')[0]}`),
    };
  const inflation = { charts: { [`${name}-${version}/${name}`]: files }, remotes: {} };
  const native = build(inflatedFiles([...chartFolder('upstream/chart', upstream, [])], inflation));
  if ('refusal' in native) return { verdict: 'differs', lines: [`the real tools refuse it: ${native.refusal}`] };
  const wrong = differences(withoutChartLabel(placedWithin(native.objects, upstream)), rendering.objects);
  return {
    verdict: wrong.length === 0 ? 'equal' : 'differs',
    lines: [`${rendering.objects.length} objects`, ...wrong],
  };
}

type Built = { readonly objects: readonly KubernetesObject[] } | { readonly refusal: string };

function build(files: { readonly [path: string]: Uint8Array | string }): Built {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-charts-'));
  try {
    for (const [path, body] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), body);
    }
    const [kustomize, helm] = [tool('kustomize'), tool('helm')].map((each) => ('path' in each ? each.path : ''));
    const words = ['build', '--enable-helm', '--helm-command', helm ?? '', `--helm-kube-version=${KUBERNETES}.0`];
    const run = spawnSync(kustomize ?? '', [...words, 'upstream/chart'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (run.status !== 0) return { refusal: run.stderr.slice(-300) };
    const documents = parseAllDocuments(run.stdout, { version: '1.1', merge: false });
    return { objects: documents.map((each) => each.toJS() as KubernetesObject) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function differences(native: readonly KubernetesObject[], ours: readonly KubernetesObject[]): readonly string[] {
  const [there, here] = [byId(native), byId(ours)];
  return [...new Set([...there.keys(), ...here.keys()])].flatMap((id) => {
    if (!here.has(id)) return [`${id} is not rendered`];
    if (!there.has(id)) return [`${id} is only rendered`];
    return there.get(id) === here.get(id) ? [] : [`${id} differs`];
  });
}

/** Each object as JSON in which the order of keys is none, and neither is Go's time that is no time. */
function byId(objects: readonly KubernetesObject[]): ReadonlyMap<string, string> {
  const text = (object: KubernetesObject) =>
    JSON.stringify(object, (key, value: unknown) => {
      if (key === 'creationTimestamp' && value === null) return undefined;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
  return new Map(objects.map((object) => [objectId(object), text(object)]));
}
