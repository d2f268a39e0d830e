import assert from 'node:assert/strict';
import fc from 'fast-check';
import { requireMeasureQuestion } from '../../../../src/engine/serving/shapes/measure-shapes.ts';
import type { CuratePlan } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { MeasureQuestion } from '../../../../src/protocol/set-measures.ts';
import { dataPlan, evaluationPlan, recipePlan, span } from '../../support/plans.ts';

const { model, classes } = evaluationPlan({ on: [] });
const recipe = { ...recipePlan(), judging: { model, classes } };
const curation: CuratePlan = {
  name: 'train',
  from: [{ kind: 'recipe', recipe }],
  judging: { model, classes },
  rules: [],
  seed: 1,
  span,
};
const question: MeasureQuestion = {
  curation,
  of: 'drawn',
  against: dataPlan('data'),
  choices: {
    preview: {
      options: [{ span, text: 'long' }],
      points: [{ kind: 'variant', name: '{long|short}', options: [0] }],
      images: { ['a'.repeat(64)]: [0] },
    },
  },
  attributes: { shirt: { colour: 'red' }, boot: {} },
};

describe('the shape of a question about a set', () => {
  it('lets through what the command line asks', () => {
    assert.equal(requireMeasureQuestion(question), question);
    const least = { curation, of: 'set' };
    assert.equal(requireMeasureQuestion(least), least);
  });

  it('names the place of what is wrong', () => {
    const wrong: readonly (readonly [Record<string, unknown>, RegExp])[] = [
      [{ of: 'all' }, /params\.of/],
      [{ curation: {} }, /params\.curation/],
      [{ against: { name: 'held' } }, /params\.against/],
      [{ choices: [] }, /params\.choices/],
      [{ choices: { preview: { options: [], points: [], images: { key: ['0'] } } } }, /images\.key\[0\]/],
      [
        { choices: { preview: { options: [], points: [{ kind: 'seed', name: '', options: [] }], images: {} } } },
        /kind/,
      ],
      [{ attributes: { shirt: { colour: 3 } } }, /attributes\.shirt\.colour/],
    ];
    for (const [part, place] of wrong) {
      assert.throws(
        () => requireMeasureQuestion({ ...question, ...part }),
        (error) => Failure.is(error, 'plan-invalid') && place.test(error.message),
        JSON.stringify(part),
      );
    }
  });

  it('refuses whatever else there is', () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        assert.throws(
          () => requireMeasureQuestion(given),
          (error) => Failure.is(error, 'plan-invalid'),
        );
      }),
    );
  });
});
