import * as handlebars from 'handlebars/runtime.js';
import { templates } from './generated/templates.js';

/** A name that a template reads: `each` reads the names inside once per item, `when` only where the value is truthy. */
export interface TemplateUse {
  readonly path: readonly string[];
  readonly each?: readonly TemplateUse[];
  readonly when?: readonly TemplateUse[];
}

/** A precompiled template and the names it reads. */
export interface Template {
  readonly spec: unknown;
  readonly uses: readonly TemplateUse[];
}

// the runtime is CommonJS with types of the whole of Handlebars
const runtime = handlebars.default as unknown as { template(spec: unknown): (data: unknown) => string };
const compiled = new WeakMap<object, (data: unknown) => string>();

/** Fills a template in. A name that the data lacks is an Error, inside `{{#if}}` and `{{#each}}` too, which Handlebars' strict mode misses. */
export function renderText(name: keyof typeof templates, data: object): string {
  const template: Template = templates[name];
  const missing = missingName(template.uses, data);
  if (missing !== undefined) throw new Error(`the template ${name} reads \`${missing}\`, which its data lacks`);
  return compile(template)(data);
}

function compile(template: Template): (data: unknown) => string {
  const known = compiled.get(template);
  if (known !== undefined) return known;
  const made = runtime.template(template.spec);
  compiled.set(template, made);
  return made;
}

/** The first name that a template reads and its data lacks; undefined when it has all. */
export function missingName(uses: readonly TemplateUse[], data: unknown): string | undefined {
  for (const use of uses) {
    const { found, value } = lookUp(use.path, data);
    if (!found) return use.path.join('.');
    const missing = inside(use, value, data);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

function inside(use: TemplateUse, value: unknown, data: unknown): string | undefined {
  if (use.when !== undefined) return missingName(use.when, data);
  if (use.each === undefined) return undefined;
  if (!Array.isArray(value)) return `${use.path.join('.')} (as a list)`;
  return value.map((item) => missingName(use.each ?? [], item)).find((each) => each !== undefined);
}

function lookUp(path: readonly string[], data: unknown): { found: boolean; value: unknown } {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      return { found: false, value: undefined };
    value = (value as { [key: string]: unknown })[part];
  }
  return { found: true, value };
}
