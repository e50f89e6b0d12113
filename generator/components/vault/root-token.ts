import type { VaultOptions } from '../../generated/options.ts';
import { exec } from './exec.ts';

type Distributed = Pick<VaultOptions, 'distribution'>;

/** How three shares make a root token while the option `generateRoot` is on, as a few words of Markdown. */
export function rootTokenWords({ distribution }: Distributed): string {
  return distribution === 'vault'
    ? '`vault operator generate-root`'
    : '`sys/generate-root/attempt` and `…/update` (`vault operator generate-root` asks for a token first)';
}

/** The same as commands; the second one is for each of three people, who type or paste a share. */
export function rootTokenCommands({ distribution }: Distributed): readonly string[] {
  if (distribution === 'vault')
    return [
      `${exec}vault operator generate-root -init`,
      `${exec}vault operator generate-root`,
      `${exec}vault operator generate-root -decode=<encoded token> -otp=<otp>`,
    ];
  const update = 'kubectl -n vault exec -i vault-0 -- vault write sys/generate-root/update nonce=<nonce> key=-';
  return [
    `${exec}vault write -force sys/generate-root/attempt`,
    `printf %s "$(cat)" | ${update}`,
    `${exec}vault write -field=token sys/decode-token encoded_token=<encoded_token> otp=<otp>`,
  ];
}
