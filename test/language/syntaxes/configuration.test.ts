import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Pattern {
  readonly pattern: string;
  readonly flags: string;
}

interface Configuration {
  readonly autoCloseBefore: string;
  readonly autoClosingPairs: readonly { open: string; close: string; notIn?: readonly string[] }[];
  readonly wordPattern: Pattern;
  readonly indentationRules?: { readonly increaseIndentPattern: string; readonly decreaseIndentPattern: string };
  readonly folding?: { readonly markers: { readonly start: string; readonly end: string } };
  readonly onEnterRules?: readonly { readonly beforeText: string; readonly action: { readonly appendText: string } }[];
}

const root = new URL('../../../', import.meta.url);
const { contributes }: { contributes: { languages: readonly { id: string; configuration?: string }[] } } =
  read('package.json');

/** Those of our own: of VS Code's only an ending is added. */
const ours = contributes.languages.filter(({ configuration }) => configuration !== undefined);

function read<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'));
}

function configurationOf(language: string): Configuration {
  return read(ours.find(({ id }) => id === language)?.configuration ?? '');
}

for (const { id } of ours) {
  describe(`the configuration of ${id}`, () => {
    const { wordPattern, autoCloseBefore, autoClosingPairs } = configurationOf(id);

    for (const [text, words] of [
      ['class ankle_boot "ankle boot"', ['class', 'ankle_boot', 'ankle', 'boot']],
      ['calibration-error < 5%', ['calibration-error', '5']],
      ['__colour/dark-warm__ __a_b__', ['colour', 'dark-warm', 'a_b']],
      ['${class.attribute.colour}', ['class.attribute.colour']],
      ['a->b 0.25 64x64 _x', ['a', 'b', '0.25', '64x64', '_x']],
      ['café 日本語, ends here. Then', ['café', '日本語', 'ends', 'here', 'Then']],
    ] as const) {
      it(`selects the words of: ${text}`, () => {
        assert.deepEqual(text.match(new RegExp(wordPattern.pattern, `${wordPattern.flags}g`)), words);
      });
    }

    it('closes brackets in strings too, before a quote and between variants', () => {
      for (const open of ['{', '(', '[']) {
        const pair = autoClosingPairs.find((each) => each.open === open);
        assert.ok(pair && !pair.notIn?.includes('string'), open);
      }
      for (const next of ['"', '|', '}']) assert.ok(autoCloseBefore.includes(next), next);
    });
  });
}

describe('the configuration of vlprompt, line by line', () => {
  const { indentationRules, folding, onEnterRules } = configurationOf('vlprompt');
  const does = (pattern: string | undefined, line: string) => new RegExp(pattern ?? 'nothing').test(line);

  for (const line of ['recipe r {', '  guidance: [', '  keep where (', 'recipe r { // why'])
    it(`indents after: ${line}`, () => assert.ok(does(indentationRules?.increaseIndentPattern, line)));
  for (const line of ['class a "b"', '// recipe r {', '  guidance: [1, 2]', 'template t { "a" }', '  "a {b|c"'])
    it(`does not indent after: ${line}`, () => assert.ok(!does(indentationRules?.increaseIndentPattern, line)));
  for (const line of ['}', '  ]', ') >= 3'])
    it(`takes back before: ${line}`, () => assert.ok(does(indentationRules?.decreaseIndentPattern, line)));

  it('goes on with documentation', () => {
    const rule = onEnterRules?.find(({ beforeText }) => does(beforeText, '  /// words'));
    assert.equal(rule?.action.appendText, '/// ');
    for (const line of ['// words', '//// line', 'x /// y'])
      assert.ok(!onEnterRules?.some(({ beforeText }) => does(beforeText, line)), line);
  });

  it('folds regions', () => {
    for (const line of ['// #region shoes', '//region', '  // region x']) assert.ok(does(folding?.markers.start, line));
    for (const line of ['// #endregion', '//endregion shoes']) assert.ok(does(folding?.markers.end, line));
    for (const line of ['// regional', 'region', '// a region']) assert.ok(!does(folding?.markers.start, line));
  });
});
