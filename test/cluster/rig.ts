import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, connect } from './api.ts';

/** A control plane to work with, and where its Argo CD reads from; without `web` there is no Argo CD. */
export interface Rig {
  readonly api: Api;
  readonly kubeconfig: string;
  /** A folder that Argo CD sees as all hosts there are: `<host>/<path>`. */
  readonly web?: string;
  /** For commands that see the same hosts. */
  readonly env: NodeJS.ProcessEnv;
}

/** The form that a rig's state has in its folder. */
export function openRig(folder: string, proxy: string): Rig {
  const kubeconfig = join(folder, 'kubeconfig');
  if (!existsSync(kubeconfig)) throw new Error(`${folder} has no kubeconfig`);
  const tools = process.env['PLINTH_RIG_TOOLS'] ?? join(folder, '..', 'bin');
  const env = {
    ...process.env,
    PATH: `${tools}:${process.env['PATH'] ?? ''}`,
    KUBECONFIG: kubeconfig,
    ...{ HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: '127.0.0.1,localhost' },
    SSL_CERT_FILE: join(folder, 'web-ca.crt'),
  };
  const web = join(folder, 'www');
  return { api: connect(kubeconfig), kubeconfig, env, ...(existsSync(web) ? { web } : {}) };
}

/** A control plane alone. */
export function openCluster(kubeconfig: string): Rig {
  return { api: connect(kubeconfig), kubeconfig, env: { ...process.env, KUBECONFIG: kubeconfig } };
}

/** What does the work there, by version: it is not what the platform pins. */
export async function versionsOf({ api, env, kubeconfig }: Rig): Promise<string> {
  const { gitVersion } = (await api.get('/version')) as { readonly gitVersion: string };
  const first = (command: string, ...words: readonly string[]) =>
    spawnSync(command, words, { env, encoding: 'utf8' }).stdout?.trim().split('\n')[0] || 'unknown';
  const log = join(kubeconfig, '../log/repo-server.log');
  const argocd = existsSync(log) ? /starting" .*version=(v[\w.-]+)/.exec(readFileSync(log, 'utf8'))?.[1] : undefined;
  return `Kubernetes ${gitVersion}, Argo CD ${argocd ?? 'not there'}, Kustomize ${first('kustomize', 'version')}, Helm ${first('helm', 'version', '--short')}`;
}

/** Runs a line of a shell as a person would there; throws with what it says. */
export function shell({ env }: Rig, cwd: string, line: string): string {
  const run = spawnSync('bash', ['-euo', 'pipefail', '-c', line], { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`${line}\n${run.stderr.slice(-2000)}`);
  return run.stdout;
}
