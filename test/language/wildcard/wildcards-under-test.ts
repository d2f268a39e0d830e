/** @file A language server over a folder on disk, with a wildcard file open and the cursor in it. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  ProtocolConnection,
  PublishDiagnosticsParams,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node.js';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cursorIn } from '../cursor.ts';
import { startServer } from '../server-under-test.ts';

type Diagnostics = PublishDiagnosticsParams['diagnostics'];

export interface WildcardsUnderTest {
  readonly client: ProtocolConnection;
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
  /** Opens a further file as the editor has it. */
  open(file: string, languageId: string, text: string): Promise<void>;
  /** Replaces the whole text of an open file. */
  change(file: string, text: string): Promise<void>;
  closeFile(file: string): Promise<void>;
  /** Waits until what is said of a file fits. */
  diagnosed(file: string, fits: (found: Diagnostics) => boolean): Promise<Diagnostics>;
  /** How often the editor was asked to ask for lenses anew; waits until that is more than `count`. */
  refreshed(count: number): Promise<number>;
  /** What was said last of a file. */
  latest(file: string): Diagnostics | undefined;
  at(
    file: string,
    position: Position,
  ): { readonly textDocument: { readonly uri: string }; readonly position: Position };
  /** `file:line:character-character` */
  placeOf(uri: string, range: { start: Position; end: Position }): string;
  /** The file after the edit. */
  changed(edit: WorkspaceEdit | undefined, file: string): string;
  close(): Promise<void>;
}

type Position = WildcardsUnderTest['position'];

/** @param marked texts by file; that with `<|>` in it is opened as wildcards. */
export async function openWildcards(marked: Readonly<Record<string, string>>): Promise<WildcardsUnderTest> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'vlprompt-wildcards-')));
  const texts = new Map(Object.entries(marked).map(([file, text]) => [file, text.replace('<|>', '')]));
  for (const [file, text] of texts) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  const uriOf = (file: string) => pathToFileURL(path.join(root, file)).toString();
  const { client, close } = await startServer({
    workspaceFolders: [{ uri: pathToFileURL(root).toString(), name: 'test' }],
    capabilities: { workspace: { codeLens: { refreshSupport: true } } },
  });
  const latest = new Map<string, Diagnostics>();
  const waiting = new Set<() => void>();
  client.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    latest.set(uri, diagnostics);
    for (const look of waiting) look();
  });
  let refreshes = 0;
  client.onRequest('workspace/codeLens/refresh', () => {
    refreshes++;
    for (const look of waiting) look();
    return null;
  });
  const versions = new Map<string, number>();
  const open = async (file: string, languageId: string, text: string) => {
    texts.set(file, text);
    versions.set(file, 1);
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri: uriOf(file), languageId, version: 1, text },
    });
  };
  const [current = '', text = ''] = Object.entries(marked).find(([, each]) => each.includes('<|>')) ?? [];
  await open(current, 'vlwildcard', texts.get(current) ?? '');
  // Waits until every file is known.
  await client.sendRequest('workspace/symbol', { query: '' });
  return {
    client,
    textDocument: { uri: uriOf(current) },
    position: cursorIn(text).position,
    open,
    change: async (file, changed) => {
      texts.set(file, changed);
      const version = (versions.get(file) ?? 0) + 1;
      versions.set(file, version);
      await client.sendNotification('textDocument/didChange', {
        textDocument: { uri: uriOf(file), version },
        contentChanges: [{ text: changed }],
      });
    },
    closeFile: (file) => client.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(file) } }),
    diagnosed: (file, fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = latest.get(uriOf(file));
          if (found === undefined || !fits(found)) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    refreshed: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (refreshes <= count) return;
          waiting.delete(look);
          resolve(refreshes);
        };
        waiting.add(look);
        look();
      }),
    latest: (file) => latest.get(uriOf(file)),
    at: (file, position) => ({ textDocument: { uri: uriOf(file) }, position }),
    placeOf: (uri, { start, end }) => {
      const file = [...texts.keys()].find((each) => uriOf(each) === uri) ?? uri;
      return `${file}:${start.line}:${start.character}-${end.character}`;
    },
    changed: (edit, file) => {
      const edits: TextEdit[] = edit?.changes?.[uriOf(file)] ?? [];
      return TextDocument.applyEdits(TextDocument.create('', '', 0, texts.get(file) ?? ''), edits);
    },
    close: async () => {
      await close();
      await rm(root, { recursive: true });
    },
  };
}
