import type { PlatformOptions } from '../../../component.ts';
import type { DeclaredSecret } from '../../../secret.ts';
import type { Model } from '../data-source.ts';
import { fileOf, type Mounted } from '../mounts.ts';

/** Whom alerts are sent to. */
export type Contact = NonNullable<PlatformOptions<'grafana'>['alerts']['contact']>;

/** Whom alerts are sent to; nobody where there is no ClickHouse, and so no alert. */
export function contactOf({
  options,
  after,
}: {
  readonly options: PlatformOptions<'grafana'>;
  readonly after: { readonly clickhouse?: unknown };
}): Contact | undefined {
  return after.clickhouse === undefined ? undefined : options.alerts.contact;
}

const NAME = 'platform';

/** The Secret with the address of a webhook, or with the login at a mail server. */
export const CONTACT: Mounted = { name: 'grafana-contact', folder: 'contact' };

/** The secret that a contact needs. */
export function contactSecret(contact: Contact): DeclaredSecret {
  const common = { name: CONTACT.name, namespace: 'grafana' };
  return contact.kind === 'webhook'
    ? { ...common, ...contact.address, keys: ['url'], purpose: 'sending the alerts of Grafana' }
    : { ...common, ...contact.login, keys: ['user', 'password'], purpose: 'sending the alerts of Grafana by mail' };
}

/** The contact point that every alert goes to, and the policy that says so, as Grafana's provisioning reads them. */
export function provisionedContact(contact: Contact): Model {
  return {
    apiVersion: 1,
    contactPoints: [{ orgId: 1, name: NAME, receivers: [{ uid: NAME, ...receiver(contact) }] }],
    policies: [{ orgId: 1, receiver: NAME, group_by: ['grafana_folder', 'alertname'] }],
  };
}

const types = { generic: 'webhook', slack: 'slack', discord: 'discord' } as const;

function receiver(contact: Contact): Model {
  if (contact.kind === 'email') return { type: 'email', settings: { addresses: contact.to.join(';') } };
  return { type: types[contact.format], settings: { url: fileOf(CONTACT, 'url') } };
}

/** Grafana's own part about mail; nothing for another contact. */
export function smtp(contact: Contact | undefined): Model {
  if (contact?.kind !== 'email') return {};
  return {
    smtp: {
      enabled: true,
      host: `${contact.server}:${contact.port}`,
      from_address: contact.from,
      user: fileOf(CONTACT, 'user'),
      password: fileOf(CONTACT, 'password'),
      startTLS_policy: 'MandatoryStartTLS',
    },
  };
}
