import assert from 'node:assert/strict';
import type { DocumentSymbol, FoldingRange, SelectionRange, SignatureHelp } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

describe('the shape of a file', () => {
  let server: ServerUnderTest;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  async function selections(marked: string): Promise<string[]> {
    const { textDocument, position } = await server.open(marked);
    const [innermost] = await server.client.sendRequest<SelectionRange[]>('textDocument/selectionRange', {
      textDocument,
      positions: [position],
    });
    const lines = TextDocument.create('', '', 0, marked.replace('<|>', ''));
    const found: string[] = [];
    for (let each = innermost; each; each = each.parent) found.push(lines.getText(each.range));
    return found;
  }

  it('selects outwards from a word in a prompt', async () => {
    const body = '{\n  prompt: "a {dark r<|>ed|blue} wall"\n}'.replace('<|>', '');
    assert.deepEqual(await selections('recipe r {\n  prompt: "a {dark r<|>ed|blue} wall"\n}\nclass a "x"'), [
      'red',
      'dark red',
      '{dark red|blue}',
      'a {dark red|blue} wall',
      '"a {dark red|blue} wall"',
      'prompt: "a {dark red|blue} wall"',
      body,
      `recipe r ${body}`,
      `recipe r ${body}\nclass a "x"`,
    ]);
  });

  it('selects outwards from a value', async () => {
    assert.deepEqual((await selections('recipe r { guidance: [1, 1<|>3] }')).slice(0, 4), [
      '13',
      '[1, 13]',
      'guidance: [1, 13]',
      '{ guidance: [1, 13] }',
    ]);
  });

  it('selects outwards from an interpolation', async () => {
    assert.deepEqual((await selections('let w = "a ${cla<|>ss} b"')).slice(0, 3), [
      'class',
      '${class}',
      'a ${class} b',
    ]);
  });

  it('selects in an empty file', async () => assert.deepEqual(await selections('<|>'), ['']));

  it('outlines declarations with what they say', async () => {
    const { textDocument } = await server.open(
      'import "./base.vlprompt"\nclass a "words" { also: "x" }\nmodel m = "starter/clip"\nlet n = [1, 2]\nevaluate e { expect accuracy >= 3% }\nrecipe',
    );
    const symbols = await server.client.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    const lines = symbols.map(({ name, detail, children = [] }) => [
      name,
      detail,
      ...children.map((child) => `${child.name} ${child.detail ?? ''}`.trim()),
    ]);
    assert.deepEqual(lines, [
      ['"./base.vlprompt"', 'import'],
      ['a', 'words', 'also "x"'],
      ['m', 'starter/clip'],
      ['n', '[1, 2]'],
      ['e', 'evaluate', 'expect accuracy >= 3%'],
      ['(recipe without a name)', 'recipe'],
    ]);
  });

  it('folds bodies, strings, comments and imports', async () => {
    const { textDocument } = await server.open(
      [
        'import "a.vlprompt"', // 0
        'import "b.vlprompt"',
        '', // 2
        '// one',
        '// two',
        '/* three', // 5
        '   four */',
        'class a "x" {', // 7
        '  also: "y"',
        '}',
        'let w = """', // 10
        '  // no comment',
        '  // at all',
        '"""',
        'class b "z" // beside', // 14
        'class c "q" // one another',
      ].join('\n'),
    );
    const folds = await server.client.sendRequest<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    assert.deepEqual(
      folds
        .map(({ startLine, endLine, kind }) => [startLine, endLine, kind])
        .toSorted((a, b) => Number(a[0]) - Number(b[0])),
      [
        [0, 1, 'imports'],
        [3, 4, 'comment'],
        [5, 6, 'comment'],
        [7, 8, undefined],
        [10, 12, undefined],
      ],
    );
  });
});

describe('signature help', () => {
  let server: ServerUnderTest;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  async function signature(marked: string): Promise<string> {
    const { textDocument, position } = await server.open(marked);
    const help = await server.client.sendRequest<SignatureHelp | null>('textDocument/signatureHelp', {
      textDocument,
      position,
    });
    const [found] = help?.signatures ?? [];
    if (found === undefined) return '';
    return `${found.label} @ ${String(found.parameters?.[help?.activeParameter ?? -1]?.label)}`;
  }

  const cases: readonly (readonly [marked: string, shown: string])[] = [
    ['evaluate e { expect recall(<|>', 'recall(class) @ class'],
    ['evaluate e { expect recall(<|>) >= 3% }', 'recall(class) @ class'],
    ['evaluate e { check confusion(a -> <|>', 'confusion(true class -> judged class) @ judged class'],
    ['evaluate e { check confusion(<|>a -> b)', 'confusion(true class -> judged class) @ true class'],
    ['recipe r { zip(guidance, <|>', 'zip(axis, other axis, …) @ other axis'],
    ['evaluate e { expect recall(a)<|>', ''],
    ['evaluate e { expect accuracy(<|>', ''],
    ['evaluate e { expect constructor(<|>', ''],
    ['recipe r { prompt: "expect recall(<|>"', ''],
    ['// expect recall(<|>', ''],
  ];
  for (const [marked, shown] of cases) it(marked, async () => assert.equal(await signature(marked), shown));
});
