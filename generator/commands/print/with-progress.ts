/** Says how far something is. */
export type Report = (done: number, total: number) => void;

// Milliseconds that nobody minds waiting without a word.
const patience = 1000;

/** Does what takes a while. Where the standard error is a terminal, one line there that rewrites itself says after a second how far it is: `12 of 30 charts`. It is gone when the work has ended, well or not. */
export async function withProgress<T>(
  what: string,
  work: (report: Report) => Promise<T>,
  stderr: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
): Promise<T> {
  if (stderr.isTTY !== true) return work(() => undefined);
  let line = `${what} …`;
  let isShown = false;
  const show = () => {
    isShown = true;
    stderr.write(`\r${line}\u001b[K`);
  };
  const timer = setTimeout(show, patience);
  try {
    return await work((done, total) => {
      line = `${done} of ${total} ${what}`;
      if (isShown) show();
    });
  } finally {
    clearTimeout(timer);
    if (isShown) stderr.write('\r\u001b[K');
  }
}
