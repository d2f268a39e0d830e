import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isReservedWord } from '../../src/language/scope/reserved.ts';

interface Rule {
  readonly include?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly patterns?: readonly Rule[];
}

interface Grammar extends Rule {
  readonly repository: Readonly<Record<string, Rule>>;
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
}

const grammar = read<Grammar>('syntaxes/vlprompt.tmLanguage.json');
const rules = [grammar, ...Object.values(grammar.repository)].flatMap(withInner);
const patterns = rules.flatMap(({ match, begin, end }) =>
  [match, begin, end].filter((pattern) => pattern !== undefined),
);

function withInner(rule: Rule): Rule[] {
  return [rule, ...(rule.patterns ?? []).flatMap(withInner)];
}

describe('the TextMate grammar', () => {
  it('has regular expressions that compile', () => {
    for (const pattern of patterns) assert.doesNotThrow(() => new RegExp(pattern), pattern);
  });

  it('includes only what it has, and has only what it includes', () => {
    const included = new Set(rules.flatMap((rule) => rule.include?.slice(1) ?? []));
    assert.deepEqual([...included].sort(), Object.keys(grammar.repository).sort());
  });

  const keywords =
    'model class group template wildcard let data benchmark recipe evaluate learn curate import from expect check keep drop skip where and or not in on'.split(
      ' ',
    );
  for (const keyword of keywords) {
    it(`colours ${keyword}, which is a keyword`, () => {
      assert.ok(isReservedWord(keyword));
      const colours = rules.some(
        ({ match }) => match?.includes('(?!\\s*:)') && new RegExp(`^(?:${match})`).test(`${keyword} `),
      );
      assert.ok(colours);
    });
  }

  it('belongs to the language in the manifest', () => {
    const { contributes } = read<{
      contributes: {
        grammars: readonly { language: string; path: string; scopeName: string }[];
        languages: readonly { id: string; configuration: string }[];
      };
    }>('package.json');
    const { scopeName } = read<{ scopeName: string }>(contributes.grammars[0]?.path ?? '');
    assert.deepEqual(
      contributes.grammars.map((each) => [each.language, each.scopeName]),
      [['vlprompt', scopeName]],
    );
    for (const language of contributes.languages) assert.ok(read(language.configuration));
  });
});
