import assert from 'node:assert/strict';
import { totalmem } from 'node:os';
import { memoryBudget, sessionBytes } from '../../../../src/engine/runtime/sessions/model-memory.ts';

describe('the memory of a session', () => {
  const of = (dtypes: Readonly<Record<string, number>>) => ({ weights: new Map(Object.entries(dtypes)) });

  it('is that of its weights and some', () => {
    assert.equal(sessionBytes(of({}), 'cpu'), 16e6);
    assert.equal(sessionBytes(of({ float32: 1e9, int64: 1e6 }), 'cpu'), 16e6 + 1.15 * 1001e6);
  });

  it('is twice as much for halves where they are computed with as wholes', () => {
    assert.equal(sessionBytes(of({ float16: 1e9 }), 'cpu'), 16e6 + 2.3e9);
    assert.equal(sessionBytes(of({ float16: 1e9 }), 'webgpu'), 16e6 + 1.15e9);
  });
});

describe('the memory that models may take', () => {
  it('is what the settings say, or a part of what there is', () => {
    assert.equal(memoryBudget(4000), 4e9);
    assert.ok(memoryBudget(0) > 0 && memoryBudget(0) <= 0.6 * totalmem());
  });
});
