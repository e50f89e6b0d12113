/** A reference to an image, taken apart: its name with the registry, and the tag or the digest or both. */
export interface ImageParts {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes a reference apart. */
export function imageParts(reference: string): ImageParts {
  const [named = '', digest] = reference.split('@');
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const [name, tag] = colon === -1 ? [named, undefined] : [named.slice(0, colon), named.slice(colon + 1)];
  return { name, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}
