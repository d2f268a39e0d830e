/** @file Wildcard files through the language server protocol. */
import assert from 'node:assert/strict';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  DocumentSymbol,
  Hover,
  Location,
  LocationLink,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { isWildcardFileRequest } from '../../../src/protocol/language.ts';
import { openWildcards, type WildcardsUnderTest } from './wildcards-under-test.ts';

const PROMPTS = `wildcard colour from "wildcards/colour.txt"
wildcard things from "wildcards/things.yaml"
recipe still { prompt: "a __colour__ __things/fruit__" }
`;
const THINGS = 'fruit: [apple, pear]\ntools: [saw]\n';
const files = { 'shop.vlprompt': PROMPTS, 'wildcards/colour.txt': 'red\nblue\n', 'wildcards/things.yaml': THINGS };

describe('the language server, for wildcard files', () => {
  let open: WildcardsUnderTest;
  afterEach(() => open.close());

  async function ask<R>(method: string, marked: string, params: object = {}): Promise<R> {
    open = await openWildcards({ ...files, 'wildcards/colour.txt': marked });
    const { textDocument, position } = open;
    await open.diagnosed('wildcards/colour.txt', () => true);
    return open.client.sendRequest<R>(method, { textDocument, position, ...params });
  }

  it('publishes diagnostics, and again when a prompt file changes what they depend on', async () => {
    open = await openWildcards({ ...files, 'wildcards/colour.txt': '<|>red\ndark __colur__\nred\n' });
    const found = await open.diagnosed('wildcards/colour.txt', (all) =>
      all.some(({ code }) => code === 'unknown-wildcard'),
    );
    assert.deepEqual(
      found.map(({ code, range }) => [code, range.start.line]),
      [
        ['unknown-wildcard', 1],
        ['duplicate-value', 2],
      ],
    );
    await open.open('shop.vlprompt', 'vlprompt', PROMPTS.replace('wildcard colour', 'wildcard colur'));
    await open.diagnosed('wildcards/colour.txt', (all) => !all.some(({ code }) => code === 'unknown-wildcard'));
    await open.change('shop.vlprompt', 'class a "a"');
    await open.diagnosed('wildcards/colour.txt', (all) => all.some(({ code }) => code === 'unused'));
  });

  it('tells prompt files what is typed into a wildcard file', async () => {
    open = await openWildcards({ ...files, 'wildcards/colour.txt': '<|>red' });
    await open.open('shop.vlprompt', 'vlprompt', PROMPTS);
    await open.diagnosed('shop.vlprompt', (all) => !all.some(({ code }) => code === 'empty-wildcard'));
    await open.change('wildcards/colour.txt', '# nothing\n');
    await open.diagnosed('shop.vlprompt', (all) => all.some(({ code }) => code === 'empty-wildcard'));
  });

  it('checks files that nobody has open, until prompt files read them no more', async () => {
    open = await openWildcards({
      ...files,
      'wildcards/colour.txt': '<|>red',
      'wildcards/things.yaml': '- [red]\n- blue\n',
    });
    await open.open('shop.vlprompt', 'vlprompt', PROMPTS);
    const [found] = await open.diagnosed('wildcards/things.yaml', (all) => all.length === 1);
    assert.equal(found?.code, 'wildcard-shape');
    await open.change('shop.vlprompt', 'class a "a"');
    await open.diagnosed('wildcards/things.yaml', (all) => all.length === 0);
  });

  it('serves YAML and JSON that prompt files read, wherever they are', async () => {
    const prompts = PROMPTS.replace('wildcards/things.yaml', 'words.json');
    open = await openWildcards({
      ...files,
      'shop.vlprompt': prompts,
      'words.json': '["x"]',
      'wildcards/colour.txt': '<|>red',
    });
    await open.open('words.json', 'json', '{"fruit": ["apple"], "rest": ["x"]}');
    await open.diagnosed('words.json', ([first]) => first?.code === 'unused' && first.message.includes('rest'));
    const places = await open.client.sendRequest<Location[]>('textDocument/references', {
      ...open.at('words.json', { line: 0, character: 4 }),
      context: { includeDeclaration: true },
    });
    assert.deepEqual(
      places.map(({ uri, range }) => open.placeOf(uri, range)),
      ['shop.vlprompt:2:46-51', 'words.json:0:2-7'],
    );
  });

  it('leaves other YAML and JSON alone', async () => {
    open = await openWildcards({ ...files, 'wildcards/colour.txt': '<|>red' });
    await open.open('package.json', 'json', '{');
    await open.open('wildcards/package.json', 'json', '{');
    await open.diagnosed('wildcards/package.json', (all) => all.length > 0);
    assert.equal(open.latest('package.json'), undefined);
  });

  it('says which files are wildcards', async () => {
    open = await openWildcards({
      ...files,
      'shop.vlprompt': PROMPTS.replace('wildcards/things.yaml', 'words.txt'),
      'wildcards/colour.txt': '<|>red',
    });
    const answers = ['words.txt', 'wildcards/colour.txt', 'other.txt'].map((file) =>
      open.client.sendRequest<boolean>(isWildcardFileRequest, open.at(file, { line: 0, character: 0 }).textDocument),
    );
    assert.deepEqual(await Promise.all(answers), [true, true, false]);
  });

  it('selects no prompts in it', async () => {
    const positions = [{ line: 0, character: 1 }];
    assert.equal(await ask<unknown>('textDocument/selectionRange', 'r<|>ed', { positions }), null);
  });

  it('keeps saying what is wrong when an editor is closed', async () => {
    open = await openWildcards({ ...files, 'wildcards/colour.txt': '<|>red\nred\n' });
    await open.open('shop.vlprompt', 'vlprompt', PROMPTS);
    await open.diagnosed('wildcards/colour.txt', ([first]) => first?.code === 'duplicate-value');
    await open.change('wildcards/colour.txt', 'red\n');
    await open.diagnosed('wildcards/colour.txt', (all) => all.length === 0);
    await open.closeFile('wildcards/colour.txt');
    await open.diagnosed('wildcards/colour.txt', ([first]) => first?.code === 'duplicate-value');
  });

  it('hovers', async () => {
    const hover = await ask<Hover>('textDocument/hover', 're<|>d\n3::blue\n');
    assert.match(JSON.stringify(hover.contents), /Weight 1 of 4: 25% in `__colour__`/);
  });

  it('completes', async () => {
    const { items } = await ask<CompletionList>('textDocument/completion', 'dark __<|>');
    assert.deepEqual(
      items.map(({ textEdit }) => textEdit?.newText),
      ['colour__', 'things__', 'things/fruit__', 'things/tools__'],
    );
  });

  it('goes from a value to the key it names', async () => {
    const links = await ask<LocationLink[]>('textDocument/definition', 'dark __things/fr<|>uit__');
    assert.deepEqual(
      links.map((link) => open.placeOf(link.targetUri, link.targetSelectionRange)),
      ['wildcards/things.yaml:0:0-5'],
    );
  });

  it('finds references of the file and of what its values name', async () => {
    const context = { includeDeclaration: true };
    const places = await ask<Location[]>('textDocument/references', 'r<|>ed\n', { context });
    assert.deepEqual(
      places.map(({ uri, range }) => open.placeOf(uri, range)),
      ['shop.vlprompt:2:28-34'],
    );
    const { textDocument } = open;
    await open.change('wildcards/colour.txt', 'a __things/fruit__\n');
    const keys = await open.client.sendRequest<Location[]>('textDocument/references', {
      textDocument,
      position: { line: 0, character: 13 },
      context,
    });
    assert.deepEqual(keys.map(({ uri, range }) => open.placeOf(uri, range)).toSorted(), [
      'shop.vlprompt:2:46-51',
      'wildcards/colour.txt:0:11-16',
      'wildcards/things.yaml:0:0-5',
    ]);
  });

  it('renames a wildcard where a value names it', async () => {
    const edit = await ask<WorkspaceEdit>('textDocument/rename', 'a __thi<|>ngs__', { newName: 'objects' });
    assert.equal(open.changed(edit, 'wildcards/colour.txt'), 'a __objects__');
    assert.equal(
      open.changed(edit, 'shop.vlprompt'),
      PROMPTS.replace('wildcard things', 'wildcard objects').replace('__things', '__objects'),
    );
  });

  it('outlines', async () => {
    const symbols = await ask<DocumentSymbol[]>('textDocument/documentSymbol', 'red\nblue<|>');
    assert.deepEqual(
      symbols.map(({ name, detail }) => [name, detail]),
      [['colour.txt', '2 values']],
    );
  });

  it('sums up above the file, and leads to its uses', async () => {
    const [lens] = await ask<CodeLens[]>('textDocument/codeLens', 'red\n0::blue<|>');
    assert.equal(lens?.command?.title, '2 values · 1 unused · used by 1 recipe');
    const [uri, , uses] = lens?.command?.arguments ?? [];
    assert.deepEqual(
      [uri, (uses as Location[]).map((use) => open.placeOf(use.uri, use.range))],
      [open.textDocument.uri, ['shop.vlprompt:2:28-34']],
    );
  });

  it('has the line asked for anew when prompts change what it says', async () => {
    open = await openWildcards({ ...files, 'wildcards/colour.txt': '<|>red\n' });
    await open.open('shop.vlprompt', 'vlprompt', PROMPTS);
    await open.change('shop.vlprompt', `${PROMPTS}recipe more { prompt: "__colour__" }\n`);
    const title = async () => {
      const { textDocument } = open;
      const [lens] = await open.client.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
      return lens?.command?.title;
    };
    // Every change of the line is told, so that whoever asks after each sees the last one.
    let count = 0;
    do count = await open.refreshed(count);
    while ((await title()) !== '1 value · used by 2 recipes');
  });

  it('formats', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await ask<TextEdit[]>('textDocument/formatting', 'red  \n# c\nblue<|>', { options });
    assert.equal(
      open.changed({ changes: { [open.textDocument.uri]: edits } }, 'wildcards/colour.txt'),
      'red\n# c\nblue\n',
    );
  });

  it('offers fixes and changes', async () => {
    const at = { line: 2, character: 0 };
    const actions = await ask<CodeAction[]>('textDocument/codeAction', 'red\nblue\nred<|>\n', {
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    assert.deepEqual(
      actions.map(({ title, kind, edit }) => [title, kind, open.changed(edit, 'wildcards/colour.txt')]),
      [
        ['Remove this value', 'quickfix', 'red\nblue\n'],
        ['Sort values', 'refactor.rewrite', 'blue\nred\nred\n'],
        ['Remove values that stand twice', 'refactor.rewrite', 'red\nblue\n'],
      ],
    );
  });
});
