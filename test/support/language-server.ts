import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './cli.ts';

interface Place {
  readonly line: number;
  readonly character: number;
}

/** What the server says is wrong, from a place that counts from zero. */
export interface Flag {
  readonly message: string;
  readonly range: { readonly start: Place };
}

/** What the server offers to write. */
export interface Offer {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
  readonly insertText?: string;
  readonly textEdit?: { readonly newText: string };
}

/** A text that an editor has open. */
export interface OpenText {
  /** What is wrong with it, in the order of the text. */
  readonly flags: readonly Flag[];
  /** What can stand at a place. */
  complete(place: Place): Promise<readonly Offer[]>;
  /** What is shown of a place; empty where there is nothing. */
  hover(place: Place): Promise<string>;
}

/** An editor's side of a running yaml-language-server. */
export interface LanguageServer {
  /** Opens a text as a new platform.yaml in a folder (by default the repository) and waits until it is checked. */
  open(text: string, folder?: string): Promise<OpenText>;
  stop(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Starts the yaml-language-server as editors do, with a schema from a file for the one text that is open; it asks the network for nothing. */
export async function languageServer(schemaFile: string): Promise<LanguageServer> {
  const yaml = {
    schemas: { [pathToFileURL(schemaFile).href]: '*.yaml' },
    schemaStore: { enable: false },
    kubernetesCRDStore: { enable: false },
    validate: true,
    hover: true,
    completion: true,
  };
  const program = join(repository, 'node_modules/yaml-language-server/bin/yaml-language-server');
  const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = new Map<number, (message: Message) => void>();
  const flagged = new Map<string, (flags: readonly Flag[]) => void>();
  let asked = 0;
  let opened = 0;

  const send = (message: object) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const request = (method: string, params: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++asked;
      answers.set(id, ({ result, error }) => (error === undefined ? resolve(result) : reject(error)));
      send({ id, method, params });
    });
  const receive = ({ id, method, params, result, error }: Message) => {
    if (method === undefined) answers.get(id ?? 0)?.({ result, error });
    else if (id !== undefined) send({ id, result: answerTo(method, params, { yaml }) });
    else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { uri: string; diagnostics: readonly Flag[] };
      flagged.get(uri)?.([...diagnostics].sort((a, b) => a.range.start.line - b.range.start.line));
    }
  };
  server.stdout.on('data', messages(receive));

  await request('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: { completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } } },
    },
  });
  send({ method: 'initialized', params: {} });
  send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml } } });

  return {
    async open(text, folder = repository) {
      const uri = pathToFileURL(join(folder, `platform-${++opened}.yaml`)).href;
      const flags = await new Promise<readonly Flag[]>((resolve) => {
        flagged.set(uri, resolve);
        send({
          method: 'textDocument/didOpen',
          params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
        });
      });
      const textDocument = { uri };
      return {
        flags,
        async complete(position) {
          const found = await request('textDocument/completion', { textDocument, position });
          return (found as { items: readonly Offer[] } | null)?.items ?? [];
        },
        async hover(position) {
          const found = await request('textDocument/hover', { textDocument, position });
          return (found as { contents: { value: string } } | null)?.contents.value ?? '';
        },
      };
    },
    async stop() {
      await request('shutdown', undefined);
      send({ method: 'exit' });
      await new Promise((resolve) => server.once('exit', resolve));
    },
  };
}

/** What an editor answers when the server asks: its settings, and yes to everything else. */
function answerTo(method: string, params: unknown, sections: Readonly<Record<string, unknown>>): unknown {
  if (method !== 'workspace/configuration') return null;
  const { items } = params as { items: readonly { section: string }[] };
  return items.map(({ section }) => sections[section] ?? null);
}

/** Cuts a stream into messages, each with its length in a header before it. */
function messages(receive: (message: Message) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, Math.max(end, 0)).toString())?.[1]);
      if (end < 0 || rest.length < end + 4 + length) return;
      const body = rest.subarray(end + 4, end + 4 + length);
      rest = rest.subarray(end + 4 + length);
      receive(JSON.parse(body.toString()) as Message);
    }
  };
}
