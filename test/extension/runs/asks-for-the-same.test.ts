import assert from 'node:assert/strict';
import { asksForTheSame } from '../../../src/extension/runs/asks-for-the-same.ts';
import type { Plan } from '../../../src/language/plan/plan.ts';
import type { RunRecord } from '../../../src/protocol/runs.ts';
import { evaluationPlan, recipePlan } from '../../engine/support/plans.ts';

const summary = { id: 'r' } as RunRecord['summary']; // What it says of itself does not matter.
const evaluation = evaluationPlan({ on: [] });
const plan: Plan = {
  version: 3,
  file: 'a.vlprompt',
  classes: [],
  data: [],
  recipes: [recipePlan()],
  evaluations: [evaluation],
};

describe('whether a run was asked for the same', () => {
  it('is known by what decides over its images', () => {
    assert.equal(asksForTheSame({ summary, recipe: recipePlan() }, plan, 'preview'), true);
    assert.equal(asksForTheSame({ summary, recipe: recipePlan({ seed: 8 }) }, plan, 'preview'), false);
    assert.equal(asksForTheSame({ summary, recipe: recipePlan({ images: 1 }) }, plan, 'preview'), false);
  });

  it('is known by the key of an evaluation', () => {
    assert.equal(asksForTheSame({ summary, evaluation }, plan, 'zeroshot'), true);
    assert.equal(
      asksForTheSame({ summary, evaluation: { ...evaluation, key: 'f'.repeat(64) } }, plan, 'zeroshot'),
      false,
    );
  });

  it('is not so where either is gone', () => {
    assert.equal(asksForTheSame({ summary }, plan, 'preview'), false);
    assert.equal(asksForTheSame({ summary, recipe: recipePlan() }, plan, 'other'), false);
  });
});
