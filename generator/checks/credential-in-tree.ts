import type { Check } from '../check.ts';
import { credentialIn, isCredentialEntry } from '../credential.ts';
import type { Diagnostic, Path } from '../diagnostic.ts';
import { describe } from '../kubernetes/object.ts';
import { ownerPath } from '../placed-objects.ts';

/** The tree is in git, and the repository may be public. */
export const credentialInTree: Check = {
  summary: 'Nothing that looks like a credential stands in what is generated.',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { component, name, clusters } of objects.stages) {
      for (const [cluster, { objects: meant, upstream }] of clusters) {
        const path = ownerPath(model, cluster, component);
        const found = [
          ...meant.flatMap((object) => leaks(object).map((leak) => `${describe(object)} at ${leak}`)),
          ...leaks(upstream?.values).map((leak) => `the chart's values at ${leak}`),
        ];
        for (const leak of found) yield problem(`${component}/${name} would write ${leak}`, cluster, path);
      }
    }
  },
};

function problem(message: string, cluster: string, path: Path): Diagnostic {
  const hint = 'declare the secret by name and origin; its value belongs in Vault. If it is real, revoke it';
  return { code: 'credential', severity: 'error', clusters: [cluster], message, hint, path };
}

/** Where a value holds what looks like a credential, each as a dotted path and what it looks like; never the text. */
function leaks(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'string') {
    const name = credentialIn(value);
    return name === undefined ? [] : [`${path}: ${name}`];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const inside = path === '' ? key : `${path}.${key}`;
    return isPlain(key, each) ? [`${inside}: a value in plain text`] : leaks(each, inside);
  });
}

function isPlain(key: string, value: unknown): boolean {
  return isCredentialEntry(key, value) && credentialIn(String(value)) === undefined;
}
