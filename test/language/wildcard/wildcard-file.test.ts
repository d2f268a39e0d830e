import assert from 'node:assert/strict';
import { parseWildcardFile } from '../../../src/language/wildcard/wildcard-file.ts';
import { coveredBy, problemsIn, valuesIn } from './values.ts';

describe('a wildcard file', () => {
  describe('.txt', () => {
    const cases: readonly (readonly [string, string, string[], string[]])[] = [
      ['has a value a line', 'red\nlight blue\n', [': red, light blue'], []],
      ['needs no last line break', 'red', [': red'], []],
      [
        'skips blanks and comments',
        '# colours\n\n  red  \n\t# more\nblue # not a comment\n',
        [': red, blue # not a comment'],
        [],
      ],
      ['may come from Windows or an old Mac', '\uFEFFred\r\nblue\rgreen', [': red, blue, green'], []],
      ['weighs', '3::red\n0.5 :: blue\n.5::a b', [': 3×red, 0.5×blue, 0.5×a b'], []],
      ['takes words before colons as words', 'a::b\n::c', [': a::b, ::c'], []],
      ['lets a value be a prompt', '{dark|light} red\n\\# five\n1::', [': {dark|light} red, \\# five, '], []],
      ['says what is no weight', '-1::red\n1,5::blue', [': red, blue'], ['bad-weight “-1”', 'bad-weight “1,5”']],
      ['says what stands twice', 'red\nblue\n3::red', [': red, blue, 3×red'], ['duplicate-value “3::red”']],
      ['says what is never chosen', '0::red\nblue', [': 0×red, blue'], ['never-chosen “0::red”']],
      ['says when nothing can be chosen', '0::red\n0::blue', [': 0×red, 0×blue'], ['bad-weight “0::red”']],
      ['says that it is empty', '# nothing yet\n', [], ['empty-wildcard-file “”']],
    ];
    for (const [title, text, values, problems] of cases) {
      it(title, () => {
        const file = parseWildcardFile('a.txt', text);
        assert.deepEqual([valuesIn(file), problemsIn(file)], [values, problems]);
      });
    }
  });

  describe('.yaml', () => {
    const cases: readonly (readonly [string, string, string[], string[]])[] = [
      ['may be a list', '- red\n- 3::blue\n', [': red, 3×blue'], []],
      [
        'has keys within keys',
        'colour:\n  warm: [red, orange]\n  cold:\n  - blue\n',
        ['colour/warm: red, orange', 'colour/cold: blue'],
        [],
      ],
      ['takes one value for a list of one', 'warm: red', ['warm: red'], []],
      [
        'takes numbers and the like as written',
        '- 1.50\n- yes\n- 0x1F\n- 2026-11-22\n',
        [': 1.50, yes, 0x1F, 2026-11-22'],
        [],
      ],
      ['weighs', '- {text: red, weight: 3}\n- text: "3::blue"\n', [': 3×red, 3::blue'], []],
      [
        'repeats what has an anchor',
        'a: &warm [red, &o orange]\nb: *warm\nc: [*o]\n',
        ['a: red, orange', 'b: red, orange', 'c: orange'],
        [],
      ],
      ['has comments', '# c\n- red # d\n', [': red'], []],
      ['may be empty', '# c\n', [], ['empty-wildcard-file “”']],
      ['may be null', 'null', [], ['empty-wildcard-file “”']],
      ['is no text', 'red\nblue', [], ['wildcard-shape “red\nblue”']],
      ['needs dashes', 'warm:\n  red\n  orange\n', [], ['wildcard-shape “red\n  orange”']],
      ['needs values below keys', 'warm:\ncold: []\n', [], ['wildcard-shape “warm”', 'wildcard-shape “cold”']],
      ['has no list in a list', '- [red]\n- blue\n', [': blue'], ['wildcard-shape “[red]”']],
      ['has no gaps', '- red\n- ~\n- ""\n', [': red, '], ['wildcard-shape “~”']],
      [
        'knows two settings of a value',
        '- {text: red, wait: 3}\n- {weight: 3}\n',
        [': red'],
        ['wildcard-shape “wait”', 'wildcard-shape “{weight: 3}”'],
      ],
      ['weighs with numbers', '- {text: red, weight: much}\n', [': red'], ['bad-weight “much”']],
      ['says which key stands twice', 'a: [x]\na: [y]\n', ['a: x', 'a: y'], ['wildcard-key “a”']],
      [
        'says which key cannot be named',
        '"warm ones": [x]\na__b: [y]\n',
        ['warm ones: x', 'a__b: y'],
        ['wildcard-key “warm ones”', 'wildcard-key “a__b”'],
      ],
      ['says what an alias lacks', '- *later\n- &later red\n', [': red'], ['wildcard-shape “*later”']],
      ['contains itself no further', 'a: &a {b: *a}', [], ['wildcard-shape “*a”']],
      ['says what cannot be read, and keeps the rest', 'a: [red]\nb: "x\nc: [y]\n', ['a: red'], ['wildcard-syntax “”']],
      ['may be nested less deeply', '['.repeat(101), [], ['wildcard-shape “[”']],
      ['is indented with blanks', 'a:\n\t- red\n', ['a: red'], ['wildcard-syntax “\t”']],
    ];
    for (const [title, text, values, problems] of cases) {
      it(title, () => {
        const file = parseWildcardFile('folder/a.yaml', text);
        assert.deepEqual([valuesIn(file), problemsIn(file)], [values, problems]);
      });
    }

    it('says in which line', () => {
      const [found] = parseWildcardFile('a.yml', 'a:\n  - x\n\t- y\n').problems;
      assert.equal(
        found?.message,
        'This YAML cannot be read in line 3: lines are indented with blanks, not with tabs.',
      );
    });

    it('knows what a value covers, however it is written', () => {
      const written = ['red', "'it''s'", '"a\\tb\\u0041"', 'a\n   b', '|\n    x\n      y\n', '>-\n    fold\n    ed\n'];
      const file = parseWildcardFile('a.yaml', written.map((value) => `- ${value}\n`).join(''));
      assert.deepEqual(
        file.root.values.map(({ text }) => text.text),
        ['red', "it's", 'a\tbA', 'a b', 'x\n  y', 'fold ed'],
      );
      assert.deepEqual(coveredBy(file), ['red', "it''s", 'a\\tb\\u0041', 'a\n   b', 'x\n      y', 'fold\n    ed']);
    });
  });

  describe('.json', () => {
    const cases: readonly (readonly [string, string, string[], string[]])[] = [
      ['may be a list', '["red", "3::blue"]', [': red, 3×blue'], []],
      ['has keys within keys', '{"a": {"warm": ["red"], "cold": "blue"}}', ['a/warm: red', 'a/cold: blue'], []],
      ['takes numbers and the like as written', '[1.50, true]', [': 1.50, true'], []],
      ['weighs', '[{"text": "red", "weight": 3}]', [': 3×red'], []],
      ['may begin with a byte order mark', '\uFEFF["red"]', [': red'], []],
      ['may be empty', ' ', [], ['empty-wildcard-file “”']],
      ['has no gaps', '["red", null]', [': red'], ['wildcard-shape “null”']],
      ['is no text', '"red"', [], ['wildcard-shape “"red"”']],
      ['has no comments', '["red", // warm\n"blue"]', [': red, blue'], ['wildcard-syntax “// warm”']],
      ['has quotes', "['red']", [], ["wildcard-syntax “'red'”"]],
      ['keeps what is before a gap', '{"a": ["red", "blue"', ['a: red, blue'], ['wildcard-syntax “”']],
      ['has no comma at the end', '["red", "blue",]', [': red, blue'], ['wildcard-syntax “]”']],
    ];
    for (const [title, text, values, problems] of cases) {
      it(title, () => {
        const file = parseWildcardFile('a.json', text);
        assert.deepEqual([valuesIn(file), problemsIn(file)], [values, problems]);
      });
    }

    it('knows what a value covers', () => {
      assert.deepEqual(coveredBy(parseWildcardFile('a.json', '[ " a\\u0041\\n", 3 ]')), ['a\\u0041', '3']);
    });
  });

  describe('without what stands twice', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['a.txt', '# c\nred\nblue\n red\ngreen', '# c\nred\nblue\ngreen'],
      ['a.txt', 'red\r\nred', 'red\r\n'],
      ['a.yaml', 'a:\n  - red # one\n  # two\n  - red # three\n  - blue\n', 'a:\n  - red # one\n  # two\n  - blue\n'],
      ['a.yaml', '- red\n-\n  red\n- blue\n', '- red\n- blue\n'],
      ['a.yaml', 'a: [red, blue, red]\n', 'a: [red, blue]\n'],
      ['a.yaml', '- text: red\n  weight: 2\n- text: red\n  weight: 3\n', '- text: red\n  weight: 2\n'],
      ['a.json', '["red", "blue",\n "red", "green"]', '["red", "blue", "green"]'],
    ];
    for (const [file, text, expected] of cases) {
      it(`${file}: ${JSON.stringify(text)}`, () => {
        const { problems } = parseWildcardFile(file, text);
        const fix = problems.find(({ code }) => code === 'duplicate-value')?.fix ?? assert.fail('no fix');
        const mended = text.slice(0, fix.at.start) + fix.text + text.slice(fix.at.end);
        assert.equal(mended, expected);
        assert.deepEqual(problemsIn(parseWildcardFile(file, mended)), []);
      });
    }
  });
});
