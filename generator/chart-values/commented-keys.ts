/** Tells whether comments among a chart's defaults show a value: as a commented-out key within its map, or by its full name. */
export function commentedKeys(text: string): (path: readonly string[]) => boolean {
  return (path) => isNamed(path, text) || isCommentedOut(path, text);
}

function isNamed(path: readonly string[], text: string): boolean {
  if (path.length < 2) return false;
  return new RegExp(`^\\s*#.*(?<![\\w.])${path.map(escaped).join('\\.')}(?![\\w-])`, 'm').test(text);
}

function isCommentedOut(path: readonly string[], text: string): boolean {
  const key = escaped(path.at(-1) ?? '');
  const pattern = new RegExp(`^[ \\t]*#[# \\t]*(?:- )?["']?${key}["']?:(?:\\s|$)`, 'm');
  return pattern.test(regionOf(path.slice(0, -1), text.split('\n')));
}

/** The lines of a map and the comments below it; for the root the comments that are not indented, and those of no map. */
function regionOf(path: readonly string[], lines: readonly string[]): string {
  let [start, end, indent] = [0, lines.length, -1];
  for (const key of path) {
    const pattern = new RegExp(`^( *)["']?${escaped(key)}["']?:(?:\\s|$)`);
    const found = lines.findIndex(
      (line, index) => index >= start && index < end && (pattern.exec(line)?.[1]?.length ?? -1) > indent,
    );
    // a map that is itself in a comment, or laid out in braces
    if (found === -1) return lines.slice(start, end).join('\n');
    const depth = lines[found]?.search(/\S/) ?? 0;
    const after = lines.findIndex((line, index) => index > found && index < end && isOutside(line, depth));
    [start, end, indent] = [found + 1, after === -1 ? end : after, depth];
  }
  return path.length > 0 ? lines.slice(start, end).join('\n') : lines.filter((line) => /^#/.test(line)).join('\n');
}

function isOutside(line: string, depth: number): boolean {
  return /^\s*[^\s#]/.test(line) && line.search(/\S/) <= depth && !/^\s*- /.test(line);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
