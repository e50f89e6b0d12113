/** The allowed texts of a field, by `<definition's function> <field>`. */
export type EnumTable = ReadonlyMap<string, readonly string[]>;

/**
 * The enums of every field, from the source of an API server's own description: the published OpenAPI files are made without them.
 * Source: k8s.io/kubernetes, pkg/generated/openapi/zz_generated.openapi.go, whose layout is gofmt's.
 */
export function enumsOf(source: string): EnumTable {
  const found = new Map<string, readonly string[]>();
  let definition = '';
  let field = '';
  for (const line of source.split('\n')) {
    definition = /^func (schema_\w+)\(/.exec(line)?.[1] ?? definition;
    field = /^\t{5}"([^"]+)": \{$/.exec(line)?.[1] ?? field;
    const values = /^\t{7,}Enum:\s+\[\]interface\{\}\{(.*)\},$/.exec(line)?.[1];
    if (values !== undefined) found.set(`${definition} ${field}`, JSON.parse(`[${values}]`) as readonly string[]);
  }
  return found;
}

/** The key of a field in an `EnumTable`, by its definition's name in OpenAPI: `io.k8s.api.core.v1.ServicePort`. */
export function enumKey(definition: string, field: string): string {
  const [domain = '', host = '', ...rest] = definition.split('.');
  const kind = rest.pop();
  // the function is called by the last four parts of the Go package
  const parts = [`${host}${domain}`, ...rest].slice(-4);
  return `schema_${parts.join('_').replaceAll('-', '_')}_${kind} ${field}`;
}
