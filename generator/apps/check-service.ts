import { hostsOf, type NamedService, replicasOf } from '../app.ts';
import type { Finding } from '../component.ts';
import type { ComponentOptions } from '../generated/options.ts';
import { unknownIssuer } from '../unknown-issuer.ts';
import { unknownName } from '../unknown-name.ts';
import type { AppContext } from './app-context.ts';
import { delivery } from './check-delivery.ts';
import { running } from './check-running.ts';
import { templates } from './check-templates.ts';
import { environment } from './container.ts';

/** What is wrong with one service of an app; paths begin at the app's block. */
export function* checkService(service: NamedService, context: AppContext): Iterable<Finding> {
  const found = [
    ...entrance(service, context),
    ...writers(service),
    ...running(service),
    ...names(service, context),
    ...places(service),
    ...delivery(service, context),
    ...templates(service),
    ...calls(service, context),
  ];
  for (const each of found) yield { ...each, path: [...service.path, ...each.path] };
}

function* entrance(service: NamedService, { cluster }: AppContext): Iterable<Finding> {
  const { port, host, aliases, issuer } = service.options;
  if (host === undefined && aliases.length > 0)
    yield {
      code: 'missing-option',
      severity: 'error',
      path: ['aliases'],
      message: 'there are `aliases` and no `host`',
      hint: 'write the first of them as `host`',
    };
  if (host === undefined) return;
  if (port === undefined)
    yield {
      code: 'missing-option',
      severity: 'error',
      path: ['host'],
      message: `\`${host}\` leads to no port`,
      hint: 'add `port:`, on which it listens',
    };
  const enabled = Object.fromEntries(cluster.enabled) as {
    readonly [C in keyof ComponentOptions]?: ComponentOptions[C];
  };
  if (hostsOf(service).length > 0) yield* unknownIssuer(issuer, { enabled });
}

/** A volume is written by one pod at a time. */
function* writers({ name, options }: NamedService): Iterable<Finding> {
  const [volume] = Object.keys(options.volumes);
  if (volume === undefined) return;
  const path = options.autoscaling === undefined ? ['replicas'] : ['autoscaling'];
  if (options.autoscaling === undefined && replicasOf({ name, options, path: [] }) <= 1) return;
  const message = `the volume \`${volume}\` can be written by one replica of \`${name}\` only`;
  yield {
    code: 'single-writer',
    severity: 'error',
    path,
    message,
    hint: 'leave it out, or keep what is written in a database',
  };
}

function* names(service: NamedService, { app }: AppContext): Iterable<Finding> {
  const seen = new Set<string>();
  for (const { name } of environment(app, service)) {
    if (seen.has(name))
      yield {
        code: 'duplicate-name',
        severity: 'error',
        path: variablePath(name, service),
        message: `the environment variable \`${name}\` of \`${service.name}\` has two values`,
        hint: 'rename it in `env`, or the key of the secret, or the database',
      };
    seen.add(name);
  }
  for (const [secret, { keys, as }] of Object.entries(service.options.secrets))
    for (const [index, key] of keys.entries())
      if (as === 'env' && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(key))
        yield {
          code: 'wrong-value',
          severity: 'error',
          path: ['secrets', secret, 'keys', index],
          message: `\`${key}\` cannot be the name of an environment variable`,
          hint: 'give the key another name, or take it `as: files`',
        };
}

/** Where a variable is given: in `env`, else by the last secret that has it, else by a database alone. */
function variablePath(name: string, { options: { env, secrets } }: NamedService): Finding['path'] {
  if (Object.hasOwn(env, name)) return ['env', name];
  const keys = Object.entries(secrets).flatMap(([secret, { as, keys: all }]) =>
    as === 'env' && all.includes(name) ? [['secrets', secret, 'keys', all.indexOf(name)]] : [],
  );
  return keys.at(-1) ?? [];
}

/** One thing at a path hides the other. */
function* places({ name, options }: NamedService): Iterable<Finding> {
  const all: readonly (readonly [place: string, path: Finding['path']])[] = [
    ...Object.entries(options.volumes).map(
      ([each, { mountPath }]) => [mountPath, ['volumes', each, 'mountPath']] as const,
    ),
    ...Object.entries(options.secrets).flatMap(([each, { as, mountPath }]) =>
      as === 'files' ? [[mountPath, ['secrets', each, 'mountPath']] as const] : [],
    ),
    ...Object.keys(options.files).map((each) => [each, ['files', each]] as const),
    ...templateFolders(options).map(([folder, file]) => [folder, ['templates', file]] as const),
  ];
  const first = new Set(options.writable ? [] : ['/tmp']);
  for (const [place, path] of all) {
    if (first.has(place))
      yield {
        code: 'duplicate-name',
        severity: 'error',
        path,
        message: `\`${place}\` of \`${name}\` is taken twice`,
        hint: 'mount one of them elsewhere',
      };
    first.add(place);
  }
}

/** The folders of templates, each with the first file in it; several share a folder, also with the keys of a secret that the agent brings. */
function templateFolders({
  templates: texts,
  secrets,
}: NamedService['options']): readonly (readonly [string, string])[] {
  const shared = Object.values(secrets).flatMap(({ as, delivery: by, mountPath }) =>
    as === 'files' && by === 'injector' ? [mountPath] : [],
  );
  const first = new Map<string, string>();
  for (const file of Object.keys(texts).reverse()) first.set(file.slice(0, file.lastIndexOf('/')), file);
  return [...first].filter(([folder]) => !shared.includes(folder));
}

function* calls({ options }: NamedService, { app, cluster }: AppContext): Iterable<Finding> {
  const others = [...cluster.apps.keys()].filter((each) => each !== app.name);
  for (const [index, name] of options.calls.apps.entries()) {
    const path = ['calls', 'apps', index];
    if (name === app.name) {
      const message = `\`${name}\` is the app itself, whose services reach each other in any case`;
      yield { code: 'wrong-value', severity: 'error', path, message, hint: 'take it out' };
      continue;
    }
    const problem = {
      code: 'unknown-app',
      path,
      message: `there is no app \`${name}\` on ${cluster.facts.name}`,
    } as const;
    if (others.length > 0) yield* unknownName(name, others, problem);
    else yield { ...problem, severity: 'error', hint: 'it is the only one there' };
  }
}
