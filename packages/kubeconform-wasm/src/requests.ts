import type { Bytes, Files, HelmTemplate, KustomizeBuild, Validate } from './types.ts';
import { type Message, type Piece, startMessage } from './wire.ts';

type Documents = Readonly<Record<string, Bytes | Readonly<Record<string, unknown>>>>;

function asBytes(name: string, content: unknown): Bytes {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  if (typeof content === 'object' && content !== null) return JSON.stringify(content);
  throw new TypeError(`${name} must be text, bytes or an object, not ${content === null ? 'null' : typeof content}`);
}

function addFiles(message: Message, what: string, files: Files | undefined): readonly Piece[] {
  if (typeof files !== 'object' || files === null) throw new TypeError(`${what} must be an object of paths`);
  return Object.entries(files).map(([name, content]) => {
    if (typeof content !== 'string' && !(content instanceof Uint8Array))
      throw new TypeError(`${what}[${JSON.stringify(name)}] must be text or bytes`);
    return message.add(name, content);
  });
}

function addDocuments(message: Message, documents: Documents): readonly Piece[] {
  return Object.entries(documents).map(([name, content]) => message.add(name, asBytes(name, content)));
}

function capabilities(call: KustomizeBuild | HelmTemplate) {
  return { kubeVersion: call.kubeVersion, apiVersions: call.apiVersions ?? [] };
}

/** The message for `kustomize build`; throws a TypeError on what cannot be sent. */
export function kustomizeRequest(build: KustomizeBuild): Uint8Array<ArrayBuffer> {
  const message = startMessage();
  return message.finish({
    operation: 'kustomize',
    files: addFiles(message, 'files', build.files),
    remotes: addFiles(message, 'remotes', build.remotes ?? {}),
    path: build.path,
    output: outputOf(build),
    enableHelm: build.enableHelm ?? false,
    ...capabilities(build),
  });
}

function outputOf({ output = 'yaml' }: KustomizeBuild): 'yaml' | 'json' {
  if (output === 'yaml' || output === 'json') return output;
  throw new TypeError(`output must be yaml or json, not ${JSON.stringify(output)}`);
}

function valuesDocuments(values: HelmTemplate['values']): readonly Bytes[] {
  if (values === undefined) return [];
  if (Array.isArray(values)) return values.map((document, index) => asBytes(`values[${index}]`, document));
  return [asBytes('values', values)];
}

/** The message for `helm template`; throws a TypeError on what cannot be sent. */
export function helmRequest(template: HelmTemplate): Uint8Array<ArrayBuffer> {
  const message = startMessage();
  const { chart } = template;
  const contents =
    chart instanceof Uint8Array
      ? { archive: message.add('chart', chart) }
      : { files: addFiles(message, 'chart', chart) };
  return message.finish({
    operation: 'helm',
    ...contents,
    values: valuesDocuments(template.values).map((document, index) => message.add(`values[${index}]`, document)),
    releaseName: template.releaseName,
    namespace: template.namespace ?? '',
    includeCRDs: template.includeCRDs ?? false,
    skipTests: template.skipTests ?? false,
    skipHooks: template.skipHooks ?? false,
    ...capabilities(template),
  });
}

/** The message for kubeconform; throws a TypeError on what cannot be sent. */
export function validateRequest(validation: Validate): Uint8Array<ArrayBuffer> {
  const message = startMessage();
  return message.finish({
    operation: 'validate',
    objects: validation.objects.map((object, index) => message.add(`${index}`, asBytes(`objects[${index}]`, object))),
    schemas: addDocuments(message, validation.schemas),
    kubernetes: validation.kubernetes,
  });
}

/** The message that asks for the versions. */
export function versionsRequest(): Uint8Array<ArrayBuffer> {
  return startMessage().finish({ operation: 'versions' });
}
