import { WEBHOOK } from '../site.ts';
import { toYaml, type Yaml } from '../yaml.ts';

/** The account of somebody who may do everything in Grav, with whatever password stands for it. Upstream: getgrav/grav-plugin-login. */
export function accountFile(user: string, host: string, password: string): string {
  return yamlWith({
    state: 'enabled',
    username: user,
    email: `${user}@${host}`,
    fullname: user,
    title: 'Administrator',
    access: { admin: { login: true, super: true }, site: { login: true } },
    password,
  });
}

/** What Grav's git-sync does: it fetches and writes one branch, when somebody saves a page and when GitHub calls. Upstream: trilbymedia/grav-plugin-git-sync. */
export function syncFile(
  url: string,
  branch: string,
  secret: { readonly token: string; readonly webhook: string },
): string {
  return yamlWith({
    enabled: true,
    folders: ['pages', 'plugins', 'themes', 'config'],
    sync: { on_save: true, on_delete: true, on_media: true, cron_enable: true, cron_at: '*/10 * * * *' },
    repository: url,
    no_user: '0',
    // any name will do beside the token of an App
    user: 'x-access-token',
    password: secret.token,
    webhook_enabled: '1',
    webhook: WEBHOOK,
    webhook_secret: secret.webhook,
    branch,
    remote: { name: 'origin', branch },
    git: {
      bin: 'git',
      author: 'gitsync',
      name: 'GitSync',
      email: 'git-sync@trilby.media',
      message: '(Grav GitSync) Automatic Commit',
    },
    logging: true,
  });
}

/** What Grav signs its forms and sessions with. */
export function saltFile(salt: string): string {
  return yamlWith({ salt });
}

/** Values that come later are text whatever is in them, so they stand in quotes. */
function yamlWith(content: { readonly [key: string]: Yaml }): string {
  return toYaml(content).replace(/: (\$\{[a-z.]+\})$/gm, ': "$1"');
}
