import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plinth, repository } from './support/cli.ts';
import { play, recorded, type Session, sessionsOf } from './support/console-session.ts';

const scratch = mkdtempSync(join(tmpdir(), 'plinth-quick-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The platform that the pages were recorded with: whoever edits the one of this repository need not record them anew. */
const platform = join(import.meta.dirname, 'quick-start/platform.yaml');
const isRecording = process.env['UPDATE_DOCS'] !== undefined;
if (isRecording) cpSync(join(repository, 'platform.yaml'), platform);

/** This repository as a clone has it, with the program that is built here. */
function clone(name: string): string {
  const folder = join(scratch, name);
  cpSync(join(repository, '.gitattributes'), join(folder, '.gitattributes'), { recursive: true });
  cpSync(platform, join(folder, 'platform.yaml'));
  expect(plinth(['generate'], { cwd: folder, env: { XDG_CACHE_HOME: join(scratch, 'other') } }).code).toBe(0);
  symlinkSync(join(repository, 'dist'), join(folder, 'dist'));
  writeFileSync(join(folder, '.gitignore'), 'dist\npackage.json\n.place\n');
  writeFileSync(join(folder, 'package.json'), '{ "scripts": { "start": "node dist/plinth.cjs generate" } }\n');
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, env });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'a platform');
  return folder;
}

const person = { NAME: 'a', EMAIL: 'a@example.org' };
const env = {
  ...process.env,
  ...Object.fromEntries(
    Object.entries(person).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  ),
  NO_COLOR: '1',
};

describe.each(['quick-start.md', 'demarrage-rapide.md'])('docs/%s', (name) => {
  const file = join(repository, 'docs', name);
  const page = readFileSync(file, 'utf8');
  const commands = sessionsOf(page).flatMap((each) => each.commands);

  it('shows what happens', async () => {
    expect(commands.length).toBeGreaterThan(8);
    const whole: Session = { title: name, commands };
    // nothing is known of a clone
    const fresh = { ...env, XDG_CACHE_HOME: join(scratch, `cache-${name}`) };
    const now = recorded(page, await play(whole, clone(name), fresh));
    if (isRecording && steady(now) !== steady(page)) writeFileSync(file, now);
    else expect(steady(now)).toBe(steady(page));
  });

  it('says what the other one says', () => {
    const others = ['quick-start.md', 'demarrage-rapide.md'].map((each) =>
      sessionsOf(readFileSync(join(repository, 'docs', each), 'utf8')).flatMap((session) => session.commands),
    );
    expect(others[0]).toEqual(others[1]);
  });
});

/** Without what differs each time: commits. */
function steady(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{12}\b/g, '<commit>');
}
