import type { NetdataOptions } from '../../generated/options.ts';
import type { DeclaredSecret } from '../../secret.ts';

const SECRET = 'netdata-claim';

/** The claim token; the parent takes every key of this Secret as a variable of its environment. */
export function claimToken({ token }: NonNullable<NetdataOptions['claim']>): DeclaredSecret {
  return {
    ...token,
    name: SECRET,
    namespace: 'netdata',
    keys: ['NETDATA_CLAIM_TOKEN'],
    purpose: "Netdata's place in Netdata Cloud",
    holds: 'The claim token that Netdata Cloud shows under *Space settings*, *Nodes*.',
  };
}

/** What the chart is told of the claim: everything but the token. */
export function claimValues({ rooms }: NonNullable<NetdataOptions['claim']>) {
  return {
    claiming: { enabled: true, rooms: rooms.length === 0 ? undefined : rooms.join(',') },
    envFrom: [{ secretRef: { name: SECRET } }],
  };
}
