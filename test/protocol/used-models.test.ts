import assert from 'node:assert/strict';
import type { EvaluationPlan, ModelPlan, RecipePlan } from '../../src/language/plan/plan.ts';
import type { InstalledModel } from '../../src/protocol/models.ts';
import { missingModels, modelsOf } from '../../src/protocol/used-models.ts';

const hub = (name: string): ModelPlan => ({ spec: { kind: 'hub', repository: `o/${name}`, revision: 'main' } });

/** Only what is looked at. */
const recipe = (model: ModelPlan, sources: readonly RecipePlan[] = []) => ({ model, sources }) as unknown as RecipePlan;

describe('the models of a run', () => {
  it('are those of recipes, of the recipes that they draw from, and of judges', () => {
    const drawn = recipe(hub('a'), [recipe(hub('b'), [recipe(hub('c'))])]);
    const evaluation = { model: hub('judge'), on: [{ kind: 'recipe', recipe: recipe(hub('d')) }] };
    const models = modelsOf({ recipes: [drawn], evaluations: [evaluation as unknown as EvaluationPlan] });
    assert.deepEqual(models, ['c', 'b', 'a', 'd', 'judge'].map(hub));
  });

  it('have to be downloaded when they are of the hub and not whole', () => {
    const here = (name: string, rest: Partial<InstalledModel>): InstalledModel => ({
      spec: hub(name).spec,
      place: 'hub',
      folder: '/x',
      precisions: ['fp32'],
      bytes: 1,
      ...rest,
    });
    const installed = [here('whole', {}), here('broken', { problem: 'Torn.' }), here('empty', { precisions: [] })];
    const models: readonly ModelPlan[] = [
      { spec: { kind: 'starter', name: 'clip' } },
      hub('whole'),
      hub('broken'),
      hub('empty'),
      hub('empty'),
      { ...hub('whole'), precision: 'fp32' },
      { ...hub('whole'), precision: 'fp16' },
    ];
    assert.deepEqual(missingModels(models, installed), [
      { spec: hub('broken').spec },
      { spec: hub('empty').spec },
      { spec: hub('whole').spec, precision: 'fp16' },
    ]);
  });
});
