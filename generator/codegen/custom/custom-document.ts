import { Failure } from '../../failure.ts';
import type { Definition } from '../../kubernetes/custom-kind.ts';
import { inOrder } from '../../kubernetes/in-order.ts';
import type { StructuralSchema } from '../../kubernetes/structural-schema.ts';
import { essence, written } from './essence.ts';
import type { ReadModule } from './read-module.ts';
import { sharedParts } from './shared-parts.ts';

/**
 * The kinds of several modules as one JSON document, one definition a line: `modules`, as `<module>@<version>`; `kinds`, by
 * `<apiVersion>/<Kind>` the scope (`N` or `C`), the place of its module, the place of its definition (null where the version is not
 * served) and what else is to be said (`stored`, `deprecated`, `behind`); `definitions`, structural schemas that refer to each other by place.
 */
export function customDocument(modules: readonly ReadModule[]): string {
  const kinds = kindsOf(modules);
  const served = kinds.filter((kind) => kind.schema !== undefined);
  const { definitions, places } = sharedParts(served.map(({ schema = {} }) => inOrder(written(essence(schema)))));
  const lines = kinds.map((kind) => {
    const place = places[served.indexOf(kind)] ?? null;
    return `${JSON.stringify(kind.name)}:${JSON.stringify([kind.scope, kind.module, place, ...kind.marks])}`;
  });
  return [
    `{"modules":${JSON.stringify(modules.map(({ module, version }) => `${module}@${version}`))},`,
    `"kinds":{\n${lines.join(',\n')}\n},`,
    `"definitions":[\n${definitions.map((schema) => JSON.stringify(schema)).join(',\n')}\n]}\n`,
  ].join('\n');
}

interface NamedKind {
  /** As `<apiVersion>/<Kind>`. */
  readonly name: string;
  readonly scope: 'N' | 'C';
  readonly module: number;
  readonly schema: StructuralSchema | undefined;
  readonly marks: readonly string[];
}

function kindsOf(modules: readonly ReadModule[]): readonly NamedKind[] {
  const kinds = modules.flatMap(({ definitions, isBehind = false }, module) =>
    definitions.flatMap((each) => versionsOf(each, module, isBehind)),
  );
  const names = kinds.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Failure(`two modules have ${twice}`, 'take it from one of them');
  return kinds.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function versionsOf({ spec }: Definition, module: number, isBehind: boolean): readonly NamedKind[] {
  const { group, names, versions = [] } = spec;
  return versions.map(({ name, served, storage, deprecated, schema }) => ({
    name: `${group}/${name}/${names.kind}`,
    scope: spec.scope === 'Namespaced' ? 'N' : 'C',
    module,
    schema: served ? (schema?.openAPIV3Schema ?? {}) : undefined,
    marks: [
      ...(storage === true ? ['stored'] : []),
      ...(deprecated === true ? ['deprecated'] : []),
      ...(isBehind ? ['behind'] : []),
    ],
  }));
}
