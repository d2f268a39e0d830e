import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { isInside } from '../../../src/engine/files/workspace-path.ts';

describe('isInside', () => {
  const folder = path.resolve('/project/space');

  it('knows a folder, what is below it, and what only looks like it', () => {
    assert.equal(isInside(folder, folder), true);
    assert.equal(isInside(folder, path.join(folder, 'a/b')), true);
    assert.equal(isInside(folder, path.join(folder, '..b')), true);
    assert.equal(isInside(folder, `${folder}-two/a`), false);
    assert.equal(isInside(folder, path.dirname(folder)), false);
  });

  it('agrees with the segments of the path', () => {
    const segments = fc.array(fc.constantFrom('..', '.', 'a', 'b', '..c', 'project', 'space'), { maxLength: 6 });
    fc.assert(
      fc.property(segments, (given) => {
        const target = path.resolve(folder, ...given);
        const expected = target === folder || target.startsWith(folder + path.sep);
        assert.equal(isInside(folder, target), expected);
      }),
    );
  });
});
