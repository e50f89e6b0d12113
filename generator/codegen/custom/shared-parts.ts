import type { StructuralSchema } from '../../kubernetes/structural-schema.ts';
import type { Linked } from '../core/to-structural.ts';
import { mapSubschemas } from '../map-subschemas.ts';

/** Schemas whose common parts stand once: definitions that refer to each other by place, and the place of each schema that was given. */
export interface SharedParts {
  readonly definitions: readonly Linked<number>[];
  readonly places: readonly number[];
}

/** Takes out every part that occurs more than once and is longer than a reference to it; whoever follows the references gets back what was given. */
export function sharedParts(schemas: readonly StructuralSchema[]): SharedParts {
  const counts = new Map<string, number>();
  for (const schema of schemas) count(schema, counts);
  const definitions: Linked<number>[] = [];
  const known = new Map<string, number>();
  const place = (schema: StructuralSchema): number => {
    const text = JSON.stringify(schema);
    const before = known.get(text);
    if (before !== undefined) return before;
    // what a part refers to gets its place first
    const linked = mapSubschemas(schema, link);
    known.set(text, definitions.length);
    return definitions.push(linked) - 1;
  };
  const link = (part: StructuralSchema): Linked<number> => {
    const text = JSON.stringify(part);
    const isShared = text.length >= shortest && (counts.get(text) ?? 0) > 1;
    return isShared ? { $ref: place(part) } : mapSubschemas(part, link);
  };
  return { places: schemas.map(place), definitions };
}

/** In characters: below this a reference saves nothing once the whole is compressed. */
const shortest = 60;

function count(schema: StructuralSchema, counts: Map<string, number>): void {
  const text = JSON.stringify(schema);
  const before = counts.get(text) ?? 0;
  counts.set(text, before + 1);
  // the parts of what was there before are taken out with it
  if (before > 0) return;
  mapSubschemas(schema, (part) => {
    count(part, counts);
    return part;
  });
}
