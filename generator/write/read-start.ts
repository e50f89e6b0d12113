import { closeSync, openSync, readSync } from 'node:fs';

/** What a file begins with: the first `length` of `bytes`. */
export interface Start {
  readonly bytes: Buffer;
  readonly length: number;
}

// The same memory for all files: a new buffer for each would double the time of a run that changes nothing.
const memory = { read: Buffer.alloc(1 << 16), encoded: Buffer.alloc(1 << 16) };

/** Reads the first `limit` bytes of a file, whatever its size; valid until the next call. */
export function readStart(path: string, limit: number): Start {
  const bytes = atLeast('read', limit);
  const file = openSync(path, 'r');
  try {
    return { bytes, length: fill(file, bytes, limit) };
  } finally {
    closeSync(file);
  }
}

/** Whether a start is exactly the UTF-8 of `text`, whose length in bytes is `size`. */
export function isExactly({ bytes, length }: Start, text: string, size: number): boolean {
  if (length !== size) return false;
  const encoded = atLeast('encoded', size);
  encoded.write(text);
  return encoded.compare(bytes, 0, size, 0, size) === 0;
}

function atLeast(use: keyof typeof memory, size: number): Buffer {
  if (memory[use].length < size) memory[use] = Buffer.alloc(size * 2);
  return memory[use];
}

// A network file system may give less than what was asked for before the end.
function fill(file: number, bytes: Buffer, limit: number): number {
  let length = 0;
  for (let got = -1; got !== 0 && length < limit; length += got)
    got = readSync(file, bytes, length, limit - length, null);
  return length;
}
