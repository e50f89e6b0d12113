import type { Schema } from './json-schema.ts';

/** A Markdown table of the options of an object schema, nested ones with dots; empty text where it has none. */
export function optionTable(schema: Schema, defs: Schema, scopes: boolean): string {
  const rows = rowsOf(schema, defs, '', scopes);
  if (rows.length === 0) return '';
  const head = scopes
    ? '| Option | Type | Default | Per cluster | What it does |\n| --- | --- | --- | --- | --- |'
    : '| Option | Type | Default | What it does |\n| --- | --- | --- | --- |';
  return `${head}\n${rows.join('\n')}\n`;
}

function rowsOf(schema: Schema, defs: Schema, prefix: string, scopes: boolean): readonly string[] {
  const required = new Set((schema.required as readonly string[] | undefined) ?? []);
  return Object.entries((schema.properties ?? {}) as { [name: string]: Schema }).flatMap(([name, written]) => {
    const option = resolved(written, defs);
    const cells = [
      `\`${prefix}${name}\``,
      typeOf(option),
      defaultOf(option, required.has(name)),
      ...(scopes ? [option['x-scope'] === 'cluster' ? 'yes' : ''] : []),
      text(option),
    ];
    return [`| ${cells.join(' | ')} |`, ...inside(option, defs, `${prefix}${name}`, scopes)];
  });
}

function inside(option: Schema, defs: Schema, path: string, scopes: boolean): readonly string[] {
  const rows = rowsOf(option, defs, `${path}.`, scopes);
  const items =
    option.type === 'array' ? rowsOf(resolved(option.items as Schema, defs), defs, `${path}[].`, scopes) : [];
  const values =
    typeof option.additionalProperties === 'object'
      ? rowsOf(resolved(option.additionalProperties as Schema, defs), defs, `${path}.<name>.`, scopes)
      : [];
  const branches =
    option.discriminator === undefined
      ? []
      : (option.oneOf as readonly Schema[]).flatMap((branch) => branchRows(branch, option, defs, path, scopes));
  return [...rows, ...items, ...values, ...branches];
}

/** The options of one form of a union, each saying which form it belongs to. */
function branchRows(
  branch: Schema,
  { discriminator }: Schema,
  defs: Schema,
  path: string,
  scopes: boolean,
): readonly string[] {
  const key = (discriminator as { propertyName: string }).propertyName;
  const kind = String((branch.properties as { [name: string]: Schema })[key]?.const);
  return rowsOf(branch, defs, `${path}.`, scopes).map((row) =>
    row.startsWith(`| \`${path}.${key}\``) ? row : row.replace(/^\| (`[^`]+`)/, `| $1 (${kind})`),
  );
}

function resolved(schema: Schema, defs: Schema): Schema {
  const name = typeof schema.$ref === 'string' ? schema.$ref.replace('#/$defs/', '') : undefined;
  return name === undefined ? schema : { ...(defs[name] as Schema), ...schema };
}

function typeOf(option: Schema): string {
  if (Array.isArray(option.enum)) return option.enum.map((each) => `\`${String(each)}\``).join(' or ');
  if (option.const !== undefined) return `\`${String(option.const)}\``;
  if (option.oneOf !== undefined && option.discriminator === undefined)
    return String(option['x-expected'] ?? 'one of several forms');
  const names: Readonly<Record<string, string>> = {
    object: 'map',
    array: 'list',
    integer: 'number',
    boolean: '`true` or `false`',
    string: 'text',
  };
  return names[String(option.type)] ?? 'map';
}

function defaultOf(option: Schema, required: boolean): string {
  if (required) return '*required*';
  if (option.default === undefined) return '';
  return `\`${JSON.stringify(option.default).replaceAll('|', '\\|')}\``;
}

function text(option: Schema): string {
  return String(option.description ?? '')
    .replaceAll('\n', ' ')
    .replaceAll('|', '\\|')
    .trim();
}
