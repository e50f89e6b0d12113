/** What of the atlas is looked at: everything, a cluster, one of its stages, one of its sections. */
export interface Place {
  readonly cluster?: string;
  readonly stage?: string;
  readonly section?: string;
}

/** The place that a fragment of the address names; whatever it does not name is absent. */
export function placeIn(fragment: string): Place {
  const [, cluster, part] = fragment.replace(/^#/, '').split('/').map(decoded);
  if (cluster === undefined || cluster === '') return {};
  if (part === undefined || part === '') return { cluster };
  return part.startsWith('~') ? { cluster, section: part.slice(1) } : { cluster, stage: part };
}

/** The fragment that names a place. */
export function fragmentOf({ cluster, stage, section }: Place): string {
  const part = section === undefined ? stage : `~${section}`;
  return `#/${[cluster, part].flatMap((each) => (each === undefined ? [] : [encodeURIComponent(each)])).join('/')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
