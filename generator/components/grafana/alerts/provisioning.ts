import type { PlatformOptions } from '../../../component.ts';
import { toYaml } from '../../../yaml.ts';
import { type Contact, provisionedContact } from './contact.ts';
import { provisionedRule } from './rule.ts';
import { rulesFor, type Watched } from './rules.ts';

type Alerts = PlatformOptions<'grafana'>['alerts'];

/**
 * The files below Grafana's `provisioning/alerting`: the rules, and whom they tell. A rule that is not there any more is named, since Grafana
 * forgets none by itself.
 */
export function alertFiles(
  alerts: Alerts,
  has: (component: Watched) => boolean,
  contact: Contact | undefined,
): Readonly<Record<string, string>> {
  const { on, off } = rulesFor(alerts, has);
  const rules = {
    apiVersion: 1,
    ...(on.length === 0 ? {} : { groups: [{ ...group, rules: on.map(provisionedRule) }] }),
    ...(off.length === 0 ? {} : { deleteRules: off.map(({ uid }) => ({ orgId: 1, uid })) }),
  };
  return {
    'rules.yaml': toYaml(rules),
    ...(contact === undefined ? {} : { 'contact.yaml': toYaml(provisionedContact(contact)) }),
  };
}

const group = { orgId: 1, name: 'platform', folder: 'Platform', interval: '1m' };
