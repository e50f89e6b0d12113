import type { App, Service, Site } from '../generated/options.ts';
import { accountFile, saltFile, syncFile } from './grav-files.ts';

/** What of an app a site says; the rest are defaults. */
type Made = Partial<App> & Pick<Service, 'image'>;

/** Where the image looks for what is secret. Upstream: ClubCedille/cedille-dockerfiles. */
const SECRETS = '/vault/secrets';
const USER = '/var/www/html/user';
/** `www-data`, as whom the image runs. */
const WWW_DATA = 33;

/** The secret of a site that Vault generates, below its own path, and the keys in it. */
export const GRAV_SECRET = 'grav';
export const gravKeys = { admin: 'admin', sre: 'sre', salt: 'salt', webhook: 'webhook' } as const;

/** The app that a site is; `organization` has its repository. Each option of the site is in it, or in what is at GitHub. */
export function siteApp(name: string, site: Site, organization: string): Made {
  const { enabled, sync, updates, mesh, patches, image, aliases, issuer, routing, host } = site;
  return {
    ...{ enabled, sync, updates, mesh, patches, image, host, aliases, issuer, routing },
    ...(site.team === undefined ? {} : { team: site.team }),
    ...(site.namespace === undefined ? {} : { namespace: site.namespace }),
    ...files(site, `https://github.com/${organization}/${site.repository ?? name}.git`),
    security: 'restricted',
    port: 8080,
    user: WWW_DATA,
    // Grav and its pages are in the image's own folders
    writable: true,
    volumes: { accounts: volume('accounts', site), data: volume('data', site) },
    resources: { ...site.resources },
    // it fetches its pages first; a page that is broken must not take away the editor that mends it
    probe: { startup: 300 },
    // its repository, and the plugins of Grav
    calls: { apps: [], networks: [], internet: true },
  };
}

function volume(folder: string, { size, storageClass }: Site): App['volumes'][string] {
  return { mountPath: `${USER}/${folder}`, size, ...(storageClass === undefined ? {} : { storageClass }) };
}

/** The image is told which file is which by its environment, where a name that begins with a slash is seen to be no secret itself. */
function files({ host, branch }: Site, url: string): Pick<Made, 'env' | 'secrets' | 'templates'> {
  const shown = { as: 'templates', mountPath: SECRETS, delivery: 'injector' } as const;
  const { admin, sre, salt, webhook } = gravKeys;
  return {
    env: {
      GIT_VAULT_SECRET: '/gitsync',
      ADMIN_VAULT_SECRET: '/admin_pwd',
      SRE_VAULT_SECRET: '/sre_pwd',
      HEAD_BRANCH: branch,
    },
    secrets: {
      [GRAV_SECRET]: { ...shown, keys: [admin, salt, sre, webhook], from: 'generated' },
      git: { ...shown, keys: ['token'], from: 'github' },
    },
    templates: {
      [`${SECRETS}/gitsync`]: syncFile(url, branch, { token: '${git.token}', webhook: placeholder(webhook) }),
      [`${SECRETS}/admin_pwd`]: accountFile('admin', host, placeholder(admin)),
      [`${SECRETS}/sre_pwd`]: accountFile('sre', host, placeholder(sre)),
      [`${SECRETS}/salt`]: saltFile(placeholder(salt)),
    },
  };
}

function placeholder(key: string): string {
  return `\${${GRAV_SECRET}.${key}}`;
}
