import assert from 'node:assert/strict';
import { createDocument } from '../../../src/language/document.ts';
import { pathLinks } from '../../../src/language/features/links.ts';
import { nameAt, placesOf } from '../../../src/language/features/name-at.ts';
import { rename } from '../../../src/language/features/rename.ts';
import { placeOfTarget } from '../../../src/language/features/target.ts';
import { applyChanges } from '../../../src/language/format/text-change.ts';
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
      const place = found && placeOfTarget(found.target);
      const end = marked.replace('<|>', '').indexOf('⟧') - 1;
      assert.deepEqual([place?.start, place?.end], [start, end]);
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
    const target = nameAt(document, offset)?.target ?? assert.fail('no name');
    assert.deepEqual(
      placesOf([document], target, true).map(({ at }) => at.start),
      [32, 42, 58],
    );
    assert.deepEqual(
      placesOf([document], target, false).map(({ at }) => at.start),
      [32, 58],
    );
  });
});

describe('rename', () => {
  function renamed(marked: string, name: string): string {
    const { text, offset } = cursorIn(marked);
    const document = createDocument('a.vlprompt', text);
    const result = rename(document, offset, name, [document]);
    if (result === undefined || 'refusal' in result) return result?.refusal ?? 'nothing';
    return applyChanges(text, result.changes);
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
    [
      'class a<|> "x" class b "y"',
      'b',
      '"b" is declared already in a.vlprompt; names are unique in a file and what it imports.',
    ],
    ['class a "x<|>"', 'b', 'nothing'],
  ];
  for (const [marked, name, expected] of cases)
    it(`${marked} → ${name}`, () => assert.equal(renamed(marked, name), expected));
});

describe('links', () => {
  it('lead to data folders inside the workspace', () => {
    const text = 'data d from "real/x"\ndata e from "../../out"\nmodel m = "./mine"\nmodel n = "starter/clip"';
    const links = pathLinks(createDocument('folder/a.vlprompt', text)).map(({ at, path }) => [
      text.slice(at.start, at.end),
      path,
    ]);
    assert.deepEqual(links, [
      ['real/x', 'folder/real/x'],
      ['./mine', 'folder/mine'],
    ]);
  });
});
