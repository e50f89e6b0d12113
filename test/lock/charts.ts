import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { toYaml } from '../../generator/yaml.ts';
import { tool } from '../support/tools.ts';

/** The real Helm, or why it cannot be had. */
export const helm = tool('helm');

/** Runs Helm and gives what it prints; throws with what it says. */
export function runHelm(words: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  if ('missing' in helm) throw new Error(helm.missing);
  const { status, stdout, stderr } = spawnSync(helm.path, words, { encoding: 'utf8', env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`helm ${words.join(' ')}: ${stderr}`);
  return stdout;
}

/** A folder that vanishes with the tests of a file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-lock-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A chart archive made by Helm in `folder`; gives its path. `note` makes another archive of the same name and version. */
export function packageChart(folder: string, name: string, version: string, note = ''): string {
  const chart = join(folder, 'sources', `${name}-${version}${note}`, name);
  mkdirSync(join(chart, 'templates'), { recursive: true });
  writeFileSync(join(chart, 'Chart.yaml'), toYaml({ apiVersion: 'v2', name, version }));
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${name}${note}` } };
  writeFileSync(join(chart, 'templates/all.yaml'), toYaml(object));
  const packages = join(folder, `packages${note}`);
  mkdirSync(packages, { recursive: true });
  runHelm(['package', chart, '--destination', packages]);
  return join(packages, `${name}-${version}.tgz`);
}

/** The index that Helm makes of the archives beside each other, by path as a repository serves them. `url` makes its addresses absolute. */
export function repositoryOf(packages: string, url?: string): Map<string, Buffer | string> {
  runHelm(['repo', 'index', packages, ...(url === undefined ? [] : ['--url', url])]);
  return new Map(readdirSync(packages).map((file) => [`/${file}`, readFileSync(join(packages, file))]));
}
