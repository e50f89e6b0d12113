import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from './scenario.ts';

/** What a program printed, or the error it ended with, without the `Error: ` before it. */
export type Outcome = { readonly output: Buffer } | { readonly error: string };

const home = mkdtempSync(join(tmpdir(), 'kubeconform-wasm-home-'));

/** Runs a program without the user's own Helm and Kubernetes files. */
function run(program: string, words: readonly string[], folder: string): Outcome {
  const env = { PATH: process.env['PATH'], HOME: home, KUBECONFIG: '/dev/null' };
  const { status, stdout, stderr } = spawnSync(program, words, { env, maxBuffer: 2 ** 28 });
  if (status === 0) return { output: stdout };
  const error = stderr
    .toString()
    .trimEnd()
    .split(/^Error: /m);
  return { error: (error.at(-1) ?? '').replaceAll(folder, '/files') };
}

const repeat = (flag: string, values: readonly string[] = []) => values.flatMap((value) => [flag, value]);

/** The scenario as the two programs see it, its folder called /files as in the engine. */
export function runNative({ folder, kustomize, helm }: Scenario, kustomizePath: string, helmPath: string): Outcome {
  if (kustomize !== undefined) {
    const enable = kustomize.enableHelm === false ? [] : ['--enable-helm', '--helm-command', helmPath];
    const cluster = ['--helm-kube-version', kustomize.kubeVersion ?? '1.34.0'];
    const versions = repeat('--helm-api-versions', kustomize.apiVersions);
    return run(kustomizePath, ['build', join(folder, kustomize.path), ...enable, ...cluster, ...versions], folder);
  }
  if (helm === undefined) throw new Error('a scenario is of kustomize or of helm');
  const flags = [
    ...repeat(
      '-f',
      helm.values?.map((name) => join(folder, name)),
    ),
    ...['--kube-version', helm.kubeVersion ?? '1.34.0', ...repeat('--api-versions', helm.apiVersions)],
    ...(helm.namespace === undefined ? [] : ['--namespace', helm.namespace]),
    ...(helm.includeCRDs ? ['--include-crds'] : []),
    ...(helm.skipTests ? ['--skip-tests'] : []),
    ...(helm.skipHooks ? ['--no-hooks'] : []),
  ];
  return run(helmPath, ['template', helm.releaseName, join(folder, 'chart'), ...flags], folder);
}
