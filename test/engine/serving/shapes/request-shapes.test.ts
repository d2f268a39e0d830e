import assert from 'node:assert/strict';
import { requireCleanRequest } from '../../../../src/engine/serving/shapes/request-shapes.ts';
import { Failure } from '../../../../src/protocol/failure.ts';

describe('a request to clean the cache', () => {
  it('says to how many bytes', () => {
    assert.deepEqual(requireCleanRequest({ to: 0 }), { to: 0 });
    assert.deepEqual(requireCleanRequest({ to: 5e9 }), { to: 5e9 });
  });

  it('is refused when it does not', () => {
    for (const params of [{}, { to: -1 }, { to: Number.NaN }, { to: '5GB' }, null, 7]) {
      assert.throws(
        () => requireCleanRequest(params),
        (error) => Failure.is(error, 'plan-invalid'),
      );
    }
  });
});
