/** @file A share of what `npm run fuzz` does for hours, always the same cases. */
import fc from 'fast-check';
import { modelFileFamilies } from './model-file-families.ts';

/** Of all families together. */
const CASES = 2000;

describe('whatever stands in a file of a model', () => {
  for (const { name, share, property } of modelFileFamilies) {
    it(`is read or refused in a sentence: ${name}`, async () => {
      await fc.assert(
        property((run) => run()),
        { numRuns: (CASES * share) / 100, seed: 20_261 },
      );
    });
  }
});
