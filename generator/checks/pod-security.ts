import type { Check } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { describe } from '../kubernetes/object.ts';
import { ownerPath, placedObjects } from '../placed-objects.ts';
import { levelOf } from '../pod-security-level.ts';
import { refusedAt } from '../references/pod-security.ts';
import { podsOf } from '../references/pods.ts';

/** An API server takes a workload whose pods it will refuse, with a warning that nobody reads; there are then none. */
export const podSecurity: Check = {
  summary: 'The pods of each workload are such as the Pod Security level of its namespace lets in.',
  reach: 'cluster',
  *run({ model, objects }): Iterable<Diagnostic> {
    for (const { facts } of model.clusters) {
      const placed = placedObjects(objects, facts.name);
      const levels = new Map(
        placed.flatMap(({ object: { kind, metadata } }) =>
          kind === 'Namespace' ? [[metadata.name, levelOf(metadata)] as const] : [],
        ),
      );
      for (const each of placed) {
        const pods = podsOf(each);
        const level = pods === undefined ? undefined : levels.get(pods.namespace);
        if (pods === undefined || level === undefined || each.object.kind === 'VirtualMachine') continue;
        const refused = refusedAt(level, pods);
        if (refused.length === 0) continue;
        yield {
          code: 'pod-security',
          severity: 'error',
          clusters: [facts.name],
          message: `${describe(each.object)} asks for ${refused.join(', ')}, which the level \`${level}\` of the namespace \`${pods.namespace}\` refuses`,
          hint: 'do without, or give the namespace another level: `security` of an app',
          path: ownerPath(model, facts.name, each),
          at: 'value',
        };
      }
    }
  },
};
