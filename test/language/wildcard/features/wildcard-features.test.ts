import assert from 'node:assert/strict';
import { nameOfTarget } from '../../../../src/language/features/target.ts';
import { applyChanges } from '../../../../src/language/format/text-change.ts';
import { actionsFor } from '../../../../src/language/wildcard/features/actions.ts';
import { checkView } from '../../../../src/language/wildcard/features/check-view.ts';
import { completionsAt } from '../../../../src/language/wildcard/features/completion.ts';
import { summaryOf } from '../../../../src/language/wildcard/features/counts.ts';
import { hoverAt } from '../../../../src/language/wildcard/features/hover.ts';
import { namesAt, placesAt } from '../../../../src/language/wildcard/features/names.ts';
import { wildcardSymbols } from '../../../../src/language/wildcard/features/symbols.ts';
import { formatLines } from '../../../../src/language/wildcard/format-lines.ts';
import { parseWildcardFile } from '../../../../src/language/wildcard/wildcard-file.ts';
import { shop, viewOf } from './views.ts';

const THINGS = 'fruit: [apple, pear]\ntools:\n  - hammer\n  - 3::saw\nrest: [x]\n';
const files = { ...shop, 'wildcards/colour.txt': 'red\nblue\n', 'wildcards/things.yaml': THINGS };
const colours = (marked: string) => viewOf('wildcards/colour.txt', marked, files);
const things = (marked: string) => viewOf('wildcards/things.yaml', marked, files);

describe('problems of a wildcard file among prompt files', () => {
  function problems({ view }: ReturnType<typeof viewOf>): string[] {
    return checkView(view).map(
      ({ code, at, message }) => `${code} “${view.file.text.slice(at.start, at.end)}” ${message}`,
    );
  }

  it('are none where prompts take every value', () => assert.deepEqual(problems(colours('red\nblue\n')), []));

  it('tell of a key that no prompt reads', () => {
    assert.deepEqual(problems(things(THINGS)), ['unused “rest” The key `rest` is not used.']);
  });

  it('tell of the outermost of them', () => {
    const found = problems(things('fruit: [x]\ntools: [y]\nrest: {a: [x], b: {c: [y]}}\n'));
    assert.deepEqual(found, ['unused “rest” The key `rest` is not used.']);
  });

  it('tell of a file that no prompt reads', () => {
    const { view } = viewOf('wildcards/lost.txt', 'a\nb\n', files);
    assert.deepEqual(problems({ view, offset: 0 }), ['unused “a” The wildcard file `wildcards/lost.txt` is not used.']);
  });

  it('tell of names that the prompt files do not know', () => {
    const [found, ...more] = checkView(colours('dark __colur__\n__things/fruit__\n__things/fruits__').view);
    assert.deepEqual(
      [found?.code, found?.fix?.text, more.map(({ code, fix }) => [code, fix?.text])],
      ['unknown-wildcard', 'colour', [['unknown-wildcard', 'things/fruit']]],
    );
  });

  it('look no names up as long as no prompt file reads it', () => {
    const { view } = viewOf('wildcards/lost.txt', '__nobody__\n', files);
    assert.deepEqual(
      checkView(view).map(({ code }) => code),
      ['unused'],
    );
  });

  it('tell of what cannot stand in a value', () => {
    const codes = checkView(colours('{a|b\n${class}\n').view).map(({ code }) => code);
    assert.deepEqual(codes, ['prompt-syntax', 'wildcard-interpolation']);
  });
});

describe('above a wildcard file', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['wildcards/colour.txt', 'red\nblue\n', '2 values · used by 2 recipes'],
    ['wildcards/colour.txt', 'red\n0::blue\nred\n', '3 values · 2 unused · used by 2 recipes'],
    ['wildcards/things.yaml', THINGS, '5 values · 1 unused · used by 2 recipes'],
    ['wildcards/lost.txt', 'red\n', '1 value · no prompt file reads this'],
  ];
  for (const [file, text, expected] of cases) {
    it(`stands: ${expected}`, () => assert.equal(summaryOf(viewOf(file, text, files).view), expected));
  }

  it('stands that no recipe reads it', () => {
    const { view } = viewOf('a.txt', 'x', { 'a.vlprompt': 'wildcard a from "a.txt"\nlet b = "__a__"' });
    assert.equal(summaryOf(view), '1 value · used by no recipe');
  });

  it('stands that recipes read it by way of a class', () => {
    const prompts = 'wildcard a from "a.txt"\nclass c "a __a__"\nrecipe r { prompt: "${class}" }';
    assert.equal(summaryOf(viewOf('a.txt', 'x', { 'a.vlprompt': prompts }).view), '1 value · used by 1 recipe');
  });
});

describe('hover in a wildcard file', () => {
  const cases: readonly (readonly [string, ReturnType<typeof viewOf>, string | undefined])[] = [
    [
      'tells a value’s share',
      colours('re<|>d\n3::blue\n'),
      'Weight 1 of 4: 25% in `__colour__`.\n\nUsed by `both (shop.vlprompt)`, `more (other.vlprompt)`.',
    ],
    [
      'tells the share in a list under a key',
      things(THINGS.replace('saw', 's<|>aw')),
      'Weight 3 of 4: 75% in `__things/tools__`.\n\nUsed by `still (shop.vlprompt)`, `both (shop.vlprompt)`.',
    ],
    [
      'tells of what is never chosen',
      colours('0::re<|>d\nblue'),
      'Weight 0: never chosen in `__colour__`.\n\nUsed by `both (shop.vlprompt)`, `more (other.vlprompt)`.',
    ],
    [
      'tells of a key',
      things(THINGS.replace('fruit', 'fr<|>uit')),
      '**key** `fruit` of the wildcard `things`\n\n2 values.\n- `apple`\n- `pear`\n\nUsed by `still (shop.vlprompt)`, `both (shop.vlprompt)`.',
    ],
    [
      'tells of a name in a value',
      colours('__thi<|>ngs__'),
      '**wildcard** `things`\n\nUsed by `both (shop.vlprompt)`, `more (other.vlprompt)`.',
    ],
    [
      'tells of a file that nobody reads',
      viewOf('lost.txt', '<|>a', files),
      'Weight 1 of 1: 100% in its list.\n\nNo prompt names this file.',
    ],
    ['says nothing of comments', colours('# so<|>me\nred'), undefined],
  ];
  for (const [title, { view, offset }, expected] of cases) {
    it(title, () => assert.equal(hoverAt(view, offset)?.markdown, expected));
  }
});

describe('names in a wildcard file', () => {
  it('lead to what they mean', () => {
    for (const [marked, expected] of [
      ['dark __col<|>our__', ['colour']],
      ['__things/fr<|>uit__', ['fruit']],
      ['__thi<|>ngs/fruit__', ['things']],
      ['r<|>ed', []],
    ] as const) {
      const { view, offset } = colours(marked);
      assert.deepEqual(
        namesAt(view, offset).map(({ target }) => nameOfTarget(target)),
        expected,
      );
    }
  });

  function places({ view, offset }: ReturnType<typeof viewOf>, isDeclarationWanted = true): string[] {
    const texts: Readonly<Record<string, string>> = { ...files, [view.file.file]: view.file.text };
    return placesAt(view, offset, isDeclarationWanted).map(
      ({ file, start, end }) => `${file} ${texts[file]?.slice(start, end)}`,
    );
  }

  it('are found wherever they stand', () => {
    assert.deepEqual(places(things(THINGS.replace('fruit', 'fr<|>uit'))), [
      'shop.vlprompt fruit',
      'wildcards/things.yaml fruit',
    ]);
    assert.deepEqual(places(things(THINGS.replace('fruit', 'fr<|>uit')), false), ['shop.vlprompt fruit']);
  });

  it('elsewhere are those of the file', () => {
    assert.deepEqual(places(colours('r<|>ed')), ['shop.vlprompt colour', 'other.vlprompt col*']);
  });
});

describe('completion in a wildcard file', () => {
  function labels(marked: string): (string | undefined)[] {
    const { view, offset } = colours(marked);
    return completionsAt(view, offset)?.items.map(({ text }) => text) ?? [];
  }
  const all = ['colour__', 'things__', 'things/fruit__', 'things/tools__', 'things/rest__'];

  it('offers every name and key', () => assert.deepEqual(labels('dark __co<|>'), all));
  it('closes nothing twice', () =>
    assert.deepEqual(
      labels('__<|>__'),
      all.map((name) => name.slice(0, -2)),
    ));
  it('follows what is closed', () => assert.deepEqual(labels('__colour__ and __<|>'), all));
  for (const marked of ['red<|>', '__colour__<|>', '# __<|>', '\\__<|>', 'a_<|>']) {
    it(`offers nothing in ${marked}`, () => assert.deepEqual(labels(marked), []));
  }
});

describe('the outline of a wildcard file', () => {
  function outline(file: string, text: string) {
    const { view } = viewOf(file, text);
    return wildcardSymbols(view.file, view.lines).map(({ name, detail, children }) => [
      name,
      detail,
      children?.map((child) => child.name),
    ]);
  }

  it('has keys with their numbers of values', () => {
    assert.deepEqual(outline('a.yaml', 'a: {b: [x, y], c: [z]}\nd: [q]'), [
      ['a', '3 values', ['b', 'c']],
      ['d', '1 value', []],
    ]);
  });
  it('has the file when there are no keys', () =>
    assert.deepEqual(outline('f/a.txt', 'x\ny'), [['a.txt', '2 values', []]]));
  it('is empty when there is nothing', () => assert.deepEqual(outline('a.txt', '#'), []));
});

describe('changes of a wildcard file', () => {
  function changed(file: string, marked: string, title: string): string | undefined {
    const { view, offset } = viewOf(file, marked);
    const action = actionsFor(view.file, { start: offset, end: offset }).find((each) => each.title === title);
    return action && applyChanges(view.file.text, action.changes);
  }
  const cases: readonly (readonly [string, string, string, string | undefined])[] = [
    ['Sort values', 'a.txt', 'red\n2::blue\nGreen 10\ngreen 9\n', '2::blue\ngreen 9\nGreen 10\nred\n'],
    [
      'Sort values',
      'a.txt',
      '# warm\nred\norange\n\n# cold\nblue\nazure',
      '# warm\norange\nred\n\n# cold\nazure\nblue',
    ],
    ['Sort values', 'a.txt', 'a\nb\n', undefined],
    ['Sort values', 'a.yaml', 'a: [c, b]\nb:\n  - "z"\n  - <|>y\n', 'a: [c, b]\nb:\n  - y\n  - "z"\n'],
    ['Sort values', 'a.yaml', 'a: [c, b]\nb:\n  - z\n  - y\n', 'a: [b, c]\nb:\n  - y\n  - z\n'],
    ['Sort values', 'a.yaml', '- &x b\n- a\n- *x\n', undefined],
    ['Sort values', 'a.json', '["c",\n "b", {"text": "a"}]', '[{"text": "a"},\n "b", "c"]'],
    ['Remove values that stand twice', 'a.txt', 'a\nb\na\n\nb\n', 'a\nb\n\n'],
    ['Remove values that stand twice', 'a.json', '["a", "a", "b", "a"]', '["a", "b"]'],
  ];
  for (const [title, file, marked, expected] of cases) {
    it(`${title}: ${JSON.stringify(marked)}`, () => assert.equal(changed(file, marked, title), expected));
  }
});

describe('formatting a wildcard file', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a  \n# c\t\n\n b\n', 'a\n# c\n\n b\n'],
    ['a', 'a\n'],
    ['a\n\n\n', 'a\n'],
    ['a \r\nb', 'a\r\nb\r\n'],
    ['a\n', 'a\n'],
    ['', ''],
    [' \n ', ''],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => {
      const formatted = applyChanges(text, formatLines(text));
      assert.equal(formatted, expected);
      assert.deepEqual(formatLines(formatted), []);
      const values = (written: string) =>
        parseWildcardFile('a.txt', written).root.values.map((value) => value.text.text);
      assert.deepEqual(values(formatted), values(text));
    });
  }
});
