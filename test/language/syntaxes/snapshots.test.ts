import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { colouredTexts, snapshotFile, snapshotOf } from './snapshots.ts';

describe('colours', () => {
  for (const name of colouredTexts) {
    it(`of ${name} are those of its snapshot`, async () => {
      const file = snapshotFile(name);
      // Otherwise: npx tsx test/language/syntaxes/write.ts
      assert.equal(existsSync(file) ? readFileSync(file, 'utf8') : '', await snapshotOf(name));
    });
  }
});
