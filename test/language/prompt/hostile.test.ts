import assert from 'node:assert/strict';
import { convertAttention } from '../../../src/language/prompt/attention/convert.ts';
import { parseSections } from '../../../src/language/prompt/attention/parse-attention.ts';
import { readPrompt } from '../../../src/language/prompt/attention/read-prompt.ts';
import { scanAttention } from '../../../src/language/prompt/attention/scan-attention.ts';
import { seededChance } from '../../../src/language/prompt/chance.ts';
import { measurePrompt } from '../../../src/language/prompt/measure.ts';
import { drawPrompt } from '../../../src/language/prompt/resolve.ts';
import { scanned, someNames } from './prompts.ts';

const SIZE = 50_000;

function filled(text: string): string {
  return text.repeat(Math.ceil(SIZE / text.length)).slice(0, SIZE);
}

/** Reading that takes more than time in proportion to the text does not end within a test's time here. */
const texts: Readonly<Record<string, string>> = {
  'a long line': filled('word, ').repeat(10),
  spaces: filled(' '),
  'spaces and colons': filled(`:${' '.repeat(1000)}`),
  digits: filled('1'),
  'open braces': filled('{'),
  'closed braces': filled('}'),
  'braces and bars': filled('{a|b}'),
  'bars in brackets': `{${filled('[|')}`,
  'nested braces': `${'{a|'.repeat(10_000)}${'}'.repeat(10_000)}`,
  counts: filled('{1$$'),
  'counts and separators': filled('{1-2$$ and '),
  dollars: `{2${filled('$')}`,
  'open brackets': filled('['),
  'open parentheses': filled('('),
  'nested brackets': `${'['.repeat(10_000)}a${':3]'.repeat(10_000)}`,
  'brackets that cross': `${'(['.repeat(30_000)}${')]'.repeat(30_000)}`,
  'brackets that are no schedules': `${'['.repeat(30_000)}${'[a:3]'.repeat(10_000)}${':x]'.repeat(30_000)}`,
  'schedules too deep': `${'['.repeat(30_000)}${'[a:3]'.repeat(10_000)}${':3]'.repeat(30_000)}`,
  bars: `[${filled('|')}]`,
  weights: filled('(a:1.2'),
  'malformed weights': filled('(a:1..2)'),
  underscores: filled('_'),
  'open wildcards': filled('__a '),
  wildcards: filled('__a__'),
  'open networks': filled('<a:'),
  'open names': filled('${'),
  backslashes: filled('\\'),
  'code points': filled('\\u{'),
  breaks: filled(' BREAK'),
  'nothing but NUL': filled('\0'),
  'lone surrogates': filled('\uD800{\uDC00'),
  'marks from right to left': filled('\u202E(a|\u200F)\u061C'),
  'opaque characters': filled('(\uFFFC:\uFFFC)'),
};

describe('a hostile prompt', () => {
  for (const [name, text] of Object.entries(texts))
    it(`of ${name} is read in time that grows as it does`, () => {
      const { parts } = scanned(`"${text}"`);
      const { length } = measurePrompt(parts, someNames);
      const drawn = drawPrompt(parts, someNames, seededChance(1, 1), 'prompt', 'a1111');
      assert.ok(drawn.text.length <= length);
      for (const dialect of ['a1111', 'comfy'] as const) {
        assert.ok(scanAttention(parts, dialect).spans.length <= text.length);
        assert.ok(parseSections(text, dialect).length > 0);
        assert.equal(readPrompt(text, dialect, 3)?.steps.length ?? 3, 3);
      }
      assert.ok(convertAttention(text, 'comfy', 'a1111').text.length <= 3 * text.length);
    });
});
