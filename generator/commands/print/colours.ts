/** Whether a stream is to have colours: as `FORCE_COLOR` and `NO_COLOR` say, the first of them first; else where it is a terminal that knows them. */
export function isColoured(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = env;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (refused !== undefined && refused !== '') return false;
  return stream.isTTY === true && terminal !== 'dumb';
}

const codes = { red: 31, yellow: 33, cyan: 36, bold: 1 } as const;

/** What a text is painted with. */
export type Colour = keyof typeof codes;

/** Paints texts, or leaves them as they are. */
export type Paint = (colour: Colour, text: string) => string;

/** Paints with the colours of terminals, or not at all. */
export function painter(colours: boolean): Paint {
  return (colour, text) => (colours ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text);
}
