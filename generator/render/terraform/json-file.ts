import type { Path } from '../../diagnostic.ts';
import type { Yaml } from '../../yaml.ts';
import { headerLine } from '../header.ts';

/** A block of Terraform, as its JSON syntax has it. */
export type Block = { readonly [name: string]: Yaml | undefined };

/** A generated file in Terraform's JSON syntax, which takes a key `//` for a comment. */
export function jsonFile(owner: Path, blocks: Block): string {
  return `${JSON.stringify({ '//': headerLine(owner), ...blocks }, undefined, 2)}\n`;
}

/** Text that Terraform takes as it stands; in its strings `${` and `%{` begin an expression. */
export function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, '$&$&');
}
