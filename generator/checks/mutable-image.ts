import type { Check } from '../check.ts';
import type { Path } from '../diagnostic.ts';
import { imageProblem, isMovingTag } from '../image.ts';
import { describe } from '../kubernetes/object.ts';
import { isMap } from '../map.ts';
import { valuesIn } from '../objects.ts';
import { oncePerValue } from '../once-per-value.ts';
import { ownerPath } from '../placed-objects.ts';

/** An image whose tag moves is another one at the next restart, on one node and not on the other, and git does not say so. */
export const mutableImage: Check = {
  summary: 'Each image has an exact tag or a digest: in what Plinth writes, and in the values of charts.',
  reach: 'stage',
  *run({ model, objects }) {
    for (const { facts } of model.clusters)
      for (const { component, name, clusters } of objects.stages) {
        const { objects: own = [], upstream } = clusters.get(facts.name) ?? {};
        const found = [
          ...own.flatMap((object) => problemsOf(object).map((each) => ({ ...each, where: describe(object) }))),
          ...valuesIn(upstream)
            .flatMap((values) => problemsOf(values))
            .map((each) => ({
              ...each,
              where: `the chart ${upstream?.chart?.name}, value \`${each.path.join('.')}\``,
            })),
        ];
        for (const { where, text, problem } of found)
          yield {
            ...({ code: 'mutable-image', severity: 'error', clusters: [facts.name] } as const),
            message: `${where}: ${problem}`,
            hint: 'name an exact version, or a digest: `image@sha256:…`',
            path: ownerPath(model, facts.name, { component, stage: name }, text),
            at: 'value',
          };
      }
  },
};

const mayName = /"(?:image|tag)":"/;

// most objects name none, and to write one out is far quicker than to go through it
const problemsOf = oncePerValue((value: object) => (mayName.test(JSON.stringify(value)) ? problemsIn(value) : []));

interface Found {
  readonly path: Path;
  readonly text: string;
  readonly problem: string;
}

/** Every `image` that is a text, and every `tag` beside a `repository`, as charts have them. */
function problemsIn(value: unknown, path: Path = []): readonly Found[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => problemsIn(each, [...path, index]));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const problem = typeof each === 'string' ? problemOf(key, each, value) : undefined;
    if (problem !== undefined) return [{ path: [...path, key], text: String(each), problem }];
    return problemsIn(each, [...path, key]);
  });
}

function problemOf(key: string, text: string, around: object): string | undefined {
  if (key === 'tag') return isMovingTag(text) ? `the tag \`${text}\` moves` : undefined;
  // charts put an image together from parts, and its tag stands beside
  if (key !== 'image' || text === '' || 'tag' in around || 'imageTag' in around) return undefined;
  const problem = imageProblem(text);
  return problem === undefined ? undefined : `the image \`${text}\` ${problem}`;
}
