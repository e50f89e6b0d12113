import type { Check, Platformwide } from '../check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Terraform } from '../generated/options.ts';
import { gitHubRepository } from '../git-hub-repository.ts';
import type { GoogleAccount } from '../google-need.ts';
import { accountId, googleAccounts, type Placed } from '../google-needs.ts';
import type { PlatformFacts } from '../model.ts';

type Account = Placed<GoogleAccount>;

/** What Terraform would find out halfway, with half of it made. */
export const terraform: Check = {
  summary: 'What Terraform is to make has a place and a name that GitHub and Google take.',
  reach: 'platform',
  *run(platform): Iterable<Diagnostic> {
    const { facts } = platform.model;
    if (facts.terraform === undefined) return;
    yield* protection(facts, facts.terraform);
    const first = new Map<string, Account>();
    for (const account of googleAccounts(platform)) {
      yield* place(account, platform, facts.terraform);
      for (const bucket of bucketsOf(account)) yield* bucketName(bucket, account, platform, facts.terraform);
      const id = `${account.project} ${accountId(account)}`;
      const other = first.get(id);
      if (other === undefined) first.set(id, account);
      else yield sameAccount(account, other, platform);
    }
  },
};

function* protection({ git, access }: PlatformFacts, { protection: asked }: Terraform): Iterable<Diagnostic> {
  if (asked === undefined) return;
  const repository = gitHubRepository(git.url);
  const path = ['terraform', 'protection'];
  const related = [{ message: 'the repository', path: ['git', 'url'] }];
  const wrong = { code: 'wrong-value', severity: 'error', path, at: 'key', related } as const;
  const hint = 'remove `protection`';
  if (repository === undefined) yield { ...wrong, message: 'the repository is not at GitHub', hint };
  else if (repository.owner.toLowerCase() !== access?.organization.toLowerCase()) {
    const message = `the repository is \`${repository.owner}\`'s, and Terraform works for \`access.organization\``;
    yield { ...wrong, message, hint: `${hint}, or write \`organization: ${repository.owner}\`` };
  }
}

function bucketsOf({ rights }: Account): readonly string[] {
  return rights.flatMap(({ on }) => (on.kind === 'bucket' ? [on.name] : []));
}

function* place(account: Account, platform: Platformwide, { google }: Terraform): Iterable<Diagnostic> {
  if (google !== undefined || (account.project !== undefined && bucketsOf(account).length === 0)) return;
  const bucket = bucketsOf(account)[0];
  yield {
    ...about(account, platform),
    code: 'missing-option',
    severity: 'error',
    message: `nothing says in which project, and where, ${bucket === undefined ? 'its account' : `the bucket \`${bucket}\``} is made`,
    hint: 'add `google: { project: …, location: … }` to `terraform`',
    related: [{ message: 'it is to be made by this', path: ['terraform'] }],
  };
}

function* bucketName(
  bucket: string,
  account: Account,
  platform: Platformwide,
  { backend }: Terraform,
): Iterable<Diagnostic> {
  const wrong = { ...about(account, platform), code: 'wrong-value', severity: 'error' } as const;
  if (/^goog|google|g00gle/.test(bucket))
    yield {
      ...wrong,
      message: `Google takes no bucket \`${bucket}\`, which has its name`,
      hint: 'give it another name',
    };
  if (bucket.includes('.')) {
    const message = `a bucket with dots in its name, as \`${bucket}\`, is had only by who has proved to hold that domain`;
    yield { ...wrong, severity: 'warning', message, hint: 'write dashes' };
  }
  if (backend.kind === 'gcs' && backend.bucket === bucket) {
    const message = `Terraform would make the bucket \`${bucket}\`, in which it keeps what it knows`;
    const related = [{ message: 'the state', path: ['terraform', 'backend', 'bucket'] }];
    yield { ...wrong, message, hint: 'keep the one apart from the other', related };
  }
}

function sameAccount(account: Account, other: Account, platform: Platformwide): Diagnostic {
  return {
    ...about(account, platform),
    code: 'duplicate-object',
    severity: 'error',
    message: `its account at Google has the name of another one: \`${accountId(account)}\``,
    hint: 'give one of the two another name',
    related: [{ message: 'the other one', path: about(other, platform).path }],
  };
}

function about({ component, cluster, path }: Account, { model }: Platformwide) {
  return { component, clusters: [cluster], path: model.origin(cluster, component, path), at: 'value' } as const;
}
