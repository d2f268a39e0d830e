import assert from 'node:assert/strict';
import fc from 'fast-check';
import { journalOf, newRunId, runOf, timeOf } from '../../../src/engine/runs/run-id.ts';

const now = Date.UTC(2026, 10, 22, 12, 30, 5, 7);

describe('names of runs', () => {
  it('begin with the time, and are no two alike', () => {
    const id = newRunId(undefined, now);
    assert.match(id, /^20261122T123005007Z-[0-9a-f]{8}$/);
    assert.notEqual(newRunId(undefined, now), id);
    assert.deepEqual([timeOf(id), runOf(`${id}.jsonl`), journalOf(id)], [now, id, `runs/${id}.jsonl`]);
  });

  it('are in the order of their beginning, whatever the clock does', () => {
    const clocks = fc.array(fc.integer({ min: 0, max: Date.UTC(9990, 0) }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(clocks, (times) => {
        const ids: string[] = [];
        for (const time of times) ids.push(newRunId(ids.at(-1), time));
        assert.deepEqual([...ids].sort(), ids);
      }),
    );
  });

  it('of the old form are understood, others are none', () => {
    assert.equal(timeOf('20261122T123005007Z-4711-2'), now);
    for (const name of [
      'notes.jsonl',
      'x20261122T123005007Z-4711-2.jsonl',
      '20261122T123005007Z-.jsonl',
      'pace.json',
    ]) {
      assert.equal(runOf(name), undefined, name);
    }
    assert.equal(runOf('99991332T993005007Z-4711-2.jsonl'), undefined, 'no such day');
  });
});
