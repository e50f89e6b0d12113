import type { ComponentName } from '../../generated/options.ts';
import type { PlainMap } from '../../map.ts';
import { clusterContext, stagesOf } from '../../stage-access.ts';
import type { ClusterSource, Collected, Place, Told } from './cluster-source.ts';
import { componentOfChart } from './component-of-chart.ts';
import { valuesKey } from './content-of.ts';
import { issuersIn, onlyIssuer } from './issuers.ts';
import { openOptions } from './options-of.ts';
import { sealIn } from './seal.ts';
import { nameOfObject } from './source-object.ts';
import { toldHosts } from './told-hosts.ts';

/** Options that are read by themselves, not from what a component would say, and the values that say them. */
export interface KnownOptions extends Told {
  readonly said: readonly string[];
}

/** The version of a chart, the issuers, what opens Vault, the host. */
export function knownOptions(
  component: ComponentName,
  places: readonly Place[],
  source: ClusterSource,
  collected: Collected,
): KnownOptions {
  const version = versionOf(component, places, source, collected);
  const told = source.told.get(component);
  const host = hostOf(component, places, source, collected);
  const issuers = component === 'cert-manager' ? issuerOptions(source, collected) : nothing;
  const seal = component === 'vault' ? sealIn(places[0]?.use.values ?? {}) : undefined;
  return {
    options: { ...version, ...issuers.options, ...(seal === undefined ? {} : { seal }), ...host.options },
    files: [...issuers.files, ...host.files],
    said: [
      ...host.said,
      ...places.flatMap(({ stage }) => (told?.said ?? []).map((each) => `${valuesKey(stage)}${each}`)),
    ],
  };
}

const nothing: KnownOptions = { options: {}, files: [], said: [] };

function issuerOptions({ objects, email }: ClusterSource, { used, rest }: Collected): Told {
  const issuers = issuersIn(objects);
  used.push(...issuers.used);
  for (const { from, what } of issuers.rest)
    rest.push({ file: from.file, what: `${nameOfObject(from)}: ${what}`, why: 'no option says it' });
  return { options: { ...issuers.options, ...(email === undefined ? {} : { email }) }, files: issuers.files };
}

function versionOf(
  component: ComponentName,
  places: readonly Place[],
  { registry }: ClusterSource,
  { rest }: Collected,
): PlainMap {
  let options: PlainMap = {};
  for (const { use } of places) {
    const place = componentOfChart(use, registry);
    if (place === undefined || 'isOther' in place) continue;
    const { version, isFurther } = place.chart;
    if (version.replace(/^v/, '') === use.version.replace(/^v/, '')) continue;
    const what = `chart ${use.name}: version ${use.version}`;
    if (!/^v?\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$/.test(use.version))
      rest.push({ file: use.file, what, why: `no exact version; that of ${component} is ${version}` });
    else if (isFurther === true) rest.push({ file: use.file, what, why: `the version of ${component} decides it` });
    else options = { version: use.version };
  }
  return options;
}

/** The one host that is routed to a Service of the component, or that its chart is told, and the issuer of its certificate. */
function hostOf(
  component: ComponentName,
  places: readonly Place[],
  source: ClusterSource,
  { used }: Collected,
): KnownOptions {
  const names = new Set(openOptions(source.schema, component).flatMap(({ path }) => (path.length === 1 ? path : [])));
  if (!names.has('host')) return nothing;
  const services = providedServices(component, source);
  const routed = source.routes.filter(({ service }) => services.has(service));
  const told = places.flatMap(({ stage, use }) => toldHosts(use.values, valuesKey(stage)));
  const issuer = routed.find((each) => each.issuer !== undefined)?.issuer ?? onlyIssuer(source.objects);
  const ofIssuer = names.has('issuer') && issuer !== undefined ? { issuer } : {};
  const [host, ...others] = new Set([...routed, ...told].map((each) => each.host));
  if (host === undefined || others.length > 0) return { ...nothing, options: ofIssuer };
  used.push(...routed.map(({ from }) => from));
  const files = routed.map(({ from }) => from.file);
  return { options: { host, ...ofIssuer }, said: told.map(({ place }) => place), files };
}

function providedServices(
  component: ComponentName,
  { registry, platform, cluster }: ClusterSource,
): ReadonlySet<string> {
  const names = stagesOf(registry, component).flatMap(({ stage }) => {
    try {
      const options = {};
      registry.options[component].errors(options);
      const { provides } = stage;
      const context = clusterContext(stage, options, platform, cluster, new Map());
      return typeof provides === 'function' ? provides(context) : (provides ?? []);
    } catch {
      // what it provides depends on an option that is not known here
      return [];
    }
  });
  return new Set(names.filter(({ kind }) => kind === 'Service').map(({ name }) => name));
}
