import assert from 'node:assert/strict';
import type { TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

describe('formatting over the protocol', () => {
  let server: ServerUnderTest;
  const options = { tabSize: 2, insertSpaces: true };
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  async function changed(marked: string, method: string, params: object): Promise<string> {
    const { textDocument, position } = await server.open(marked);
    const edits = await server.client.sendRequest<TextEdit[]>(method, { textDocument, position, options, ...params });
    return TextDocument.applyEdits(TextDocument.create('', '', 0, marked.replace('<|>', '')), edits);
  }

  it('of a range leaves the rest alone', async () => {
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } };
    assert.equal(
      await changed('class = =\nlet  a = 1\n\n\n\nlet  b = 2', 'textDocument/rangeFormatting', { range }),
      'class = =\nlet a = 1\n\n\n\nlet  b = 2',
    );
  });

  it('of a whole file leaves what it cannot read', async () => {
    assert.equal(await changed('let  a=1\nclass  = =', 'textDocument/formatting', {}), 'let a = 1\nclass  = =');
  });

  it('on typing a brace', async () => {
    const text = 'recipe r {\n steps:20\n }<|>';
    assert.equal(await changed(text, 'textDocument/onTypeFormatting', { ch: '}' }), 'recipe r {\n  steps: 20\n}');
  });
});
