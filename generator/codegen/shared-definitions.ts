/** A schema whose references lead into the one schema `defs` that holds all definitions, so that each is compiled once. */
export function withSharedDefinitions(schema: unknown): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', '"$ref":"defs#/$defs/')) as object;
}
