import assert from 'node:assert/strict';
import { availabilityOf, type Standing } from '../../../src/extension/panels/availability.ts';
import type { PlanResult } from '../../../src/protocol/language.ts';
import { recipe } from '../sample-plans.ts';

const id = { uri: 'file:///work/a.vlprompt', name: 'preview' };
const planned = (names: readonly string[], errors = 0): PlanResult => ({
  plan: {
    version: 3,
    file: 'a.vlprompt',
    classes: [],
    data: [],
    recipes: names.map((name) => recipe(name, { rows: ['cat'], columns: [1], images: 1 })),
    evaluations: [],
  },
  errors,
});
const standing: Standing = { isTrusted: true, plan: planned(['preview']), isUnreadable: false, wasSeen: true };

describe('whether a recipe can be drawn', () => {
  it('is so when it is declared, and while the file is being read', () => {
    assert.deepEqual(availabilityOf('recipe', id, standing), { kind: 'ready' });
    assert.deepEqual(availabilityOf('recipe', id, { ...standing, plan: undefined }), { kind: 'ready' });
  });

  it('is not so in a workspace that is not trusted, whatever else holds', () => {
    assert.equal(availabilityOf('recipe', id, { ...standing, isTrusted: false }).kind, 'untrusted');
  });

  const sentences: readonly [string, Partial<Standing>, string][] = [
    ['has errors', { plan: planned([], 2) }, 'recipe preview has errors in a.vlprompt. This is how it last was.'],
    ['was removed', { plan: planned([]) }, 'recipe preview is not in a.vlprompt any more. This is how it last was.'],
    [
      'has errors and was never seen',
      { plan: planned([], 1), wasSeen: false },
      'recipe preview has errors in a.vlprompt. Correct it in the editor.',
    ],
    ['cannot be read', { isUnreadable: true }, 'a.vlprompt cannot be read: open it again from its folder.'],
  ];
  for (const [what, change, sentence] of sentences) {
    it(`is told in one sentence when it ${what}`, () => {
      assert.deepEqual(availabilityOf('recipe', id, { ...standing, ...change }), { kind: 'gone', sentence });
    });
  }

  it('does not take an evaluation for a recipe of the same name', () => {
    assert.equal(availabilityOf('evaluate', id, standing).kind, 'gone');
  });
});
