/** A text without what a terminal would obey, control characters and those that turn the direction of text; and with those named that nobody sees. A tab stays. */
export function printable(text: string): string {
  return text
    .replace(/[\u2028\u2029\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\t]/gu, '�')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]|(?<=^\s*)\u00a0/g, named);
}

/** As `<U+200B>`. A space that is none shows in an indentation only: French texts are full of them. */
function named(character: string): string {
  return `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** The same on one line, so that a hostile name cannot make a line of its own. */
export function printableLine(text: string): string {
  return printable(text.replace(/\s*[\r\n]+\s*/g, ' '));
}
