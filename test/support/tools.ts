import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The pair that Argo CD 3.5 ships. */
const modules = {
  kustomize: 'sigs.k8s.io/kustomize/kustomize/v5@v5.8.1',
  helm: 'helm.sh/helm/v4/cmd/helm@v4.2.1',
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0',
} as const;

export type Tool = keyof typeof modules;

/**
 * The real tool at exactly the version above, built once from its Go module; or why it cannot be had.
 * `PLINTH_TOOLS=<dir>` names a folder that has it already.
 */
export function tool(name: Tool): { readonly path: string } | { readonly missing: string } {
  const version = modules[name].split('@')[1];
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = process.env['PLINTH_TOOLS'] ?? join(cache, 'plinth-tools', `${name}-${version}`);
  const path = join(folder, name);
  if (existsSync(path)) return { path };
  const built = spawnSync('go', ['install', '-trimpath', '-ldflags=-s -w', modules[name]], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: '-mod=mod' },
    encoding: 'utf8',
    cwd: homedir(),
  });
  if (built.status === 0) return { path };
  return {
    missing:
      built.error === undefined
        ? `go install ${modules[name]}: ${built.stderr.trim().split('\n').at(-1)}`
        : 'Go is not installed',
  };
}

/** Whether a command answers. */
export function hasCommand(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0;
}
