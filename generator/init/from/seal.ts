import type { PlainMap } from '../../map.ts';
import { leavesOf, textAt } from './texts.ts';

const stanza = /\bseal\s+"(\w{1,40})"\s*\{([^{}]{0,2000})\}/;

/**
 * What opens Vault, from its own file in the values of its chart: without a stanza people do. Undefined where the environment says it, or where it
 * is a key service that no option names.
 */
export function sealIn(values: PlainMap): PlainMap | undefined {
  const leaves = leavesOf(values);
  if (leaves.some(({ path, value }) => [...path, value].some((each) => String(each).includes('VAULT_SEAL_TYPE'))))
    return undefined;
  const found = leaves
    .map(({ value }) => (typeof value === 'string' ? stanza.exec(value) : null))
    .find((each) => each !== null);
  if (found === undefined) return { kind: 'shamir' };
  const [, kind = '', body = ''] = found ?? [];
  const fields = Object.fromEntries(
    [...body.matchAll(/^\s*(\w+)\s*=\s*"([^"]*)"/gm)].map(([, key = '', value = '']) => [key, value]),
  );
  const text = (key: string) => textAt(fields, key);
  if (kind === 'gcpckms')
    return whole({
      kind,
      project: text('project'),
      region: text('region'),
      keyRing: text('key_ring'),
      cryptoKey: text('crypto_key'),
    });
  return kind === 'awskms' ? whole({ kind, region: text('region'), keyId: text('kms_key_id') }) : undefined;
}

function whole(seal: { readonly [key: string]: string | undefined }): PlainMap | undefined {
  return Object.values(seal).includes(undefined) ? undefined : seal;
}
