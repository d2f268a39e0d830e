import assert from 'node:assert/strict';
import type {
  CompletionList,
  DocumentLink,
  Hover,
  Location,
  LocationLink,
  WorkspaceEdit,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { openWorkspace, type WorkspaceUnderTest } from '../workspace-under-test.ts';

const FILES = {
  'lib/base.vlprompt':
    'class shirt "shirt"\ntemplate photo { "a ${class}" }\nwildcard colour from "../words/colours.txt"\n',
  'words/colours.txt': 'red\nblue\n',
  'models/mine/model_index.json': '{}',
  'data/holdout/shirt/1.png': '',
  'out.txt': '',
};

describe('a workspace of several files', () => {
  let open: WorkspaceUnderTest | undefined;
  afterEach(async () => {
    await open?.close();
    open = undefined;
  });

  async function at(marked: string): Promise<WorkspaceUnderTest> {
    open = await openWorkspace({ ...FILES, 'a.vlprompt': marked });
    return open;
  }

  it('leads from a use to the declaration in another file', async () => {
    const { client, textDocument, position, fileOf } = await at(
      'import "lib/base.vlprompt"\nrecipe r { prompt: ph<|>oto }',
    );
    const [link] = await client.sendRequest<LocationLink[]>('textDocument/definition', { textDocument, position });
    assert.deepEqual(
      [fileOf(link?.targetUri ?? ''), link?.targetSelectionRange.start],
      ['lib/base.vlprompt', { line: 1, character: 9 }],
    );
  });

  it('leads from an import to its file', async () => {
    const { client, textDocument, position, fileOf } = await at('import "lib/ba<|>se.vlprompt"');
    const [link] = await client.sendRequest<LocationLink[]>('textDocument/definition', { textDocument, position });
    assert.equal(fileOf(link?.targetUri ?? ''), 'lib/base.vlprompt');
  });

  it('finds references in other files', async () => {
    const { client, textDocument, position, fileOf } = await at('import { shi<|>rt } from "lib/base.vlprompt"');
    const found = await client.sendRequest<Location[]>('textDocument/references', {
      textDocument,
      position,
      context: { includeDeclaration: true },
    });
    assert.deepEqual(
      found.map(({ uri }) => fileOf(uri)),
      ['a.vlprompt', 'lib/base.vlprompt'],
    );
  });

  it('renames in all files', async () => {
    const { client, textDocument, position, changed } = await at('import { shi<|>rt } from "lib/base.vlprompt"');
    const edit = await client.sendRequest<WorkspaceEdit>('textDocument/rename', {
      textDocument,
      position,
      newName: 'top',
    });
    assert.deepEqual(changed(edit), {
      'a.vlprompt': 'import { top } from "lib/base.vlprompt"',
      'lib/base.vlprompt': FILES['lib/base.vlprompt'].replace('class shirt', 'class top'),
    });
  });

  it('links paths', async () => {
    const { client, textDocument, fileOf } = await at(
      'import "lib/base.vlprompt"<|>\nwildcard w from "words/colours.txt"',
    );
    const links = await client.sendRequest<DocumentLink[]>('textDocument/documentLink', { textDocument });
    assert.deepEqual(
      links.map(({ target }) => fileOf(target ?? '')),
      ['lib/base.vlprompt', 'words/colours.txt'],
    );
  });

  const completed: readonly (readonly [marked: string, labels: readonly string[]])[] = [
    ['import "<|>"', ['data/', 'lib/', 'models/', 'words/', 'a.vlprompt']],
    ['import "./lib/<|>"', ['base.vlprompt']],
    ['wildcard w from "words/<|>"', ['colours.txt']],
    ['data d from "data/<|>"', ['holdout/']],
    ['model m = "<|>"', ['starter/diffusion', 'starter/clip', './models/mine']],
    ['model m = "./models/<|>"', ['starter/diffusion', 'starter/clip', './models/mine', 'mine/']],
    ['import "../<|>"', []],
  ];
  for (const [marked, labels] of completed) {
    it(`completes ${marked}`, async () => {
      const { client, textDocument, position } = await at(marked);
      const { items } = await client.sendRequest<CompletionList>('textDocument/completion', { textDocument, position });
      assert.deepEqual(
        items.map(({ label }) => label),
        labels,
      );
    });
  }

  it('completes names that are not imported yet, and imports them', async () => {
    const { client, textDocument, position } = await at('recipe r { prompt: <|> }');
    const { items } = await client.sendRequest<CompletionList>('textDocument/completion', { textDocument, position });
    const photo = items.find(({ label }) => label === 'photo');
    assert.deepEqual(
      photo?.additionalTextEdits?.map(({ newText }) => newText),
      ['import { photo } from "./lib/base.vlprompt"\n\n'],
    );
  });

  it('hovers over names of other files', async () => {
    const { client, textDocument, position } = await at('import "lib/base.vlprompt"\nlet w = "__col<|>our__"');
    const hover = await client.sendRequest<Hover>('textDocument/hover', { textDocument, position });
    assert.match(JSON.stringify(hover.contents), /2 values/);
  });

  it('finds symbols of all files', async () => {
    const { client, fileOf } = await at('class top "top"<|>');
    const found = await client.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: 'o' });
    assert.deepEqual(
      found.map(({ name, location }) => [name, fileOf(location.uri)]),
      [
        ['top', 'a.vlprompt'],
        ['photo', 'lib/base.vlprompt'],
        ['colour', 'lib/base.vlprompt'],
      ],
    );
  });
});

describe('renaming files', () => {
  async function renamed(marked: string, ...renames: readonly (readonly [from: string, to: string])[]) {
    const { client, uriOf, changed, close } = await openWorkspace({
      ...FILES,
      'a.vlprompt': `${marked}<|>`,
    });
    const files = renames.map(([from, to]) => ({ oldUri: uriOf(from), newUri: uriOf(to) }));
    const edit = await client.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', { files });
    const texts = changed(edit);
    await close();
    return texts;
  }

  it('changes imports of a prompt file', async () => {
    assert.deepEqual(await renamed('import "lib/base.vlprompt"', ['lib/base.vlprompt', 'lib/common.vlprompt']), {
      'a.vlprompt': 'import "lib/common.vlprompt"',
    });
  });

  it('changes the paths of a file that moves', async () => {
    assert.deepEqual(await renamed('import "./lib/base.vlprompt"', ['a.vlprompt', 'deep/er/a.vlprompt']), {
      'a.vlprompt': 'import "../../lib/base.vlprompt"',
    });
  });

  it('changes what names a wildcard file, a folder of data, a model', async () => {
    const text = 'data d from "data/holdout"\nmodel m = "./models/mine"\nmodel n = "starter/clip"';
    assert.deepEqual(await renamed(text, ['data', 'photos'], ['models/mine', 'mine']), {
      'a.vlprompt': 'data d from "photos/holdout"\nmodel m = "./mine"\nmodel n = "starter/clip"',
    });
    assert.deepEqual(await renamed('', ['words/colours.txt', 'words/paint.txt']), {
      'lib/base.vlprompt': FILES['lib/base.vlprompt'].replace('colours.txt', 'paint.txt'),
    });
  });

  it('leaves paths alone whose both ends move together', async () => {
    assert.deepEqual(await renamed('import "lib/base.vlprompt"', ['words', 'w2'], ['lib', 'l2']), {
      'a.vlprompt': 'import "l2/base.vlprompt"',
      'lib/base.vlprompt': FILES['lib/base.vlprompt'].replace('../words', '../w2'),
    });
  });

  it('changes nothing for files that nobody names', async () => {
    assert.deepEqual(await renamed('import "lib/base.vlprompt"', ['out.txt', 'other.txt']), {});
  });
});
