import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page with consoles in it: each `## ` section is a session of its own. */
export interface Session {
  readonly title: string;
  readonly commands: readonly string[];
}

const consoles = /^```console\n([\s\S]*?)^```$/gm;

/** The sessions of a page that have a console. */
export function sessionsOf(page: string): readonly Session[] {
  return page
    .split(/^(?=## )/m)
    .map((section) => {
      const commands = [...section.matchAll(consoles)].flatMap(([, text = '']) => commandsIn(text));
      return { title: /^## (.*)/.exec(section)?.[1] ?? '', commands };
    })
    .filter(({ commands }) => commands.length > 0);
}

/** The commands of a console, which begin with `$ `; one with a here-document ends with it. */
function commandsIn(text: string): readonly string[] {
  const commands: string[] = [];
  let isOpen = false;
  for (const line of text.split('\n')) {
    if (isOpen) commands.push(`${commands.pop()}\n${line}`);
    else if (line.startsWith('$ ')) commands.push(line.slice(2));
    if (isOpen) isOpen = line !== 'END';
    else if (line.startsWith('$ ')) isOpen = line.includes("<<'END'");
  }
  return commands;
}

/** Plays the commands one after the other in a new folder, as in one shell; what each printed, output and errors as they came. */
export async function play(
  { commands }: Session,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<ReadonlyMap<string, string>> {
  mkdirSync(folder, { recursive: true });
  const place = join(folder, '.place');
  const printed = new Map<string, string>();
  let cwd = folder;
  for (const [index, command] of commands.entries()) {
    const said = await output(`${command}\nstatus=$?; pwd > '${place}'; exit $status`, cwd, env);
    printed.set(keyOf(index, command), said.replaceAll(folder, '~'));
    cwd = readFileSync(place, 'utf8').trim();
  }
  return printed;
}

function keyOf(index: number, command: string): string {
  return `${index} ${command}`;
}

function output(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((done) => {
    const shell = spawn('sh', ['-c', `exec 2>&1\n${command}`], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    const parts: Buffer[] = [];
    shell.stdout.on('data', (part: Buffer) => parts.push(part));
    shell.on('close', () => done(Buffer.concat(parts).toString()));
  });
}

/** The section with what its commands printed this time. */
export function recorded(section: string, printed: ReadonlyMap<string, string>): string {
  let index = 0;
  return section.replace(consoles, (_, text: string) => {
    const lines = commandsIn(text).map((command) => {
      const said = printed.get(keyOf(index++, command)) ?? '';
      return `$ ${command}\n${said === '' || said.endsWith('\n') ? said : `${said}\n`}`;
    });
    return `\`\`\`console\n${lines.join('')}\`\`\``;
  });
}
