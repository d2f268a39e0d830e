/** @file Prompts with attention, for property tests. */
import fc from 'fast-check';

const words = fc.constantFrom('a', 'two words', ', ', 'x: y', '\\(', '\\:', ' ');
const weights = fc.constantFrom('0.5', '1.2', '1.35', '2', ':.8'.slice(1));

/** Nested and good in both dialects; square brackets only where asked for. */
export function attentive(hasSquares: boolean): fc.Arbitrary<string> {
  return fc.letrec<{ text: string; piece: string }>((tie) => ({
    text: fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')),
    piece: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      words,
      tie('text').map((inner) => `(${inner})`),
      fc.tuple(tie('text'), weights).map(([inner, weight]) => `(${inner}:${weight})`),
      ...(hasSquares ? [tie('text').map((inner) => `[${inner.replaceAll(': ', ' ')}]`)] : []),
    ),
  })).text;
}

/** Schedules that A1111 takes. */
export const scheduled: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('a', '(b:1.2)', '[c:d:3]', '[e::0.5]', '[f:2]', '[g|h|]', '[i:[j|k]:4]', '[l]', 'BREAK'), {
    maxLength: 6,
  })
  .map((pieces) => pieces.join(' '));
