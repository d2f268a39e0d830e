import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { CompletionList, Hover, LocationLink, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type PlanResult, planRequest } from '../../src/protocol/language.ts';
import { type ServerUnderTest, startServer } from './server-under-test.ts';

const FILE = `/// What is worn.
class shirt "shirt"
class dress "dress"
template photo {
  "a photo of a \${class}"
}
recipe preview {
  prompt: photo
  images: 2
}
`;

describe('the language server', () => {
  let server: ServerUnderTest;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  it('answers vlprompt/plan for the text in the editor', async () => {
    const { uri } = await server.open(FILE);
    const { plan, errors } = await server.client.sendRequest<PlanResult>(planRequest, { uri });
    assert.equal(errors, 0);
    assert.deepEqual(
      plan.recipes.map((recipe) => recipe.cells.flatMap((cell) => cell.images).length),
      [4],
    );
  });

  it('plans the newest text, whether or not it was parsed already', async () => {
    const { uri } = await server.open(FILE);
    const contentChanges = [{ text: FILE.replace('images: 2', 'images: 3') }];
    await server.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges,
    });
    const { plan } = await server.client.sendRequest<PlanResult>(planRequest, { uri });
    assert.equal(plan.recipes[0]?.cells[0]?.images.length, 3);
  });

  it('publishes diagnostics with codes', async () => {
    const { diagnostics } = await server.open('class shirt');
    assert.deepEqual(
      diagnostics.map(({ code, source }) => [code, source]),
      [['missing-caption', 'vlprompt']],
    );
  });

  it('links each code to its page', async () => {
    const { diagnostics } = await server.open('class shirt');
    const page = new URL(diagnostics[0]?.codeDescription?.href ?? '');
    assert.match(readFileSync(page, 'utf8'), /^# `missing-caption`/);
  });

  it('measures prompts with the tokenizers of the pack that its client names', async () => {
    let hear: (measured: readonly unknown[]) => void = () => {};
    const measured = new Promise<readonly unknown[]>((resolve) => {
      hear = resolve;
    });
    const params = { initializationOptions: { starterPack: '/pack' } };
    const counting = await startServer(params, (options) => async (_model, reader, texts) => {
      hear([options, reader, texts]);
      return undefined;
    });
    await counting.open('class a "one" class b "two" recipe r { prompt: "${class}" } evaluate e { on: r }');
    assert.deepEqual(await measured, [{ starterPack: '/pack' }, 'judge', ['a photo of a one', 'a photo of a two']]);
    await counting.close();
  });

  it('keeps its diagnostics when a tokenizer cannot be read', async () => {
    const counting = await startServer({}, () => async () => undefined);
    const { diagnostics } = await counting.open(`${FILE}class coat`);
    await counting.close();
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['missing-caption'],
    );
  });

  it('completes', async () => {
    const { textDocument, position } = await server.open(`${FILE}recipe b {\n  sched<|>\n}`);
    const { items } = await server.client.sendRequest<CompletionList>('textDocument/completion', {
      textDocument,
      position,
    });
    assert.ok(items.some((item) => item.label === 'scheduler'));
  });

  it('hovers', async () => {
    const { textDocument, position } = await server.open(FILE.replace('class shirt', 'class shi<|>rt'));
    const hover = await server.client.sendRequest<Hover>('textDocument/hover', { textDocument, position });
    assert.match(JSON.stringify(hover.contents), /What is worn\./);
  });

  it('goes to definitions', async () => {
    const { textDocument, position } = await server.open(FILE.replace('prompt: photo', 'prompt: pho<|>to'));
    const links = await server.client.sendRequest<LocationLink[]>('textDocument/definition', {
      textDocument,
      position,
    });
    assert.deepEqual(
      links.map((link) => link.targetSelectionRange.start),
      [{ line: 3, character: 9 }],
    );
  });

  it('renames', async () => {
    const { textDocument, position, uri } = await server.open(FILE.replace('prompt: photo', 'prompt: pho<|>to'));
    const edit = await server.client.sendRequest<WorkspaceEdit>('textDocument/rename', {
      textDocument,
      position,
      newName: 'plain',
    });
    assert.deepEqual(
      edit.changes?.[uri]?.map(({ range, newText }) => [range.start.line, newText]),
      [
        [3, 'plain'],
        [7, 'plain'],
      ],
    );
  });

  it('says why a name cannot be taken', async () => {
    const { textDocument, position } = await server.open(FILE.replace('prompt: photo', 'prompt: pho<|>to'));
    const request = server.client.sendRequest('textDocument/rename', { textDocument, position, newName: 'class' });
    await assert.rejects(request, /"class" has a meaning of its own/);
  });

  it('offers quick fixes', async () => {
    const { textDocument, uri } = await server.open(FILE.replace('prompt: photo', 'prompt: photos'));
    const range = { start: { line: 7, character: 11 }, end: { line: 7, character: 11 } };
    const actions = await server.client.sendRequest<{ edit: WorkspaceEdit }[]>('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [], only: ['quickfix'] },
    });
    assert.deepEqual(
      actions.map(({ edit }) => edit.changes?.[uri]?.map((change) => change.newText)),
      [['photo']],
    );
  });

  it('formats', async () => {
    const { textDocument } = await server.open('class   shirt   "shirt"');
    const edits = await server.client.sendRequest<TextEdit[]>('textDocument/formatting', {
      textDocument,
      options: { tabSize: 2, insertSpaces: true },
    });
    const formatted = TextDocument.applyEdits(TextDocument.create('', '', 0, 'class   shirt   "shirt"'), edits);
    assert.equal(formatted, 'class shirt "shirt"\n');
  });

  it('outlines and folds', async () => {
    const { textDocument } = await server.open(FILE);
    const symbols = await server.client.sendRequest<{ name: string }[]>('textDocument/documentSymbol', {
      textDocument,
    });
    const folds = await server.client.sendRequest<{ startLine: number }[]>('textDocument/foldingRange', {
      textDocument,
    });
    assert.deepEqual(
      [symbols.map((symbol) => symbol.name), folds.map((fold) => fold.startLine)],
      [
        ['shirt', 'dress', 'photo', 'preview'],
        [3, 6],
      ],
    );
  });
});
