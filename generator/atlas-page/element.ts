/** What an element may hold; nothing for an absent part. */
export type Child = Node | string | undefined;

type Attributes = { readonly [name: string]: string | number | undefined };

/** An HTML element with attributes, the absent ones left out, and children; text is text, whatever it looks like. */
export function element<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for a part of a drawing. */
export function drawing<T extends keyof SVGElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[T] {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function filled<E extends Element>(made: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(name, `${value}`);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}
