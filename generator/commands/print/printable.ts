/** A text without what a terminal would obey: control characters, and those that turn the direction of text. A tab stays. */
export function printable(text: string): string {
  return text.replace(/[\u2028\u2029\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\t]/gu, '�');
}

/** The same on one line, so that a hostile name cannot make a line of its own. */
export function printableLine(text: string): string {
  return printable(text.replace(/\s*[\r\n]+\s*/g, ' '));
}
