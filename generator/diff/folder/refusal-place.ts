import type { Position } from '../../diagnostic.ts';
import type { BuildFiles } from './build-files.ts';
import { textOf } from './disk.ts';
import { textsIn } from './kustomization.ts';

/** Where the fault is that Kustomize's message is about: the line that it names, else the line that says what it names, else the kustomization. */
export function refusalPlace(
  message: string,
  folder: string,
  { files, kustomizations }: Pick<BuildFiles, 'files' | 'kustomizations'>,
): { readonly file: string; readonly position: Position } {
  const mentioned = [...files.keys()].filter((path) => isNamed(path, message));
  const line = Number(/\byaml: line (\d+)/.exec(message)?.[1] ?? 0);
  const [broken] = mentioned.filter((path) => !kustomizations.some((each) => each.file === path));
  if (line > 0 && broken !== undefined) return at(broken, line);
  const patch = patchOf(message, mentioned, files);
  if (patch !== undefined) return patch;
  const texts = kustomizations
    .flatMap(({ file, value }) => textsIn(value).map((text) => ({ file, text })))
    .filter(({ text }) => text.length > 2 && !text.includes('\n') && message.includes(text))
    .sort((a, b) => b.text.length - a.text.length);
  for (const { file, text } of texts) {
    const found = lineWith(fileText(files, file), text);
    if (found !== undefined) return at(file, found);
  }
  const own = kustomizations.find((each) => each.folder === folder)?.file ?? folder;
  return at(own, 1);
}

/** Kustomize names an object that a patch looks for as `Deployment.v1.apps/web.[noNs]`. */
function patchOf(message: string, mentioned: readonly string[], files: BuildFiles['files']) {
  const [, kind, name] = /\b(\w+)\.v\w+\.\S*?\/([\w-]+(?:\.[\w-]+)*?)\.\[?\w+/.exec(message) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  const patches = [...files.keys()].filter((path) => !mentioned.includes(path) && /patch/i.test(path));
  for (const path of [...mentioned, ...patches]) {
    const text = fileText(files, path);
    if (!new RegExp(`^kind: *["']?${kind}\\b`, 'm').test(text)) continue;
    const line = lineWith(text, `name: ${name}`);
    if (line !== undefined) return at(path, line);
  }
  return undefined;
}

function isNamed(path: string, message: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return message.includes(path) || new RegExp(`(?:^|[\\s'"/:])${escaped(name)}(?:$|[\\s'":,])`).test(message);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function fileText(files: BuildFiles['files'], path: string): string {
  const content = files.get(path);
  return typeof content === 'string' ? content : textOf(content);
}

function lineWith(text: string, part: string): number | undefined {
  const index = text.split('\n').findIndex((line) => line.includes(part));
  return index === -1 ? undefined : index + 1;
}

function at(file: string, line: number) {
  return { file, position: { line, column: 1 } };
}
