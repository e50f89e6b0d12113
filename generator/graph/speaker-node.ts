import type { Speaker } from '../references/speakers.ts';

/** The node of an object, or of a chart. */
export function speakerNode({ name, object }: Speaker): string {
  return object === undefined ? `chart ${name}` : name;
}
