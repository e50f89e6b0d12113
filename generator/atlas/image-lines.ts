import { describe } from '../kubernetes/object.ts';
import { artefactsOf } from '../lock.ts';
import { isMap, type PlainMap } from '../map.ts';
import { upstreamIn } from '../objects.ts';
import { speakersOn } from '../references/speakers.ts';
import { type OnCluster, stageOf } from './on-cluster.ts';
import { type Line, tidied } from './row.ts';

/** Each chart and manifest that a cluster takes from upstream, with its version and where it is from. */
export function chartLines({ objects, cluster, touched }: OnCluster): readonly Line[] {
  return tidied(
    objects.stages.flatMap(({ component, name, clusters }) => {
      const content = clusters.get(cluster.facts.name);
      const upstream = upstreamIn(content);
      if (upstream === undefined) return [];
      const stage = `${component}/${name}`;
      const change = touched.changes.find((each) => each.stage === stage && !/^[A-Z]/.test(each.subject));
      const mark = change === undefined ? '' : change.verb === 'moved' ? 'changed' : change.verb;
      return artefactsOf(upstream).map((artefact): Line => {
        const cells =
          artefact.kind === 'chart'
            ? [artefact.name, artefact.version, artefact.repository]
            : [artefact.url.slice(artefact.url.lastIndexOf('/') + 1), versionIn(artefact.url), artefact.url];
        return { stage, mark, cells };
      });
    }),
  );
}

function versionIn(url: string): string {
  return /\bv?\d+(?:\.\d+)+[^/]*/.exec(url)?.[0] ?? '';
}

/** Each image that an object, or the values of a chart, names itself; what a chart runs by its own choice, only the chart says. */
export function imageLines({ objects, cluster, touched }: OnCluster): readonly Line[] {
  return tidied(
    speakersOn(cluster.facts.name, objects).flatMap(({ owner, name, object, values }) => {
      const stage = stageOf(owner);
      const by = object === undefined ? `chart ${name}` : describe(object);
      const mark = object === undefined ? '' : touched.markOf(stage, by);
      return imagesIn(object ?? values).map((image): Line => ({ stage, mark, cells: [...split(image), by] }));
    }),
  );
}

function imagesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  if (!isMap(value)) return [];
  const { image } = value;
  const own = typeof image === 'string' ? [image] : isMap(image) ? composed(image) : [];
  return [...own, ...Object.entries(value).flatMap(([key, each]) => (key === 'image' ? [] : imagesIn(each)))].filter(
    (each) => /^[\w.:/@-]+$/.test(each),
  );
}

/** As most charts have it: the parts of the reference apart. */
function composed({ registry, repository, tag, digest }: PlainMap): readonly string[] {
  if (typeof repository !== 'string' || (tag === undefined && digest === undefined)) return [];
  const name = typeof registry === 'string' && registry !== '' ? `${registry}/${repository}` : repository;
  return [typeof digest === 'string' && digest !== '' ? `${name}@${digest}` : `${name}:${tag}`];
}

function split(image: string): readonly [name: string, version: string] {
  const [name = '', digest] = image.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/'));
  const tag = colon === -1 ? '' : name.slice(colon + 1);
  return [colon === -1 ? name : name.slice(0, colon), [tag, digest ?? ''].filter((each) => each !== '').join(' @')];
}
