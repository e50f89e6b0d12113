// Runs a WebAssembly module up to a point and writes it anew as it stands there: memory and globals become its initial ones.
// A start of Go and the parsing of Kubernetes' OpenAPI document thus happen once, at build time. Clock and chance are fixed, so that the
// same module gives the same bytes.

const sectionIds = { globals: 6, exports: 7, memory: 5, data: 11, dataCount: 12 };
const pageSize = 65_536;
// Zeros between two stretches of data that are cheaper to write than to skip; V8 takes at most 100,000 stretches.
const gap = 64;

function readNumber(bytes, from) {
  let value = 0;
  for (let at = from, shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return { value, next: at };
  }
}

function unsigned(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(Math.floor(value / 128))];
}

function signed(value) {
  const low = Number(value & 127n);
  const rest = value >> 7n;
  const last = (rest === 0n && (low & 64) === 0) || (rest === -1n && (low & 64) !== 0);
  return last ? [low] : [low | 128, ...signed(rest)];
}

function readSections(bytes) {
  const found = [];
  for (let at = 8; at < bytes.length; ) {
    const size = readNumber(bytes, at + 1);
    found.push({ id: bytes[at], content: bytes.subarray(size.next, size.next + size.value) });
    at = size.next + size.value;
  }
  return found;
}

function writeSections(sections) {
  const parts = sections.flatMap(({ id, content }) => [Buffer.from([id, ...unsigned(content.length)]), content]);
  return Buffer.concat([Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]), ...parts]);
}

function replace(sections, id, content) {
  return sections.map((section) => (section.id === id ? { id, content: content(section.content) } : section));
}

/** The types of the module's globals: Go's linker makes i32 and i64 only, each with a constant as its value. */
function readGlobals(content) {
  const count = readNumber(content, 0);
  const globals = [];
  let at = count.next;
  for (let index = 0; index < count.value; index++) {
    const [type, mutable, operation] = content.subarray(at, at + 3);
    if (operation !== 0x41 && operation !== 0x42) throw new Error('a global is not an integer constant');
    at = readNumber(content, at + 3).next + 1;
    globals.push({ type, mutable });
  }
  return globals;
}

const text = (words) => [...unsigned(words.length), ...Buffer.from(words)];

function exposeGlobals(content, globals) {
  const count = readNumber(content, 0);
  const added = globals.flatMap((_, index) => [...text(`global ${index}`), 3, ...unsigned(index)]);
  return Buffer.concat([
    Buffer.from(unsigned(count.value + globals.length)),
    content.subarray(count.next),
    Buffer.from(added),
  ]);
}

function dropExport(content, name) {
  const count = readNumber(content, 0);
  const kept = [];
  for (let at = count.next, index = 0; index < count.value; index++) {
    const length = readNumber(content, at);
    const end = readNumber(content, length.next + length.value + 1).next;
    if (content.toString('utf8', length.next, length.next + length.value) !== name)
      kept.push(content.subarray(at, end));
    at = end;
  }
  return Buffer.concat([Buffer.from(unsigned(kept.length)), ...kept]);
}

function writeGlobals(globals, exports) {
  const written = globals.flatMap(({ type, mutable }, index) => {
    const value = BigInt(exports[`global ${index}`].value);
    return [type, mutable, type === 0x7f ? 0x41 : 0x42, ...signed(value), 0x0b];
  });
  return Buffer.from([...unsigned(globals.length), ...written]);
}

/** The stretches of memory that are not zero. */
function stretches(memory) {
  const words = new BigUint64Array(memory);
  const found = [];
  for (let at = 0; at < words.length; at++) {
    if (words[at] === 0n) continue;
    const last = found.at(-1);
    if (last !== undefined && at * 8 - last.end <= gap) last.end = at * 8 + 8;
    else found.push({ start: at * 8, end: at * 8 + 8 });
  }
  return found;
}

function writeData(memory, found) {
  const parts = found.flatMap(({ start, end }) => [
    Buffer.from([0, 0x41, ...signed(BigInt(start | 0)), 0x0b, ...unsigned(end - start)]),
    Buffer.from(memory, start, end - start),
  ]);
  return Buffer.concat([Buffer.from(unsigned(found.length)), ...parts]);
}

/** A world in which nothing happens by itself: time passes by being asked for, every random byte is 7, there are no arguments. */
function stillWorld(memory) {
  const view = () => new DataView(memory().buffer);
  let time = 1_000_000_000n;
  let printed = '';
  const nothing = () => 0;
  const none = (count, size) => {
    view().setUint32(count, 0, true);
    view().setUint32(size, 0, true);
    return 0;
  };
  return {
    args_get: nothing,
    environ_get: nothing,
    args_sizes_get: none,
    environ_sizes_get: none,
    sched_yield: nothing,
    fd_prestat_get: () => 8,
    clock_time_get: (_id, _precision, target) => {
      time += 1000n;
      view().setBigUint64(target, time, true);
      return 0;
    },
    random_get: (target, size) => {
      new Uint8Array(memory().buffer, target, size).fill(7);
      return 0;
    },
    // Only clocks are waited for, and each is due at once.
    poll_oneoff: (subscriptions, events, count, ready) => {
      for (let index = 0; index < count; index++) {
        const [from, to] = [subscriptions + 48 * index, events + 32 * index];
        time += view().getBigUint64(from + 24, true);
        view().setBigUint64(to, view().getBigUint64(from, true), true);
        view().setUint16(to + 8, 0, true);
        view().setUint8(to + 10, view().getUint8(from + 8));
      }
      view().setUint32(ready, count, true);
      return 0;
    },
    fd_write: (_descriptor, vectors, _count, written) => {
      const [from, length] = [view().getUint32(vectors, true), view().getUint32(vectors + 4, true)];
      printed += Buffer.from(memory().buffer, from, length);
      view().setUint32(written, length, true);
      return 0;
    },
    proc_exit: (code) => {
      throw new Error(`the module ended with ${code}: ${printed}`);
    },
  };
}

function start(module) {
  let instance;
  const offered = stillWorld(() => instance.exports.memory);
  const names = WebAssembly.Module.imports(module).map(({ name }) => name);
  const imports = Object.fromEntries(names.map((name) => [name, offered[name] ?? (() => 52)]));
  instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports });
  instance.exports._initialize();
  return instance.exports;
}

/** The module as it is after `_initialize` and then `prepare(exports)`; it must not be initialized again, and has no `_initialize`. */
export function snapshot(wasm, prepare) {
  const sections = readSections(wasm);
  const globals = readGlobals(sections.find(({ id }) => id === sectionIds.globals).content);
  const open = replace(sections, sectionIds.exports, (content) => exposeGlobals(content, globals));
  const exports = start(new WebAssembly.Module(writeSections(open)));
  prepare(exports);
  const { buffer } = exports.memory;
  const found = stretches(buffer);
  let result = replace(sections, sectionIds.globals, () => writeGlobals(globals, exports));
  result = replace(result, sectionIds.exports, (content) => dropExport(content, '_initialize'));
  result = replace(result, sectionIds.memory, () => Buffer.from([1, 0, ...unsigned(buffer.byteLength / pageSize)]));
  result = replace(result, sectionIds.data, () => writeData(buffer, found));
  return writeSections(replace(result, sectionIds.dataCount, () => Buffer.from(unsigned(found.length))));
}
