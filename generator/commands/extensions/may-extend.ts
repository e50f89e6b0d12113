import { dirname } from 'node:path';

/** Whether a platform may have a key `extensions`: a glance, since most have none and need not wait for a parser. */
export function mayExtend(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.includes('extensions') && /(?:^|[\s{,"'])extensions["']?\s*:/.test(text.toString('latin1'));
}

/** The folder that a platform's extensions are named from. */
export function folderOf(platform: string): string {
  return platform === '-' ? '.' : dirname(platform);
}
