/** A part of a template: text as it stands, a value of a secret, or what was meant for one and is none. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly secret: string; readonly key: string }
  | { readonly kind: 'wrong'; readonly text: string };

/** What a template consists of, in order. */
export function partsOf(template: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of template.matchAll(/\$\$\{|\$\{[^}\n]*\}?/g)) {
    parts.push({ kind: 'text', text: template.slice(end, match.index) }, placeholder(match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, { kind: 'text', text: template.slice(end) }];
}

function placeholder(written: string): Part {
  if (written === '$${') return { kind: 'text', text: '${' };
  const [, secret, key] = /^\$\{([a-z0-9-]+)\.([A-Za-z0-9._-]+)\}$/.exec(written) ?? [];
  return secret === undefined || key === undefined ? { kind: 'wrong', text: written } : { kind: 'value', secret, key };
}

/** The same in the language of Vault's agent, with an action for each value. Upstream: Go's text/template. */
export function agentTemplate(parts: readonly Part[], action: (secret: string, key: string) => string): string {
  const whole = parts.map((part) => (part.kind === 'value' ? { action: action(part.secret, part.key) } : part.text));
  return whole
    .map((each, index) => (typeof each === 'string' ? escaped(each, whole[index + 1]) : each.action))
    .join('');
}

/** Braces that would begin an action are put out by one; also the last, before an action that begins with two. */
function escaped(text: string, next: unknown): string {
  const begins = typeof next === 'string' || next === undefined ? /\{{2,}/g : /\{{2,}|\{$/g;
  return text.replace(begins, (braces) => `{{ ${JSON.stringify(braces)} }}`);
}
