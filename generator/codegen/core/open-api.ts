/** A schema as Kubernetes publishes it (OpenAPI 3.0), as far as these definitions use the language. */
export interface OpenApiSchema {
  readonly $ref?: string;
  readonly allOf?: readonly OpenApiSchema[];
  readonly type?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: { readonly [name: string]: OpenApiSchema };
  readonly required?: readonly string[];
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

/** What a kind is called in the API. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** One file of `api/openapi-spec/v3`: a group in one version. */
export interface OpenApiDocument {
  readonly paths?: { readonly [path: string]: { readonly post?: OpenApiOperation } };
  readonly components?: { readonly schemas?: { readonly [name: string]: OpenApiSchema } };
}

interface OpenApiOperation {
  readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind;
}
