import { gzipSync } from 'node:zlib';

function header(name: string, size: number, type: string, link: string): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(link, 157, 100);
  block.write('ustar\0', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A packed chart of the given entries; one whose content starts with `-> ` is a symbolic link. */
export function packChart(entries: readonly (readonly [name: string, content: string])[]): Uint8Array {
  const blocks = entries.flatMap(([name, content]) => {
    if (content.startsWith('-> ')) return [header(name, 0, '2', content.slice(3))];
    const bytes = Buffer.from(content);
    return [header(name, bytes.length, '0', ''), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}
