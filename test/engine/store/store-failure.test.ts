import assert from 'node:assert/strict';
import { storeFailure } from '../../../src/engine/store/store-failure.ts';
import { Failure } from '../../../src/protocol/failure.ts';

const cases = [
  ['ENOENT', 'store-read-only'],
  ['EACCES', 'store-read-only'],
  ['EPERM', 'store-read-only'],
  ['EROFS', 'store-read-only'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['ENOTDIR', 'store-read-only'],
] as const;

describe('storeFailure', () => {
  for (const [code, failure] of cases) {
    it(`makes ${failure} of ${code}, naming the folder and keeping the cause`, () => {
      const cause = Object.assign(new Error('refused'), { code });
      const made = storeFailure(cause, '/project/.vlprompt');
      assert.ok(Failure.is(made, failure));
      assert.ok(made.message.includes('/project/.vlprompt'));
      assert.equal(made.cause, cause);
    });
  }

  it('leaves what is no fault of the store as it is', () => {
    const bug = new TypeError('undefined is not a function');
    assert.equal(storeFailure(bug, '/'), bug);
    const failure = new Failure('cancelled', 'Cancelled.');
    assert.equal(storeFailure(failure, '/'), failure);
  });
});
