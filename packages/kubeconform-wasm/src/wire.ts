import type { Bytes } from './types.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A named part of a message's body. */
export interface Piece {
  readonly name: string;
  readonly start: number;
  readonly length: number;
}

/** A message under construction: `add` puts bytes into its body, `finish` puts the head before them. */
export interface Message {
  readonly add: (name: string, content: Bytes) => Piece;
  readonly finish: (head: Readonly<Record<string, unknown>>) => Uint8Array<ArrayBuffer>;
}

/** An empty message; its form is described in go/wire.go. */
export function startMessage(): Message {
  const parts: Uint8Array[] = [];
  let total = 0;
  return {
    add(name, content) {
      const bytes = typeof content === 'string' ? encoder.encode(content) : content;
      const piece = { name, start: total, length: bytes.length };
      parts.push(bytes);
      total += bytes.length;
      return piece;
    },
    finish(head) {
      const text = encoder.encode(JSON.stringify(head));
      const message = new Uint8Array(4 + text.length + total);
      new DataView(message.buffer).setUint32(0, text.length, true);
      message.set(text, 4);
      let at = 4 + text.length;
      for (const part of parts) {
        message.set(part, at);
        at += part.length;
      }
      return message;
    },
  };
}

/** The head and the body of an answer. */
export function readMessage(message: Uint8Array): { readonly head: unknown; readonly body: Uint8Array } {
  const size = new DataView(message.buffer, message.byteOffset).getUint32(0, true);
  const head: unknown = JSON.parse(decoder.decode(message.subarray(4, 4 + size)));
  return { head, body: message.subarray(4 + size) };
}
