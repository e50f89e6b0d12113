import type { GateStep } from '../../component.ts';
import type { Terraform } from '../../generated/options.ts';
import type { GoogleAccount, GoogleZone } from '../../google-need.ts';
import { accountId, googleAccounts, googleZones, type Placed } from '../../google-needs.ts';
import type { Model } from '../../model.ts';
import type { Registry } from '../../registry.ts';
import type { Part } from './versions-file.ts';

type Account = Placed<GoogleAccount>;

/** How a person has Terraform make what is at Google and GitHub, and makes the credentials that no state may hold. */
export function terraformSteps(model: Model, registry: Registry, hub: string): readonly GateStep[] {
  const { terraform, access } = model.facts;
  if (terraform === undefined) return [];
  const accounts = googleAccounts({ model, registry });
  const zones = googleZones({ model, registry });
  const hasGoogle = accounts.length + zones.length > 0;
  return [
    ...stateStep(terraform),
    ...(hasGoogle ? [googleStep(accounts, zones, hub, terraform)] : []),
    ...zoneStep(zones),
    ...credentialStep(accounts, terraform),
    ...(access === undefined ? [] : [githubStep(hub, access.organization, model.sites.length > 0)]),
  ];
}

function stateStep({ backend, google }: Terraform): readonly GateStep[] {
  if (backend.kind !== 'gcs') return [];
  const place = google === undefined ? '' : ` --project=${google.project} --location=${google.location}`;
  const closed = '--uniform-bucket-level-access --public-access-prevention';
  return [
    {
      text: 'Make the bucket for what Terraform knows, once. Older versions are the way back from a state that was lost.',
      commands: [
        'gcloud auth login',
        `gcloud storage buckets create gs://${backend.bucket}${place} ${closed}`,
        `gcloud storage buckets update gs://${backend.bucket} --versioning`,
      ],
    },
  ];
}

function apply(part: Part, hub: string): readonly string[] {
  const terraform = `terraform -chdir=clusters/${hub}/platform/terraform/${part}`;
  return [`${terraform} init`, `${terraform} apply`];
}

const READ_PLAN =
  'Read the plan that it shows before you answer. What is there already is imported first (`terraform import <address> <id>`), or it fails halfway. `.terraform.lock.hcl` belongs into git, `.terraform/` does not.';

function googleStep(
  accounts: readonly Account[],
  zones: readonly GoogleZone[],
  hub: string,
  terraform: Terraform,
): GateStep {
  const services = [...servicesOf(accounts, zones, terraform)].sort();
  return {
    text: `Have Terraform make what is at Google: keys, buckets, zones, and an account for each that uses them. Vault cannot start without its key. A plan that destroys a key destroys what it has sealed, copies of Vault too, and \`prevent_destroy\` goes with the block: take it out of the state before (\`terraform state rm\`). ${READ_PLAN}`,
    commands: [
      'gcloud auth application-default login',
      ...services.map((each) => `gcloud services enable ${each}`),
      ...apply('google', hub),
    ],
  };
}

/** The services that must be on before anything of them can be made, by project. */
function servicesOf(accounts: readonly Account[], zones: readonly GoogleZone[], { google }: Terraform): Set<string> {
  const rights = accounts.flatMap((account) => account.rights.map(({ on }) => on));
  const keys = rights.flatMap((on) => (on.kind === 'key' ? [`cloudkms.googleapis.com --project=${on.project}`] : []));
  const homes = accounts.map((account) => `iam.googleapis.com --project=${account.project ?? google?.project}`);
  return new Set([...keys, ...homes, ...zones.map(({ project }) => `dns.googleapis.com --project=${project}`)]);
}

function zoneStep(zones: readonly GoogleZone[]): readonly GateStep[] {
  if (zones.length === 0) return [];
  return [
    {
      text: 'Tell whoever has the domain above each zone which name servers the zone has; until then nobody finds its records.',
      commands: zones.map(
        ({ name, project }) =>
          `gcloud dns managed-zones describe ${name} --project=${project} --format='value(dnsName,nameServers)'`,
      ),
    },
  ];
}

/** In the order of clusters; each says for which Secret it is. */
function credentialStep(accounts: readonly Account[], { google }: Terraform): readonly GateStep[] {
  if (accounts.length === 0) return [];
  return [
    {
      text: 'Make the credential of each account, outside of the repository; behind each command stands the Secret that it is for, and its cluster, whose runbook says how it gets there. With `keys create` it is the file, which is then removed; with `hmac create` it is what is printed, `accessId` as `accessKeyId` and `secret` as `secretAccessKey`.',
      commands: accounts.map((account) => credentialCommand(account, account.project ?? google?.project ?? '')),
    },
  ];
}

function credentialCommand(account: Account, project: string): string {
  const { namespace, name } = account.secret;
  const address = `${accountId(account)}@${project}.iam.gserviceaccount.com`;
  const make =
    account.credential === 'key'
      ? `gcloud iam service-accounts keys create <file> --iam-account=${address}`
      : `gcloud storage hmac create ${address} --project=${project}`;
  return `${make}  # ${namespace}/${name} on ${account.cluster}`;
}

function githubStep(hub: string, organization: string, hasSites: boolean): GateStep {
  const what = hasSites ? 'members, teams and the repositories of sites' : 'members and teams';
  return {
    text: `Have Terraform put ${what} in place at GitHub, with the token of an owner of ${organization} that has the scopes \`admin:org\` and \`repo\`; who is new gets an invitation, who is gone is removed. ${READ_PLAN} A team that exists is imported by its number, which \`gh api orgs/${organization}/teams/<team>\` says.`,
    commands: ['read -rs GITHUB_TOKEN && export GITHUB_TOKEN', ...apply('github', hub)],
  };
}
