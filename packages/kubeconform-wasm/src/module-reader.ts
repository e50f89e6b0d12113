/** Where the pieces of a module go, in their order. */
export interface ModuleReader {
  readonly take: (piece: Uint8Array) => void;
  /** Whether all that the memory begins with has come. */
  readonly isComplete: () => boolean;
}

/**
 * Takes a module in pieces of any size, never holding all of it: `start` is given what comes before the data, with a memory of `pages`
 * at most, and gives the memory that the data is then written to as it arrives. Throws on a module that is not of the snapshot's form
 * (WebAssembly Core Specification, section 5.5). It travels as its own source text, as the worker's body does.
 */
export function moduleReader(pages: number, start: (code: Uint8Array<ArrayBuffer>) => Uint8Array): ModuleReader {
  const sectionIds = { memory: 5, data: 11 };
  // A buffer that can shrink is one whose memory is given back at once, not when the collector gets to it.
  const buffer = new ArrayBuffer(0, { maxByteLength: 2 ** 28 });
  const code = new Uint8Array(buffer);
  let memory: Uint8Array = new Uint8Array(0);
  let at = 0;
  let rest = 0;
  // What comes next: so many bytes for `put`, then so many numbers for `act`.
  let bytes = 8;
  let put: (content: Uint8Array) => void = append;
  let count = 2;
  let act: (...numbers: readonly number[]) => void = section;
  let numbers: number[] = [];
  let value = 0;
  let place = 1;

  function encode(number: number): readonly number[] {
    return number < 128 ? [number] : [(number & 127) | 128, ...encode(Math.floor(number / 128))];
  }

  function append(content: Uint8Array): void {
    const end = buffer.byteLength;
    buffer.resize(end + content.length);
    code.set(content, end);
  }

  function section(id = 0, size = 0): void {
    if (id === sectionIds.data) {
      memory = start(code);
      buffer.resize(0);
      [count, act] = [1, segments];
    } else if (id === sectionIds.memory) {
      [count, act] = [3, limitMemory];
    } else {
      append(Uint8Array.of(id, ...encode(size)));
      bytes = size;
    }
  }

  // Go's linker writes no maximum into the memory section, and V8 then lets the memory grow to 4 GiB.
  function limitMemory(memories = 0, flags = 0, least = 0): void {
    if (memories !== 1 || flags !== 0) throw new Error('the module has another memory than expected');
    const content = [1, 1, ...encode(least), ...encode(Math.max(least, pages))];
    append(Uint8Array.of(sectionIds.memory, content.length, ...content));
    [count, act] = [2, section];
  }

  function segments(total = 0): void {
    rest = total;
    put = write;
    // A segment is its kind, an expression (`i32.const`, a number, `end`) and its size.
    [count, act] = rest > 0 ? [5, segment] : [2, skip];
  }

  function segment(kind = 0, _constant = 0, target = 0, _end = 0, size = 0): void {
    if (kind !== 0) throw new Error('the module has other data than expected');
    at = target;
    bytes = size;
    rest--;
    if (rest === 0) [count, act] = [2, skip];
  }

  function write(content: Uint8Array): void {
    memory.set(content, at);
    at += content.length;
  }

  function skip(_id = 0, size = 0): void {
    put = () => {};
    bytes = size;
  }

  function take(piece: Uint8Array): void {
    for (let from = 0; from < piece.length; ) {
      if (bytes > 0) {
        const content = piece.subarray(from, from + bytes);
        put(content);
        from += content.length;
        bytes -= content.length;
        continue;
      }
      const byte = piece[from++] ?? 0;
      value += (byte & 127) * place;
      place *= 128;
      if (byte >= 128) continue;
      numbers.push(value);
      value = 0;
      place = 1;
      if (numbers.length < count) continue;
      const all = numbers;
      numbers = [];
      act(...all);
    }
  }

  return { take, isComplete: () => bytes === 0 && act === skip };
}
