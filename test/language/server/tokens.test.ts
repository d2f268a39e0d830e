import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type SemanticTokens, type SemanticTokensDelta, SemanticTokenTypes } from 'vscode-languageserver-protocol';
import { tokenModifiers, tokenTypes } from '../../../src/language/features/semantic-legend.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

/** `text:type.modifier` of each token. */
function read(text: string, { data }: SemanticTokens): string[] {
  const lines = text.split('\n');
  let [line, character] = [0, 0];
  const found: string[] = [];
  for (let index = 0; index < data.length; index += 5) {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(index, index + 5);
    line += down;
    character = down > 0 ? right : character + right;
    const modifiers = tokenModifiers.filter((_, bit) => bits & (1 << bit));
    found.push(`${lines[line]?.slice(character, character + length)}:${[tokenTypes[type], ...modifiers].join('.')}`);
  }
  return found;
}

describe('semantic tokens', () => {
  let server: ServerUnderTest;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  async function tokensOf(text: string): Promise<string[]> {
    const { textDocument } = await server.open(text);
    return read(
      text,
      await server.client.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', { textDocument }),
    );
  }

  it('tell names by what they name', async () => {
    const tokens = await tokensOf(
      'class a "x"\nclass b "y"\ngroup g = a\ntemplate t { "${class}" }\nlet n = 3\nrecipe r { prompt: t classes: g steps: n }',
    );
    assert.deepEqual(tokens, [
      'a:class.declaration',
      'b:class.declaration',
      'g:enum.declaration',
      'a:class',
      't:macro.declaration',
      '${:interpolation',
      'class:parameter.readonly',
      '}:interpolation',
      'n:variable.declaration.readonly',
      'r:function.declaration',
      'prompt:property',
      't:macro',
      'classes:property',
      'g:enum',
      'steps:property',
      'n:variable.readonly',
    ]);
  });

  it('know values, metrics and their classes', async () => {
    const tokens = await tokensOf(
      'class a "x"\ndata d from "p" { role: pool }\nevaluate e { on: d expect recall(a) >= 80% expect nonsense > 1% }',
    );
    assert.deepEqual(tokens.slice(1), [
      'd:namespace.declaration',
      'role:property',
      'pool:enumMember.readonly',
      'e:function.declaration',
      'on:property',
      'd:namespace',
      'recall:function.defaultLibrary',
      'a:class',
    ]);
  });

  it('know the marks inside prompts', async () => {
    const tokens = await tokensOf('let w = "x"\nrecipe r { prompt: "a {red|\\{ ${w}}" }');
    assert.deepEqual(tokens.slice(3), [
      '{:variant',
      '|:variant',
      '\\{:escape',
      '${:interpolation',
      'w:variable.readonly',
      '}:interpolation',
      '}:variant',
    ]);
  });

  it('know attention, schedules, breaks, counts and weights', async () => {
    const text = 'wildcard w { "x" }\nrecipe r { prompt: "(a:1.2) [b:c:0.5] [d|e] BREAK {2$$3::f|g} __w__" }';
    assert.deepEqual((await tokensOf(text)).slice(3), [
      '(:attention',
      '::attention',
      '1.2:number',
      '):attention',
      '[:schedule',
      '::schedule',
      '::schedule',
      '0.5:number',
      ']:schedule',
      '[:schedule',
      '|:schedule',
      ']:schedule',
      'BREAK:keyword',
      '{:variant',
      '2$$:count',
      '3:::weight',
      '|:variant',
      '}:variant',
      'w:macro',
    ]);
  });

  it('of a range are those that it touches', async () => {
    const text = 'class a "x"\nclass b "y"\nclass c "z"';
    const { textDocument } = await server.open(text);
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 11 } };
    const tokens = await server.client.sendRequest<SemanticTokens>('textDocument/semanticTokens/range', {
      textDocument,
      range,
    });
    assert.deepEqual(read(text, tokens), ['b:class.declaration']);
  });

  it('are sent as changes after an edit', async () => {
    const { textDocument, uri } = await server.open('class a "x"\nclass b "y"');
    const first = await server.client.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
    await server.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: 'class a "x"\nclass bcd "y"' }],
    });
    const { edits } = await server.client.sendRequest<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      textDocument,
      previousResultId: first.resultId,
    });
    assert.deepEqual(edits, [{ start: 7, deleteCount: 1, data: [3] }]);
  });
});

describe('the legend of semantic tokens', () => {
  it('has kinds of the protocol and those that package.json describes', () => {
    const { contributes } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      contributes: { semanticTokenTypes: { id: string }[] };
    };
    const standard: readonly string[] = Object.values(SemanticTokenTypes);
    assert.deepEqual(
      contributes.semanticTokenTypes.map(({ id }) => id),
      tokenTypes.filter((type) => !standard.includes(type)),
    );
  });
});
