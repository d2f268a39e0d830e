import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from '../../fixture.ts';

describe('the tiny models', () => {
  it('are those that their scripts made: test/fixtures/models/README.md', () => {
    const folder = join(fixtures, 'models');
    const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trim().split('\n');
    const changed = lines.filter((line) => {
      const [sum, path] = line.split(/ +/);
      return (
        createHash('sha256')
          .update(readFileSync(join(folder, path!)))
          .digest('hex') !== sum
      );
    });
    assert.deepEqual(changed, []);
    assert.ok(lines.length > 100);
  });
});
