import type { Check } from '../check.ts';
import { credentialIn, isCredentialEntry } from '../credential.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { describe } from '../kubernetes/object.ts';
import { valuesIn } from '../objects.ts';
import { oncePerValue } from '../once-per-value.ts';
import { ownerPath } from '../placed-objects.ts';

/** The tree is in git, and the repository may be public. */
export const credentialInTree: Check = {
  summary: 'Nothing that looks like a credential stands in what is generated.',
  reach: 'stage',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { component, name, clusters } of objects.stages) {
      for (const [cluster, { objects: meant, upstream }] of clusters) {
        const told = (subject: string) => (leak: Leak) => `${subject} at ${leak.path.join('.')}: ${leak.what}`;
        const found = [
          ...meant.flatMap((object) => leaksIn(object).map(told(describe(object)))),
          ...valuesIn(upstream).flatMap((values) => leaksIn(values).map(told("the chart's values"))),
        ];
        for (const leak of found)
          yield problem(
            `${component}/${name} would write ${leak}`,
            cluster,
            ownerPath(model, cluster, { component, stage: name }),
          );
      }
    }
  },
};

function problem(message: string, cluster: string, path: Path): Diagnostic {
  const hint = 'declare the secret by name and origin; its value belongs in Vault. If it is real, revoke it';
  return { code: 'credential', severity: 'error', clusters: [cluster], message, hint, path };
}

interface Leak {
  readonly path: readonly string[];
  readonly what: string;
}

const leaksIn = oncePerValue((value: object) => leaks(value));

/** Where a value holds what looks like a credential, and what it looks like; never the text. */
function leaks(value: unknown): readonly Leak[] {
  if (typeof value === 'string') {
    const what = formOf(value);
    return what === undefined ? none : [{ path: [], what }];
  }
  if (typeof value !== 'object' || value === null) return none;
  const found: Leak[] = [];
  for (const [key, each] of Object.entries(value)) {
    if (isPlain(key, each)) found.push({ path: [key], what: 'a value in plain text' });
    else for (const { path, what } of leaks(each)) found.push({ path: [key, ...path], what });
  }
  return found;
}

const none: readonly Leak[] = [];

/** What was found in a text before: objects and clusters mostly have the same ones. */
const texts = new Map<string, string | undefined>();

// a process may compile again and again, always with other texts
const MOST = 100_000;

function formOf(text: string): string | undefined {
  if (texts.has(text)) return texts.get(text);
  if (texts.size >= MOST) texts.clear();
  const form = credentialIn(text);
  texts.set(text, form);
  return form;
}

function isPlain(key: string, value: unknown): boolean {
  return isCredentialEntry(key, value) && credentialIn(String(value)) === undefined;
}
