import assert from 'node:assert/strict';
import { createDocument } from '../../../src/language/document.ts';
import { foldingRanges } from '../../../src/language/features/folding.ts';
import { pathLinks } from '../../../src/language/features/links.ts';
import { nameAt, placesOf } from '../../../src/language/features/name-at.ts';
import { rename } from '../../../src/language/features/rename.ts';
import { documentSymbols } from '../../../src/language/features/symbols.ts';
import { namePlace } from '../../../src/language/tree/declarations.ts';
import { cursorIn } from '../cursor.ts';

describe('definition', () => {
  /** The cursor stands in a use, ⟦…⟧ around the name that it leads to. */
  const cases: readonly string[] = [
    'template ⟦photo⟧ { "x" } recipe r { prompt: ph<|>oto }',
    'class ⟦a⟧ "x" group g = <|>a',
    'class a "x" group ⟦g⟧ = a recipe r { prompt: "${class}" classes: g<|> }',
    'model ⟦m⟧ = "starter/clip" data d from "x" evaluate e { model: <|>m on: d }',
    'class ⟦a⟧ "x" class b "y" data d from "x" evaluate e { on: d expect recall(a<|>) > 3% }',
    'class a "x" class ⟦b⟧ "y" data d from "x" evaluate e { on: d check confusion(a -> b<|>) < 3% }',
    'let ⟦words⟧ = "x" template t { "a {big|${wo<|>rds}}" }',
    'let ⟦n⟧ = 3 recipe r { prompt: "x" steps: <|>n }',
    'let ⟦n⟧ = 3 recipe r { prompt: "x" steps: [1, <|>n] }',
    'recipe ⟦r⟧ { prompt: "x" } curate c { from: <|>r }',
    'class ⟦a<|>⟧ "x"',
  ];
  for (const marked of cases) {
    it(marked, () => {
      const { text: bracketed, offset: behind } = cursorIn(marked.replace('⟦', '').replace('⟧', ''));
      const start = marked.replace('<|>', '').indexOf('⟦');
      const found = nameAt(createDocument('a.vlprompt', bracketed), behind);
      assert.deepEqual(found && namePlace(found.declaration), {
        file: 'a.vlprompt',
        start,
        end: marked.replace('<|>', '').indexOf('⟧') - 1,
      });
    });
  }

  it('of what is no name leads nowhere', () => {
    const { text, offset } = cursorIn('class a "some <|>words"');
    assert.equal(nameAt(createDocument('a.vlprompt', text), offset), undefined);
  });
});

describe('references', () => {
  it('are the declaration and every use, in the order of the text', () => {
    const { text, offset } = cursorIn('recipe r { prompt: "x" classes: a } class <|>a "x" group g = a class b "a"');
    const document = createDocument('a.vlprompt', text);
    const declaration = nameAt(document, offset)?.declaration ?? assert.fail('no name');
    assert.deepEqual(
      placesOf(document, declaration, true).map((at) => at.start),
      [32, 42, 58],
    );
    assert.deepEqual(
      placesOf(document, declaration, false).map((at) => at.start),
      [32, 58],
    );
  });
});

describe('rename', () => {
  function renamed(marked: string, name: string): string {
    const { text, offset } = cursorIn(marked);
    const result = rename(createDocument('a.vlprompt', text), offset, name);
    if (result === undefined || 'refusal' in result) return result?.refusal ?? 'nothing';
    return result.changes
      .toReversed()
      .reduce((changed, { at, text: to }) => changed.slice(0, at.start) + to + changed.slice(at.end), text);
  }

  const cases: readonly (readonly [string, string, string])[] = [
    [
      'let w<|> = "x" recipe r { prompt: "${w} {${w}|w}" negative: w }',
      'words',
      'let words = "x" recipe r { prompt: "${words} {${words}|w}" negative: words }',
    ],
    [
      'class a<|> "a" group g = a recipe r { prompt: "${class} a" classes: a }',
      'b',
      'class b "a" group g = b recipe r { prompt: "${class} a" classes: b }',
    ],
    [
      'class a "x" recipe r { prompt: "${class}" classes: <|>a }',
      'a',
      'class a "x" recipe r { prompt: "${class}" classes: a }',
    ],
    ['class a<|> "x"', 'two words', '"two words" is not a name; a name is made of letters, digits, "_" and "-".'],
    ['class a<|> "x"', 'where', '"where" has a meaning of its own in the language; choose another name.'],
    ['class a<|> "x"', 'all', '"all" has a meaning of its own in the language; choose another name.'],
    ['class a<|> "x" class b "y"', 'b', '"b" is declared already; names are unique in a file.'],
    ['class a "x<|>"', 'b', 'nothing'],
  ];
  for (const [marked, name, expected] of cases)
    it(`${marked} → ${name}`, () => assert.equal(renamed(marked, name), expected));
});

describe('the outline', () => {
  it('has every declaration with its settings', () => {
    const symbols = documentSymbols(
      createDocument('a.vlprompt', 'class a "words" { also: "x" }\nrecipe { prompt: "y" }\nimport "z"'),
    );
    assert.deepEqual(
      symbols.map(({ name, detail, children }) => [name, detail, children?.map((child) => child.name)]),
      [
        ['a', 'words', ['also']],
        ['(recipe without a name)', 'recipe', ['prompt']],
      ],
    );
  });
});

describe('folding', () => {
  it('folds bodies and comments of several lines', () => {
    const text = '// one\n// two\nclass a "x" {\n  also: "y"\n}\n// alone\nclass b "z" { also: "q" }\n';
    const folds = foldingRanges(createDocument('a.vlprompt', text)).map(({ startLine, endLine }) => [
      startLine,
      endLine,
    ]);
    assert.deepEqual(folds, [
      [2, 3],
      [0, 1],
    ]);
  });
});

describe('links', () => {
  it('lead to data folders inside the workspace', () => {
    const text = 'data d from "real/x"\ndata e from "../../out"';
    const links = pathLinks(createDocument('folder/a.vlprompt', text)).map(({ at, path }) => [
      text.slice(at.start, at.end),
      path,
    ]);
    assert.deepEqual(links, [['real/x', 'folder/real/x']]);
  });
});
