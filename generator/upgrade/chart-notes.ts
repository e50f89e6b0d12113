import { helmYaml } from '../chart-values/helm-yaml.ts';
import { unpackChart } from '../lock/unpack-chart.ts';
import { isMap, own, type PlainMap } from '../map.ts';
import type { Note } from './report.ts';

/** What a chart says of itself that whoever upgrades has to know: that it is given up, what it asks of Kubernetes, and annotations that speak of upgrades or of what must be there. */
export async function chartNotes(archive: Uint8Array, before: Uint8Array): Promise<readonly Note[]> {
  const [now, was] = [await aboutChart(archive), await aboutChart(before)];
  const changed = (key: string) => own(now, key) !== undefined && own(now, key) !== own(was, key);
  const found: Note[] = [];
  if (own(now, 'deprecated') === true)
    found.push({ group: 'order', what: 'changed', subject: 'the chart', note: 'its maintainers have given it up' });
  if (changed('kubeVersion'))
    found.push({ group: 'order', what: 'required', subject: 'Kubernetes', note: String(own(now, 'kubeVersion')) });
  return [...found, ...annotationNotes(own(now, 'annotations'), own(was, 'annotations'))];
}

async function aboutChart(archive: Uint8Array): Promise<PlainMap> {
  const value = helmYaml(new TextDecoder().decode((await unpackChart(archive))['Chart.yaml']));
  return isMap(value) ? value : {};
}

const telling = /upgrad|requir|minimum|min-version|migrat|breaking|kube-version|provides-gvr/i;

function annotationNotes(now: unknown, was: unknown): readonly Note[] {
  if (!isMap(now)) return [];
  const before = isMap(was) ? was : {};
  return Object.entries(now).flatMap(([key, value]): readonly Note[] => {
    if (value === own(before, key)) return [];
    if (telling.test(key)) return [{ group: 'order', what: 'required', subject: key, note: String(value).trim() }];
    return key === 'artifacthub.io/changes' ? breakingChanges(String(value)) : [];
  });
}

/** Of the list that Artifact Hub reads, what is removed, or says that it breaks something. Source: https://artifacthub.io/docs/topics/annotations/helm/ */
function breakingChanges(text: string): readonly Note[] {
  const list = parsed(text);
  if (!Array.isArray(list)) return [];
  return list.flatMap((each): readonly Note[] => {
    const [kind, said] = isMap(each) ? [own(each, 'kind'), own(each, 'description')] : ['', each];
    const isTold = kind === 'removed' || /\bbreaking\b/i.test(String(said));
    return isTold ? [{ group: 'order', what: 'required', subject: 'the chart says', note: String(said).trim() }] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return helmYaml(text);
  } catch {
    return undefined;
  }
}
