import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  requireEvaluation,
  requireRecipe,
  requireSettings,
} from '../../../../src/engine/serving/shapes/plan-shapes.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { dataPlan, evaluationPlan, recipePlan, statementPlan } from '../../support/plans.ts';

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

  describe('of readings', () => {
    const run = { text: 'red', weight: 1.2 };
    const reading = { wordings: [[[run]], [[run], [{ ...run }]]], steps: [0, 1, 1, 0] };
    const withReading = (value: unknown) => () =>
      requireRecipe({ recipe: changed(recipe, ['cells', 0, 'images', 1, 'reading'], value) });
    const part = (keys: readonly (string | number)[], value: unknown) => withReading(changed(reading, keys, value));

    it('let readings through', () => assert.doesNotThrow(withReading(reading)));

    it('name the place that is wrong', () => {
      refuses(part(['steps', 1], 2), /images\[1\]\.reading\.steps\[1\]` is not a whole number from 0 to 1;/);
      refuses(part(['steps', 1], -1), /steps\[1\]/);
      refuses(part(['steps', 1], 0.5), /steps\[1\]/);
      refuses(part(['steps'], []), /reading\.steps` is not a list with something in it/);
      refuses(part(['wordings'], []), /steps\[0\]/);
      refuses(part(['wordings', 1, 1, 0, 'weight'], Number.NaN), /wordings\[1\]\[1\]\[0\]\.weight` is not a number/);
      refuses(part(['wordings', 0, 0, 0, 'text'], 7), /text` is not a text/);
      refuses(part(['wordings', 0], 'red'), /wordings\[0\]` is not a list/);
      refuses(withReading('red'), /reading` is not an object/);
    });

    it('let none through that has no end', () => {
      const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value);
      refuses(part(['steps'], times(1001, 0)), /steps` is not a list of at most 1000/);
      refuses(part(['wordings'], times(1001, [[run]])), /wordings` is not a list of at most 1000/);
      refuses(part(['wordings', 0], times(4097, [run])), /wordings\[0\]` is not a list of at most 4096/);
      refuses(part(['wordings', 0, 0], times(4097, run)), /wordings\[0\]\[0\]` is not a list of at most 4096/);
    });

    it('demand a dialect that is known', () => {
      refuses(
        () => requireRecipe({ recipe: changed(recipe, ['cells', 0, 'images', 0, 'emphasis'], 'bold') }),
        /emphasis` is not one of a1111, a1111-nonorm, comfy, none/,
      );
    });
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
      cache: '/people/ada/.cache/vlprompt',
      memory: 0,
      storeSize: 0,
      offline: false,
      logLevel: 'info',
    };
    assert.equal(requireSettings(settings), settings);
    refuses(() => requireSettings({ ...settings, store: '.vlprompt' }), /params\.store/);
    refuses(() => requireSettings({ ...settings, cache: undefined }), /params\.cache/);
    refuses(() => requireSettings({ ...settings, provider: 'gpu' }), /params\.provider/);
    refuses(() => requireSettings({ ...settings, memory: -1 }), /params\.memory/);
    refuses(() => requireSettings({ ...settings, offline: 'no' }), /params\.offline/);
    refuses(() => requireSettings({ ...settings, logLevel: 'loud' }), /params\.logLevel/);
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
