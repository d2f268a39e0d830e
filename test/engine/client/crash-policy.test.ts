import assert from 'node:assert/strict';
import { CrashPolicy } from '../../../src/engine/client/crash-policy.ts';

describe('CrashPolicy', () => {
  it('waits longer each time, then gives up', () => {
    const policy = new CrashPolicy([250, 1000, 4000], 60_000);
    const waits = Array.from({ length: 5 }, () => policy.afterCrash(10));
    assert.deepEqual(waits, [250, 1000, 4000, undefined, undefined]);
  });

  it('forgets after a long life, or when told to', () => {
    const policy = new CrashPolicy([250, 1000], 60_000);
    policy.afterCrash(10);
    assert.equal(policy.afterCrash(60_000), 250);
    assert.equal(policy.crashes, 1);
    policy.afterCrash(10);
    policy.forget();
    assert.equal(policy.afterCrash(10), 250);
  });
});
