/** @file A share of what `npm run fuzz` does for hours, always the same cases. */
import fc from 'fast-check';
import { fileFamilies } from './file-families.ts';
import { promptFamilies } from './prompt-families.ts';

/** Of all families together, and at least of each. */
const CASES = 4000;
const LEAST = 200;
/** Longer counter-examples are shown before mocha gives up. */
const SHRINKING_MS = 15_000;

describe('whatever stands in a file', () => {
  for (const { name, share, property } of [...fileFamilies, ...promptFamilies]) {
    it(`is answered: ${name}`, async () => {
      await fc.assert(
        property((run) => run()),
        { numRuns: Math.max(LEAST, (CASES * share) / 100), seed: 20_260, interruptAfterTimeLimit: SHRINKING_MS },
      );
    });
  }
});
