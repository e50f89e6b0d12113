import type { ComponentFolder } from './folders.ts';
import type { Schema } from './json-schema.ts';

type Schemas = { readonly [name: string]: Schema };

interface Snippet {
  readonly label: string;
  readonly description: string;
  readonly body: object;
}

/** The schema with snippets where something is begun: a cluster, a component that requires options, an app, a site, a member. */
export function withSnippets(schema: Schema, components: readonly ComponentFolder[]): Schema {
  const defs = schema.$defs as Schemas;
  const begun = { ...begin, components: componentSnippets(components, defs) };
  const { cluster, access } = defs;
  const $defs = { ...defs, cluster: offering(cluster ?? {}, begun), access: offering(access ?? {}, begun) };
  return { ...offering(schema, begun), $defs };
}

/** The same with those of its options that snippets are for. */
function offering(schema: Schema, snippets: Readonly<Record<string, readonly Snippet[]>>): Schema {
  const properties = Object.entries(schema.properties as Schemas).map(([name, each]) => {
    const own = snippets[name];
    return [name, own === undefined || '$ref' in each ? each : { ...each, defaultSnippets: own }] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

const begin: Readonly<Record<string, readonly Snippet[]>> = {
  clusters: [
    {
      label: 'cluster that runs Argo CD',
      description: 'The hub: its Argo CD brings the platform to every cluster.',
      body: { '${1:production}': { argocd: 'hub', kubernetes: '"${2:1.34}"' } },
    },
    {
      label: 'further cluster',
      description: 'A cluster that the Argo CD of the hub looks after.',
      body: { '${1:staging}': { argocd: { hub: '${2:production}' }, kubernetes: '"${3:1.34}"' } },
    },
  ],
  apps: [
    {
      label: 'app with a web page',
      description: 'One image, reached from outside under a host with a certificate.',
      body: {
        '${1:hello}': { image: '${2:ghcr.io/example/hello:1.2.3}', port: '${3:8080}', host: '${4:hello.example.org}' },
      },
    },
    {
      label: 'app that runs by a time table',
      description: 'One image that runs to its end at these times, in UTC.',
      body: { '${1:report}': { image: '${2:ghcr.io/example/report:1.2.3}', schedule: '"${3:30 2 * * *}"' } },
    },
    {
      label: 'app from a chart',
      description: 'A Helm chart from a repository by HTTPS or OCI.',
      body: {
        '${1:wiki}': {
          source: {
            kind: 'chart',
            repository: '${2:https://charts.example.org}',
            name: '${3:wiki}',
            version: '${4:1.2.3}',
          },
        },
      },
    },
  ],
  sites: [
    {
      label: 'site',
      description: 'A web site of Grav, with its pages in a repository of its own.',
      body: { '${1:acets}': { host: '${2:acets.example.org}' } },
    },
  ],
  members: [
    {
      label: 'member',
      description: 'A person, by their GitHub user name, and the teams that they are in.',
      body: { '${1:jdoe}': { teams: ['${2:sre}'] } },
    },
  ],
};

/** Of each component that cannot be without some options, its name with those. */
function componentSnippets(components: readonly ComponentFolder[], defs: Schemas): readonly Snippet[] {
  return components
    .filter(({ schema }) => Array.isArray(schema.required))
    .map(({ name, schema }) => ({
      label: `${name} and what it requires`,
      description: String(schema.description),
      body: { [name]: numbered(required(schema, defs)) as object },
    }));
}

/** What is required below a schema, with `$` where something is to be written. */
function required(schema: Schema, defs: Schemas): unknown {
  const whole = typeof schema.$ref === 'string' ? { ...defs[nameOf(schema.$ref)], ...schema } : schema;
  const { oneOf, const: only, enum: values, properties, examples, items, additionalProperties } = whole as Schemas;
  const [first] = (oneOf ?? []) as unknown as readonly Schema[];
  if (first !== undefined) return required(first, defs);
  if (only !== undefined) return only;
  if (properties !== undefined) {
    const names = (whole.required ?? []) as readonly string[];
    return Object.fromEntries(names.map((name) => [name, required((properties as Schemas)[name] ?? {}, defs)]));
  }
  if (items !== undefined) return [required(items, defs)];
  if (typeof additionalProperties === 'object') return { $name: required(additionalProperties, defs) };
  const [example] = (values ?? examples ?? []) as unknown as readonly unknown[];
  return `$${example ?? ''}`;
}

function nameOf(reference: string): string {
  return reference.replace('#/$defs/', '').replaceAll('~1', '/');
}

/** Where a value begins with `$`, a place of a snippet, counted from one. */
function numbered(value: unknown): unknown {
  let count = 0;
  const place = (text: string) => (text === '$' ? `$${++count}` : `\${${++count}:${text.slice(1)}}`);
  const inner = (each: unknown): unknown => {
    if (typeof each === 'string') return each.startsWith('$') ? place(each) : each;
    if (Array.isArray(each)) return each.map(inner);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(
      Object.entries(each).map(([key, child]) => [key.startsWith('$') ? place(key) : key, inner(child)]),
    );
  };
  return inner(value);
}
