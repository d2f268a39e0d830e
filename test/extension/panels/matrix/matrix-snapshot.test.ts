import assert from 'node:assert/strict';
import { evaluationState, withReport } from '../../../../src/extension/boards/evaluation-state.ts';
import { classWordings, matrixSnapshot } from '../../../../src/extension/panels/matrix/matrix-snapshot.ts';
import type { JudgedImage } from '../../../../src/protocol/evaluation.ts';
import { evaluation, report, span } from '../../sample-plans.ts';

const id = { uri: 'file:///a.vlprompt', name: 'zeroshot' };
const ready = { kind: 'ready' } as const;
const plan = evaluation('zeroshot');
const judged = (file: string, actual: number, predicted: number, confidence: number): JudgedImage => ({
  file,
  hash: file,
  actual,
  predicted,
  runnerUp: 1 - predicted,
  confidence,
  margin: confidence / 2,
  truth: confidence,
  rank: 1,
});

describe('the snapshot of a matrix', () => {
  it('leaves the images out: they are asked for cell by cell', () => {
    const state = withReport(evaluationState(plan), report({ images: [judged('/d/a.png', 0, 0, 1)] }), plan);
    const snapshot = matrixSnapshot({ id, state, availability: ready });
    assert.equal(JSON.stringify(snapshot).includes('a.png'), false);
    assert.equal(snapshot.report?.judge, 'starter/clip on cpu');
    assert.deepEqual(snapshot.report?.sources[0]?.confusion, [
      [1, 0],
      [0, 1],
    ]);
  });

  it('says what goes on in words', () => {
    const run = { stage: 'judging', source: 'holdout', done: 3, total: 9, secondsLeft: 2 } as const;
    assert.deepEqual(matrixSnapshot({ id, state: { ...evaluationState(plan), run }, availability: ready }).activity, {
      kind: 'evaluating',
      label: 'Judging holdout',
      done: 3,
      total: 9,
      secondsLeft: 2,
    });
  });
});

describe('groups of classes', () => {
  const groupsOf = (...groups: readonly (readonly string[])[]) => {
    const judgedIn = { ...plan, groups: groups.map((classes, index) => ({ name: `g${index}`, classes })) };
    const state = withReport(evaluationState(judgedIn), { ...report(), classes: ['cat', 'dog', 'fox'] }, judgedIn);
    return matrixSnapshot({ id, state, availability: ready }).report?.groups.map(({ classes }) => classes.join());
  };

  it('are of the classes that were judged, at least two and not all', () => {
    assert.deepEqual(groupsOf(['cat', 'dog'], ['cat', 'wolf'], ['cat', 'dog', 'fox'], ['dog', 'fox', 'wolf']), [
      'cat,dog',
      'dog,fox',
    ]);
  });
});

describe('wordings of classes', () => {
  it('are as the file now has them, under the names that were judged', () => {
    const classes = [{ name: 'dog', prompts: [{ text: 'a photo of a dog', source: span(6) }] }];
    assert.deepEqual(classWordings(report(), { ...plan, classes }, [1, 0]), [
      { class: 1, prompts: [{ text: 'a photo of a dog', line: 7 }] },
      { class: 0, prompts: [] },
    ]);
  });
});
