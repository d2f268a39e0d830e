/** @file A language server over a folder on disk, with one of its files open and a cursor in it. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  InitializeParams,
  ProtocolConnection,
  PublishDiagnosticsParams,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node.js';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TokenCounting } from '../../src/language/server/serve.ts';
import { cursorIn } from './cursor.ts';
import { startServer } from './server-under-test.ts';

export interface WorkspaceUnderTest {
  readonly client: ProtocolConnection;
  /** Of the file with the cursor. */
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
  /** Of the text between `⟦` and `⟧` in that file, else the cursor's place. */
  readonly range: { readonly start: Position; readonly end: Position };
  uriOf(file: string): string;
  fileOf(uri: string): string;
  /** Texts after the edit, of the files that it changes. */
  changed(edit: WorkspaceEdit | null | undefined): Record<string, string>;
  close(): Promise<void>;
}

type Position = WorkspaceUnderTest['position'];

export interface WorkspaceOptions {
  readonly params?: Partial<InitializeParams>;
  readonly counting?: TokenCounting;
}

/** @param marked texts by file, one of them with `<|>` or `⟦…⟧` in it; that one is opened. */
export async function openWorkspace(
  marked: Readonly<Record<string, string>>,
  { params = {}, counting }: WorkspaceOptions = {},
): Promise<WorkspaceUnderTest> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'vlprompt-server-')));
  const texts = new Map(Object.entries(marked).map(([file, text]) => [file, text.replace(/<\|>|[⟦⟧]/g, '')]));
  for (const [file, text] of texts) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  const uriOf = (file: string) => pathToFileURL(path.join(root, file)).toString();
  const fileOf = (uri: string) => Object.keys(marked).find((file) => uriOf(file) === uri) ?? uri;
  const workspaceFolders = [{ uri: pathToFileURL(root).toString(), name: 'test' }];
  const { client, close } = await startServer({ workspaceFolders, ...params }, counting);
  const [current = '', text = ''] = Object.entries(marked).find(([, each]) => /<\|>|⟦/.test(each)) ?? [];
  const uri = uriOf(current);
  const checked = new Promise<void>((resolve) =>
    client.onNotification('textDocument/publishDiagnostics', (found: PublishDiagnosticsParams) => {
      if (found.uri === uri) resolve();
    }),
  );
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'vlprompt', version: 1, text: texts.get(current) ?? '' },
  });
  await checked;
  // Waits until every file is known, which completion and hover do not.
  await client.sendRequest('workspace/symbol', { query: '' });
  return {
    client,
    textDocument: { uri },
    position: cursorIn(text).position,
    range: rangeIn(text),
    uriOf,
    fileOf,
    changed: (edit) =>
      Object.fromEntries(
        editsOf(edit).map(([each, edits]) => {
          const file = fileOf(each);
          return [file, TextDocument.applyEdits(TextDocument.create('', '', 0, texts.get(file) ?? ''), [...edits])];
        }),
      ),
    close: async () => {
      await close();
      await rm(root, { recursive: true });
    },
  };
}

function rangeIn(marked: string): { start: Position; end: Position } {
  const [start, end] = [marked.indexOf('⟦'), marked.replace('⟦', '').indexOf('⟧')];
  if (start < 0) return { start: cursorIn(marked).position, end: cursorIn(marked).position };
  const lines = TextDocument.create('', '', 0, marked.replace('⟦', '').replace('⟧', ''));
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

function editsOf(edit: WorkspaceEdit | null | undefined): [string, readonly TextEdit[]][] {
  return Object.entries(edit?.changes ?? {});
}
