import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { isInside } from '../../src/language/is-inside.ts';

const name = fc.constantFrom('a', '.a', '..a', '...', 'a..', '.vlprompt');
const names = fc.array(name, { minLength: 1, maxLength: 4 });
const absolute = (segments: readonly string[]) => path.resolve(path.sep, ...segments);

describe('being inside a folder', () => {
  it('is true of the folder and of whatever lies below it, and never the other way round', () => {
    fc.assert(
      fc.property(names, names, (above, below) => {
        const [folder, file] = [absolute(above), absolute([...above, ...below])];
        assert.deepEqual(
          [isInside(folder, folder), isInside(file, folder), isInside(folder, file)],
          [true, true, false],
        );
      }),
    );
  });

  it('is not true of neighbours, also of those whose name begins alike', () => {
    const folder = absolute(['a', 'b']);
    for (const other of ['c', 'bb', '..b', '..'])
      assert.equal(isInside(path.resolve(folder, '..', other), folder), false);
  });
});
