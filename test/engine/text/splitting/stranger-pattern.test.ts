import assert from 'node:assert/strict';
import { isPlainPattern, plainPattern } from '../../../../src/engine/text/splitting/stranger-pattern.ts';
import { Failure } from '../../../../src/protocol/failure.ts';

describe('a pattern of a model', () => {
  const plain = [
    // openai/clip-vit-base-patch32 and stable-diffusion-v1-5, tokenizer.json; the second form is of transformers 5.
    "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
    "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
    '\\s+',
    '[()+*]',
    '\\(+',
    ' {2,}|x?y',
  ];
  for (const pattern of plain) {
    it(`is taken: ${pattern}`, () => {
      assert.equal(plainPattern(pattern, 'x'), pattern.replace('\\s', '\\p{White_Space}'));
      assert.ok(new RegExp(plainPattern(pattern, 'x'), 'u'));
    });
  }

  it('may escape what JavaScript does not: what transformers.js writes for SigLIP', () => {
    const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
    const written = '[!"\\#\\$%\\&\'\\(\\)\\*\\+,\\-\\./:;<=>\\?@\\[\\\\\\]\\^_`\\{\\|\\}\\~]';
    const regex = new RegExp(plainPattern(written, 'x'), 'gu');
    assert.equal(`a${punctuation}b`.replace(regex, ''), 'ab');
    assert.equal('é1 \u2019'.replace(regex, ''), 'é1 \u2019');
  });

  for (const broken of ['[a', '\\p{Nonsense}', 'a**']) {
    it(`is not taken when it is none: ${broken}`, () => {
      assert.throws(
        () => plainPattern(broken, 'tokenizer.json'),
        (error) => Failure.is(error, 'model-unsupported'),
      );
    });
  }

  const hostile = [
    '(a+)+b',
    '(?:x|xx)*y',
    'a*a*a*a*b',
    '(?=(a+))',
    '[a]+\\w+!',
    'a{2,}a+',
    '(\\w)\\1',
    // In proportion to the square of a text.
    'a*b',
    '\\s+$',
    'a{9000}',
    '[ab]+c|x',
    // To that of a text and of the pattern.
    Array.from({ length: 600 }, () => 'ab').join('|'),
  ];
  for (const pattern of hostile) {
    it(`is not taken: ${pattern.slice(0, 20)}`, () => {
      assert.equal(isPlainPattern(pattern), false);
      assert.throws(
        () => plainPattern(pattern, 'tokenizer.json'),
        (error) => Failure.is(error, 'model-unsupported'),
      );
    });
  }
});
