import { Failure } from '../failure.ts';
import { isGenerated, MARKER, type Tree } from '../tree.ts';

// Printable ASCII: such names survive every file system, archive and checkout. Dot files are not ours.
const path = /^(?!\.)[!-.0-[\]-~]+(?:\/(?!\.)[!-.0-[\]-~]+)+$/;

/** Throws a Failure when a tree cannot be written faithfully: a bug of the passes before, never of platform.yaml. `folders` are the tree's own. */
export function checkTree(tree: Tree, folders: ReadonlySet<string>, owned: readonly string[]): void {
  const folded = new Map<string, string>();
  for (const [file, text] of tree) {
    checkFile(file, text, owned);
    const twin = folded.get(file.toLowerCase());
    if (twin !== undefined) throw bug(`${twin} and ${file} are one file where case does not count`);
    folded.set(file.toLowerCase(), file);
  }
  for (const folder of folders) {
    const file = folded.get(folder.toLowerCase());
    if (file !== undefined) throw bug(`${file} is both a file and a folder`);
  }
}

function checkFile(file: string, text: string, owned: readonly string[]): void {
  const isOwned = owned.some((folder) => file.startsWith(`${folder}/`));
  if (!isOwned || !path.test(file)) throw bug(`the path ${JSON.stringify(file)} is not one that Plinth may write`);
  if (!isGenerated(text)) throw bug(`the text of ${file} does not begin with "${MARKER}"`);
}

function bug(message: string): Failure {
  return new Failure(message, 'This is a bug of Plinth: please report it with your platform.yaml.');
}
