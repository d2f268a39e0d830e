import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeSymbols } from '../../../../src/engine/text/encoding/merge-symbols.ts';

/** As openai/CLIP's simple tokenizer has it: the best pair is joined everywhere, round by round. */
function mergeRoundByRound(word: readonly string[], ranks: ReadonlyMap<string, number>): string[] {
  let symbols = [...word];
  for (;;) {
    const pairs = symbols.slice(1).map((right, i) => `${symbols[i]} ${right}`);
    const known = pairs.filter((pair) => ranks.has(pair)).sort((a, b) => ranks.get(a)! - ranks.get(b)!);
    if (known[0] === undefined) return symbols;
    const joined: string[] = [];
    for (let i = 0; i < symbols.length; i++) {
      const fits = `${symbols[i]} ${symbols[i + 1]}` === known[0];
      joined.push(fits ? symbols[i]! + symbols[i + 1]! : symbols[i]!);
      if (fits) i++;
    }
    symbols = joined;
  }
}

/** Pairs as training learns them: of symbols that were there before. */
const learned = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 }).map((picks) => {
  const symbols = ['a', 'b', 'c'];
  const ranks = new Map<string, number>();
  for (const [left, right] of picks) {
    const pair = [symbols[left % symbols.length]!, symbols[right % symbols.length]!] as const;
    if (ranks.has(pair.join(' ')) || symbols.includes(pair.join(''))) continue;
    ranks.set(pair.join(' '), ranks.size);
    symbols.push(pair.join(''));
  }
  return ranks;
});

describe('merging symbols', () => {
  it('joins as round after round would', () => {
    fc.assert(
      fc.property(learned, fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 }), (ranks, word) => {
        const merged = mergeSymbols(word, (left, right) => ranks.get(`${left} ${right}`));
        assert.deepEqual(merged, mergeRoundByRound(word, ranks));
      }),
    );
  });

  it('takes the left one of equal pairs that overlap', () => {
    assert.deepEqual(
      mergeSymbols([...'aaaaa'], (left, right) => (left === 'a' && right === 'a' ? 0 : undefined)),
      ['aa', 'aa', 'a'],
    );
  });
});
