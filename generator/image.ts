/** Tags that are moved to whatever is newest. */
const moving = new Set(['latest', 'main', 'master', 'edge', 'nightly', 'stable', 'dev', 'develop']);

/** What keeps an image reference from always being the same image, as the end of a sentence; undefined when it is pinned by an exact tag or a digest. */
export function imageProblem(reference: string): string | undefined {
  if (/@sha256:[0-9a-f]{64}$/.test(reference)) return undefined;
  // what stands behind an @ and is no digest pins nothing
  const tag = tagOf(reference.replace(/@.*$/s, ''));
  if (tag === undefined) return 'has no tag, which means `latest`';
  return isMovingTag(tag) ? `has the tag \`${tag}\`, which moves` : undefined;
}

/** Whether a tag is one that gets moved to whatever is newest. */
export function isMovingTag(tag: string): boolean {
  return moving.has(tag);
}

/** What stands behind the last colon, unless that is the port of the registry. */
function tagOf(reference: string): string | undefined {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const colon = name.indexOf(':');
  return colon === -1 ? undefined : name.slice(colon + 1);
}
