/** @file The server and files that build on each other: open ones, saved ones, ones that come and go. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  ProtocolConnection,
  PublishDiagnosticsParams,
  RegistrationParams,
} from 'vscode-languageserver-protocol/node.js';
import type { TokenReading } from '../../../src/language/host.ts';
import type { TokenCounting } from '../../../src/language/server/serve.ts';
import { startServer } from '../server-under-test.ts';

type Diagnostics = PublishDiagnosticsParams['diagnostics'];

interface Session {
  readonly client: ProtocolConnection;
  uriOf(file: string): string;
  write(file: string, text: string): Promise<void>;
  /** Moves on disk, then tells of it as an editor does that has done so itself. */
  rename(from: string, to: string): Promise<void>;
  /** Tells of a file as an editor's watcher does. @param type 1 created, 2 changed, 3 deleted. */
  tell(file: string, type: 1 | 2 | 3): Promise<void>;
  open(file: string, text: string, languageId?: string): Promise<void>;
  type(file: string, text: string): Promise<void>;
  close(file: string): Promise<void>;
  /** Settles once the diagnostics of a file are so, counting from the last time they were asked for. */
  until(file: string, isSo: (found: Diagnostics) => boolean): Promise<Diagnostics>;
  readonly watched: readonly string[];
  end(): Promise<void>;
}

async function start(files: Readonly<Record<string, string>>, counting?: TokenCounting): Promise<Session> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'vlprompt-files-')));
  const write = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  };
  for (const [file, text] of Object.entries(files)) await write(file, text);
  const uriOf = (file: string) => pathToFileURL(path.join(root, file)).toString();
  const { client, close } = await startServer(
    {
      workspaceFolders: [{ uri: pathToFileURL(root).toString(), name: 'test' }],
      capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
    },
    counting,
  );
  const published: { readonly uri: string; readonly found: Diagnostics }[] = [];
  const waiting = new Set<() => void>();
  client.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    published.push({ uri, found: diagnostics });
    for (const look of waiting) look();
  });
  const watched: string[] = [];
  client.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    for (const { method, registerOptions } of registrations)
      if (method === 'workspace/didChangeWatchedFiles')
        watched.splice(
          0,
          watched.length,
          ...registerOptions.watchers.map((each: { globPattern: string }) => each.globPattern),
        );
  });
  client.onRequest('client/unregisterCapability', () => undefined);
  let version = 1;
  return {
    client,
    uriOf,
    write,
    rename: async (from, to) => {
      await rename(path.join(root, from), path.join(root, to));
      const files = [{ oldUri: uriOf(from), newUri: uriOf(to) }];
      await client.sendNotification('workspace/didRenameFiles', { files });
    },
    watched,
    tell: (file, type) =>
      client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(file), type }] }),
    open: (file, text, languageId = 'vlprompt') =>
      client.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uriOf(file), languageId, version: version++, text },
      }),
    type: (file, text) =>
      client.sendNotification('textDocument/didChange', {
        textDocument: { uri: uriOf(file), version: version++ },
        contentChanges: [{ text }],
      }),
    close: (file) => client.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(file) } }),
    until: (file, isSo) =>
      new Promise((resolve) => {
        const look = () => {
          const index = published.findIndex(({ uri, found }) => uri === uriOf(file) && isSo(found));
          if (index < 0) return;
          waiting.delete(look);
          const [hit] = published.splice(0, index + 1).slice(-1);
          resolve(hit?.found ?? []);
        };
        waiting.add(look);
        look();
      }),
    end: async () => {
      await close();
      await rm(root, { recursive: true });
    },
  };
}

const has =
  (...codes: string[]) =>
  (found: Diagnostics) =>
    found.map(({ code }) => code).join() === codes.join();

const USER = 'import "base.vlprompt"\nrecipe r { prompt: photo }\n';
const BASE = 'template photo { "a photo" }\n';

describe('the language server, of several files', () => {
  let session: Session;
  afterEach(() => session.end());

  it('checks a file with what it imports from disk', async () => {
    session = await start({ 'base.vlprompt': BASE });
    await session.open('user.vlprompt', USER);
    await session.until('user.vlprompt', has());
  });

  it('checks again when a file comes, changes and goes', async () => {
    session = await start({});
    await session.open('user.vlprompt', USER);
    await session.until('user.vlprompt', has('missing-file', 'unknown-name'));
    await session.write('base.vlprompt', BASE);
    await session.tell('base.vlprompt', 1);
    await session.until('user.vlprompt', has());
    await session.write('base.vlprompt', BASE.replace('photo', 'drawing'));
    await session.tell('base.vlprompt', 2);
    await session.until('user.vlprompt', (found) => found.some(({ code }) => code === 'unknown-name'));
  });

  it('finds files that were renamed where prompts name them anew, folders with all that is in them', async () => {
    session = await start({});
    await session.write('lib/base.vlprompt', 'wildcard tone from "tone.txt"\ntemplate photo { "a __tone__ cat" }\n');
    await session.write('lib/tone.txt', 'warm\n');
    const user = USER.replace('base', 'lib/base');
    await session.open('user.vlprompt', user);
    await session.until('user.vlprompt', has());
    await session.type('user.vlprompt', user.replace('lib', 'library'));
    await session.until('user.vlprompt', has('missing-file', 'unknown-name'));
    await session.rename('lib', 'library');
    await session.until('user.vlprompt', has());
  });

  it('takes what an editor has for what counts, saved or not', async () => {
    session = await start({ 'base.vlprompt': BASE });
    await session.open('user.vlprompt', USER);
    await session.until('user.vlprompt', has());
    await session.open('base.vlprompt', BASE);
    await session.type('base.vlprompt', 'template drawing { "a drawing" }\n');
    await session.until('user.vlprompt', (found) => found.some(({ code }) => code === 'unknown-name'));
    // What changes on disk meanwhile does not matter.
    await session.write('base.vlprompt', BASE);
    await session.tell('base.vlprompt', 2);
    await session.type('user.vlprompt', USER.replace('photo', 'drawing'));
    await session.until('user.vlprompt', has());
    // Closed without saving, it is as on disk again.
    await session.close('base.vlprompt');
    await session.until('user.vlprompt', (found) => found.some(({ code }) => code === 'unknown-name'));
  });

  it('keeps a file that is deleted while it is open', async () => {
    session = await start({ 'base.vlprompt': BASE });
    await session.open('base.vlprompt', BASE);
    await session.open('user.vlprompt', USER);
    await session.until('user.vlprompt', has());
    await session.tell('base.vlprompt', 3);
    await session.type('user.vlprompt', `${USER}class a "a"\n`);
    await session.until('user.vlprompt', has());
  });

  it('reaches through several files', async () => {
    session = await start({
      'base.vlprompt': 'import { ground } from "words.vlprompt"\ntemplate photo { "on ${ground}" }\n',
      'words.vlprompt': 'let ground = "grass"\n',
    });
    await session.open('user.vlprompt', USER);
    await session.until('user.vlprompt', has());
    await session.write('words.vlprompt', 'let earth = "grass"\n');
    await session.tell('words.vlprompt', 2);
    const found = await session.until('user.vlprompt', has('broken-import'));
    assert.match(found[0]?.message ?? '', /base\.vlprompt/);
  });

  it('calls nothing unused that another file of the workspace uses', async () => {
    session = await start({ 'user.vlprompt': USER });
    const text = `${BASE}let nobody = "x"\n`;
    await session.open('base.vlprompt', text);
    const found = await session.until('base.vlprompt', has('unused'));
    assert.match(found[0]?.message ?? '', /nobody/);
  });

  it('reads wildcard files, watches them and no others, and sees them change', async () => {
    session = await start({ 'colours.txt': 'red\n', 'notes.txt': 'nothing\n' });
    const text = 'wildcard colour from "colours.txt"\nrecipe r { prompt: "__colour/warm__" }\n';
    await session.open('user.vlprompt', text);
    await session.until('user.vlprompt', has('unknown-wildcard'));
    await session.type('user.vlprompt', text.replace('/warm', ''));
    await session.until('user.vlprompt', has());
    assert.deepEqual(
      session.watched.map((glob) => path.posix.basename(glob)),
      ['*.vlprompt', 'colours.txt'],
    );
    await session.write('colours.txt', '# empty\n');
    await session.tell('colours.txt', 2);
    await session.until('user.vlprompt', has('empty-wildcard'));
  });

  it('takes the words of an open wildcard file before those on disk', async () => {
    session = await start({ 'colours.txt': '' });
    await session.open('user.vlprompt', 'wildcard colour from "colours.txt"\nrecipe r { prompt: "__colour__" }\n');
    await session.until('user.vlprompt', has('empty-wildcard'));
    await session.open('colours.txt', 'red\n', 'vlwildcard');
    await session.until('user.vlprompt', has());
  });
});

describe('the counting of tokens', () => {
  const TEXT =
    'class a "one" class b "two"\nrecipe r { prompt: "${class}" }\nevaluate e {\n  prompt: "a very long ${class}"\n  on: r\n}\n';
  /** A judge that reads ten characters. */
  const counting: TokenCounting = () => async (_model, reader, texts) =>
    texts.map(
      (text): TokenReading => ({
        count: text.length,
        chunks: [],
        unreadFrom: reader === 'judge' && text.length > 10 ? 10 : undefined,
      }),
    );
  let session: Session;
  afterEach(() => session.end());

  it('underlines what a judge does not read, after everything else is said', async () => {
    session = await start({}, counting);
    await session.open('a.vlprompt', TEXT);
    await session.until('a.vlprompt', has());
    const [found] = await session.until('a.vlprompt', has('prompt-too-long'));
    // "a very lon" is read; the rest of the string is not.
    assert.deepEqual(found?.range, { start: { line: 3, character: 21 }, end: { line: 3, character: 31 } });
  });

  it('moves what it said before along with the text', async () => {
    session = await start({}, counting);
    await session.open('a.vlprompt', TEXT);
    await session.until('a.vlprompt', has('prompt-too-long'));
    await session.type('a.vlprompt', `// one more line\n${TEXT}`);
    const [found] = await session.until('a.vlprompt', has('prompt-too-long'));
    assert.equal(found?.range.start.line, 4);
  });

  it('leaves out what is no longer true', async () => {
    session = await start({}, counting);
    await session.open('a.vlprompt', TEXT);
    await session.until('a.vlprompt', has('prompt-too-long'));
    await session.type('a.vlprompt', TEXT.replace('a very long ', 'a '));
    await session.until('a.vlprompt', has());
  });
});
