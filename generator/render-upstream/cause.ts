import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Templates } from './templates.ts';

/** Where an object that is refused comes from, and what to do about it. */
export interface Cause {
  /** As the end of a sentence; empty where it is not known. */
  readonly place: string;
  readonly hint: string;
}

const chance =
  /\{\{.*\b(?:rand(?:AlphaNum|Alpha|Numeric|Ascii|Bytes|Int)|gen(?:CA|SelfSignedCert|SignedCert)(?:WithKey)?|genPrivateKey|uuidv4|now|ago|shuffle|htpasswd|bcrypt|encryptAES)\b/;
const decision = /\b(?:if|with|default|or|and|coalesce|ternary|required)\b/;

/** Finds the template and line behind an object: the call of chance in it or in what it includes, else its beginning; and the values that decide about it. */
export function causeOf(object: KubernetesObject, { find, texts }: Templates): Cause {
  const template = find(object);
  if (template === undefined) return { place: '', hint: general };
  const { path, line } = callIn(template, texts) ?? { path: template, line: 0 };
  const place = `: ${path}${line === 0 ? '' : `:${line}`}`;
  const values = [...new Set([...decidingAt(path, line, texts), ...decidingAt(template, 0, texts)])].slice(0, 4);
  if (values.length === 0) return { place, hint: general };
  return {
    place,
    hint: `${values.map((each) => `\`${each}\``).join(', ')} in its \`values\` decide there; or choose \`delivery: reference\``,
  };
}

const general = 'find the value that names a Secret of your own instead, or choose `delivery: reference`';

interface Line {
  readonly path: string;
  readonly line: number;
}

/** The first call of chance in a template or in a named one that it includes. */
function callIn(template: string, texts: Templates['texts']): Line | undefined {
  const seen = new Set<string>();
  const blocks: Block[] = [{ path: template, start: 0, lines: (texts[template] ?? '').split('\n') }];
  const named = definitions(texts);
  for (const block of blocks) {
    const index = block.lines.findIndex((line) => chance.test(line));
    if (index >= 0) return { path: block.path, line: block.start + index + 1 };
    for (const [, name = ''] of block.lines.join('\n').matchAll(/\b(?:include|template)\s+"([^"]+)"/g)) {
      if (seen.has(name)) continue;
      seen.add(name);
      blocks.push(...(named.get(name) ?? []));
    }
  }
  return undefined;
}

interface Block {
  readonly path: string;
  readonly start: number;
  readonly lines: readonly string[];
}

/** Each named template with its lines, as far as the next one. */
function definitions(texts: Templates['texts']): ReadonlyMap<string, readonly Block[]> {
  const found = new Map<string, readonly Block[]>();
  for (const [path, text] of Object.entries(texts)) {
    const lines = text.split('\n');
    const starts = lines.flatMap((line, index) => (/\{\{-?\s*define\s/.test(line) ? [index] : []));
    for (const [index, start] of starts.entries()) {
      const name = /define\s+"([^"]+)"/.exec(lines[start] ?? '')?.[1] ?? '';
      found.set(name, [...(found.get(name) ?? []), { path, start, lines: lines.slice(start, starts[index + 1]) }]);
    }
  }
  return found;
}

/** The values that a decision at a line asks for, the nearest first; those of the beginning where the line is 0. */
function decidingAt(path: string, line: number, texts: Templates['texts']): readonly string[] {
  const all = (texts[path] ?? '').split('\n');
  const near = line === 0 ? all.slice(0, 12) : all.slice(Math.max(0, line - 12), line).reverse();
  const below = [...path.matchAll(/charts\/([^/]+)\//g)].map(([, name = '']) => `${name}.`).join('');
  return near
    .filter((each) => decision.test(each))
    .flatMap((each) => [...each.matchAll(/\.Values\.([\w.]+\w)/g)].map(([, value = '']) => `${below}${value}`));
}
