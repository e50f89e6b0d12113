import type { Upkeep } from '../component.ts';
import { KV_MOUNT } from '../kubernetes/secret-objects.ts';
import { type PlacedSite, repositoryOf, siteNamespace, webhookUrl } from '../site.ts';
import { GRAV_SECRET, gravKeys } from './site-app.ts';

/** What a person does for the sites of a cluster, as its runbook has it; nothing where none runs there. */
export function siteUpkeep(sites: readonly PlacedSite[], organization: string): readonly Upkeep[] {
  if (sites.length === 0) return [];
  const { admin, sre } = gravKeys;
  return [
    {
      title: 'First login to a site',
      text: `Grav is edited below \`/admin\` of the site's host. The user \`admin\` has the password that Vault made, key \`${admin}\`, until somebody changes it there; \`sre\` has that of the key \`${sre}\` again whenever the pod starts.`,
      commands: sites.map((site) => `${read(site, admin)}  # https://${site.options.host}/admin`),
    },
    {
      title: 'Give GitHub the secret of a webhook',
      text: 'A site believes only a call that is signed with the key `webhook`, which Vault made and which must not stand in a state of Terraform. It is given to GitHub once the site runs and the webhook is there, and again after Terraform has changed the webhook, such as for another host: that takes the secret away, and pages are not fetched until it is back. `gh` is signed in as an owner of the repository.',
      commands: sites.map((site) => sign(site, organization)),
    },
  ];
}

function read(site: PlacedSite, key: string): string {
  const path = `${KV_MOUNT}/${siteNamespace(site)}/${site.name}/${GRAV_SECRET}`;
  return `kubectl -n vault exec vault-0 -- vault kv get -field=${key} ${path}`;
}

function sign(site: PlacedSite, organization: string): string {
  const hooks = `repos/${organization}/${repositoryOf(site)}/hooks`;
  const id = `$(gh api ${hooks} --jq '.[] | select(.config.url == "${webhookUrl(site)}").id')`;
  return `${read(site, gravKeys.webhook)} | gh api --method PATCH "${hooks}/${id}/config" --field secret=@- --silent`;
}
