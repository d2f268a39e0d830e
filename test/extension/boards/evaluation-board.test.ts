import assert from 'node:assert/strict';
import { EvaluationBoard, type JudgingEngine } from '../../../src/extension/boards/evaluation-board.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { evaluation, report } from '../sample-plans.ts';

const id = { uri: 'file:///a.vlprompt', name: 'zeroshot' };

function boardWith(engine: Partial<JudgingEngine>): EvaluationBoard {
  const whole: JudgingEngine = { lastReport: async () => null, evaluate: async () => report(), ...engine };
  const board = new EvaluationBoard(async () => whole);
  board.show(id, evaluation('zeroshot'));
  return board;
}

describe('the board of evaluations', () => {
  it('keeps the report of a run', async () => {
    const board = boardWith({});
    await board.evaluate(id);
    assert.deepEqual(board.state(id)?.report, report());
    assert.equal(board.state(id)?.isStale, false);
  });

  it('keeps the report to compare with when the words change, and marks it', async () => {
    const board = boardWith({});
    await board.evaluate(id);
    board.show(id, evaluation('zeroshot', 'other words'));
    assert.deepEqual(board.state(id)?.report, report());
    assert.equal(board.state(id)?.isStale, true);
  });

  it('marks a report whose words changed while it was made', async () => {
    const board = boardWith({
      evaluate: async () => {
        board.show(id, evaluation('zeroshot', 'other words'));
        return report();
      },
    });
    await board.evaluate(id);
    assert.equal(board.state(id)?.isStale, true);
  });

  it('believes the store when the words are back to what they were', async () => {
    const board = boardWith({ lastReport: async () => report() });
    board.show(id, evaluation('zeroshot', 'other words'));
    board.show(id, evaluation('zeroshot'));
    await board.lookup(id);
    assert.equal(board.state(id)?.isStale, false);
  });

  it('does not take an answer for words that have changed since the question', async () => {
    const board = boardWith({
      lastReport: async () => {
        board.show(id, evaluation('zeroshot', 'other words'));
        return report();
      },
    });
    await board.lookup(id);
    assert.equal(board.state(id)?.report, undefined);
  });

  it('keeps the sentence of a failure and the report from before', async () => {
    let fails = false;
    const board = boardWith({
      evaluate: async () => {
        if (fails) throw new Failure('data-missing', 'There is no folder data/holdout.');
        return report();
      },
    });
    await board.evaluate(id);
    fails = true;
    await assert.rejects(board.evaluate(id), /no folder/);
    assert.equal(board.state(id)?.failure, 'There is no folder data/holdout.');
    assert.deepEqual(board.state(id)?.report, report());
  });
});
