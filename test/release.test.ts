import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repository } from './support/cli.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions: object;
  readonly jobs: { readonly [job: string]: { readonly permissions?: object; readonly steps: readonly Step[] } };
}

const folder = join(repository, '.github/workflows');
const workflow = (file: string) => parse(readFileSync(join(folder, file), 'utf8')) as Workflow;
const release = workflow('release.yaml');

/** Runs a piece of a step in a folder with a version and a changelog. */
function play(
  script: string,
  tag: string,
): { readonly code: number | null; readonly out: string; readonly notes: string } {
  const place = mkdtempSync(join(scratch, 'play-'));
  writeFileSync(join(place, 'package.json'), '{ "version": "0.2.0" }');
  writeFileSync(
    join(place, 'CHANGELOG.md'),
    '# Changelog\n\n## [0.2.0] - 2026-11-26\n\n- new\n\n## [0.1.0] - 2026-01-01\n\n- old\n',
  );
  writeFileSync(join(place, 'notes.md'), '');
  const run = spawnSync('bash', ['-e', '-c', script], {
    cwd: place,
    env: { ...process.env, TAG: tag },
    encoding: 'utf8',
  });
  return { code: run.status, out: run.stdout, notes: readFileSync(join(place, 'notes.md'), 'utf8') };
}

const scratch = mkdtempSync(join(tmpdir(), 'plinth-release-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const step = (job: string, name: RegExp) =>
  release.jobs[job]?.steps.find((each) => name.test(each.name ?? ''))?.run ?? '';

describe('the release', () => {
  it('is refused where the tag is another version, or the changelog is silent', () => {
    const check = step('check', /^The tag/);
    expect(play(check, 'v0.2.0')).toMatchObject({ code: 0 });
    expect(play(check, 'v0.2.1')).toMatchObject({ code: 1, out: 'the tag is v0.2.1, and package.json says 0.2.0\n' });
    expect(play(check.replace('./package.json', './other.json'), 'v0.2.0').code).not.toBe(0);
    expect(play(check.replaceAll('CHANGELOG.md', 'notes.md'), 'v0.2.0').out).toContain('no section [0.2.0]');
  });

  it('says what the changelog says of it', () => {
    const [notes = ''] = step('release', /^A release/).split('gh release');
    expect(play(notes, 'v0.2.0').notes).toBe('\n- new\n\n');
  });

  it('gives each job what it needs, and none that runs the repository a right to write', () => {
    const rights = Object.entries(release.jobs).map(([job, { permissions }]) => [
      job,
      permissions ?? release.permissions,
    ]);
    expect(Object.fromEntries(rights)).toEqual({
      check: { contents: 'read' },
      publish: { 'id-token': 'write' },
      release: { contents: 'write' },
    });
    const checkedOut = Object.entries(release.jobs).filter(([, { steps }]) =>
      steps.some(({ uses }) => uses?.includes('checkout')),
    );
    expect(checkedOut.map(([job]) => job)).toEqual(['check']);
  });

  it('uses each action at the version that the other workflows have', () => {
    const used = readdirSync(folder).flatMap((file) =>
      Object.values(workflow(file).jobs).flatMap(({ steps }) => steps.flatMap(({ uses = [] }) => uses)),
    );
    const versions = new Map<string, Set<string>>();
    for (const [name = '', version = ''] of used.map((each) => each.split('@')))
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    expect([...versions].filter(([, all]) => all.size !== 1)).toEqual([]);
  });

  it('has a section for what is next', () => {
    expect(readFileSync(join(repository, 'CHANGELOG.md'), 'utf8')).toMatch(/^## \[Unreleased\]$/m);
  });
});
