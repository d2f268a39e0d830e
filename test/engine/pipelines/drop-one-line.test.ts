import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DropOneLine, type LinePrompt } from '../../../src/engine/pipelines/drop-one-line.ts';
import { logitTable, zeroShotClassifier } from '../../../src/engine/pipelines/zero-shot.ts';

const vector = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 })
  .filter((row) => row.some((value) => value !== 0))
  .map((row) => Float32Array.from(row, (value, i) => value + 0.1 * i));

const prompt = fc.record({ line: fc.nat(3), embedding: vector });
const classes = fc.array(fc.array(prompt, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 4 });
const images = fc.array(vector, { minLength: 1, maxLength: 8 });

/** Cosines of an image with the classes that only these prompts make. */
function cosinesOf(image: Float32Array, prompts: readonly (readonly LinePrompt[])[]): readonly number[] {
  return [...logitTable([image], zeroShotClassifier(prompts.map((own) => own.map((one) => one.embedding))), 1)];
}

/** What is taken for the likeliest is, but for rounding. */
function assertLikeliest(answer: number, cosines: readonly number[]): void {
  assert.ok(cosines[answer]! >= Math.max(...cosines) - 1e-4, `${answer} of ${cosines}`);
}

describe('DropOneLine', () => {
  it('answers as classifiers would that were made without the line, or of it alone', () => {
    fc.assert(
      fc.property(images, classes, fc.nat(3), (pictures, prompts, line) => {
        const drop = new DropOneLine(pictures, prompts);
        const { without, alone } = drop.measure(line);
        const others = prompts.map((own) => own.filter((one) => one.line !== line));
        const own = prompts.map((all) => all.filter((one) => one.line === line));
        const rest = others.map((left, c) => (left.length > 0 ? left : prompts[c]!));
        const lone = own.map((left, c) => (left.length > 0 ? left : prompts[c]!));
        assert.equal(
          without === undefined,
          others.every((left) => left.length === 0),
        );
        for (const [i, image] of pictures.entries()) {
          assertLikeliest(drop.answers[i]!, cosinesOf(image, prompts));
          assertLikeliest(alone[i]!, cosinesOf(image, lone));
          if (without !== undefined) assertLikeliest(without[i]!, cosinesOf(image, rest));
        }
      }),
    );
  });

  it('changes nothing without a line that no class has', () => {
    fc.assert(
      fc.property(images, classes, (pictures, prompts) => {
        const drop = new DropOneLine(pictures, prompts);
        const { without, alone } = drop.measure(99);
        assert.deepEqual(without, drop.answers);
        assert.deepEqual(alone, drop.answers);
      }),
    );
  });
});
