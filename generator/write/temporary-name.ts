const pattern = /^\..*\.plinth-\d+-[0-9a-f]{8}\.tmp$/;

// A file name may have 255 bytes; what we add must still fit when the name itself uses them all.
const kept = 40;

/** A name, unique to this moment, for a file that will be renamed to `name` in the same folder. */
export function temporaryName(name: string): string {
  const random = Math.floor(Math.random() * 2 ** 32);
  return `.${name.slice(0, kept)}.plinth-${process.pid}-${random.toString(16).padStart(8, '0')}.tmp`;
}

/** Whether a file name was made by `temporaryName`, in this run or in one that was killed. */
export function isTemporaryName(name: string): boolean {
  return pattern.test(name);
}
