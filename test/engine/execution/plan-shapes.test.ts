import assert from 'node:assert/strict';
import fc from 'fast-check';
import { requireEvaluation, requireRecipe, requireSettings } from '../../../src/engine/execution/plan-shapes.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { dataPlan, evaluationPlan, recipePlan, statementPlan } from '../support/plans.ts';

const recipe = recipePlan({ guidance: [1, 3] });
const evaluation = evaluationPlan({
  on: [
    { kind: 'recipe', recipe },
    { kind: 'data', data: dataPlan('data') },
  ],
  statements: [statementPlan({ metric: { name: 'recall', class: 'shirt' } })],
});

function refuses(check: () => unknown, place: RegExp): void {
  assert.throws(check, (error) => {
    assert.ok(Failure.is(error, 'plan-invalid'), String(error));
    assert.match(error.message, place);
    return true;
  });
}

/** A copy with one place changed. */
function changed(given: unknown, keys: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(given) as Record<string | number, never>;
  let place: Record<string | number, never> = copy;
  for (const key of keys.slice(0, -1)) place = place[key]!;
  place[keys.at(-1)!] = value as never;
  return copy;
}

describe('shapes of plans', () => {
  it('let through what the language makes', () => {
    assert.equal(requireRecipe({ recipe }), recipe);
    assert.equal(requireEvaluation({ evaluation }), evaluation);
  });

  it('let through fields of a newer client', () => {
    const newer = { ...recipe, strength: 0.5 };
    assert.equal(requireRecipe({ recipe: newer }), newer);
  });

  it('name the place that is wrong', () => {
    const wrong = (keys: readonly (string | number)[], value: unknown) => () =>
      requireRecipe({ recipe: changed(recipe, keys, value) });
    refuses(
      wrong(['cells', 1, 'settings', 'steps'], 0),
      /`params\.recipe\.cells\[1\]\.settings\.steps` is not a whole/,
    );
    refuses(wrong(['cells', 0, 'settings', 'width'], 1e9), /settings\.width/);
    refuses(wrong(['cells', 0, 'settings', 'guidance'], Number.NaN), /settings\.guidance/);
    refuses(wrong(['cells', 0, 'images', 0, 'seed'], 1.5), /images\[0\]\.seed/);
    refuses(wrong(['model', 'spec', 'kind'], 'constructor'), /model\.spec\.kind` is not one of starter, folder, hub/);
    refuses(wrong(['rows'], { length: 1 }), /rows` is not a list/);
  });

  it('let no key through that would be another file', () => {
    for (const key of ['../../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(64)}\n`, 7, null]) {
      refuses(() => requireRecipe({ recipe: changed(recipe, ['cells', 0, 'images', 0, 'key'], key) }), /\.key/);
      refuses(() => requireEvaluation({ evaluation: changed(evaluation, ['key'], key) }), /evaluation\.key/);
    }
  });

  it('demand classes to tell apart', () => {
    refuses(() => requireEvaluation({ evaluation: { ...evaluation, classes: [] } }), /has no classes/);
  });

  it('demand absolute paths in settings', () => {
    const settings = {
      workspace: '/w',
      store: '/w/.vlprompt',
      starterPack: '/p',
      trustedModelFolders: [],
      provider: 'cpu',
      threads: 0,
    };
    assert.equal(requireSettings(settings), settings);
    refuses(() => requireSettings({ ...settings, store: '.vlprompt' }), /params\.store/);
    refuses(() => requireSettings({ ...settings, provider: 'gpu' }), /params\.provider/);
  });

  it('refuse anything else with a Failure and nothing but a Failure', () => {
    const checks = [requireRecipe, requireEvaluation, requireSettings];
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...checks), (value, check) => {
        for (const params of [value, { recipe: value }, { evaluation: value }]) {
          assert.throws(
            () => check(params),
            (error) => Failure.is(error, 'plan-invalid'),
          );
        }
      }),
    );
  });
});
