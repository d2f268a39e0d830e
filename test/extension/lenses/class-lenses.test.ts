import assert from 'node:assert/strict';
import { classLenses } from '../../../src/extension/lenses/class-lenses.ts';
import { titles } from './titles.ts';

describe('the lenses of a class', () => {
  it('are none where nothing is drawn of it and nothing is known', () => {
    assert.deepEqual(classLenses({ images: { done: 0, total: 0 } }), []);
  });

  it('say what there is to draw of it', () => {
    const titleOf = (done: number) => classLenses({ images: { done, total: 12 } })[0]?.title;
    assert.deepEqual([titleOf(0), titleOf(9), titleOf(12)], ['▷ Draw 12', '▷ Draw 3 of 12', '✓ 12 drawn']);
  });

  it('say which class is nearest and what was decided, behind what stands there anyway', () => {
    const facts = { nearest: { class: 'shirt', cosine: 0.9712 }, decisions: { kept: 41, rejected: 3 } };
    const lenses = classLenses({ images: { done: 9, total: 12 }, ...facts });
    assert.deepEqual(titles(lenses), ['▷ Draw 3 of 12', 'nearest: shirt 0.97', '41 kept · 3 rejected']);
    assert.match(lenses[1]?.tooltip ?? '', /cosine 0\.971/);
  });

  it('offer to review what is drawn and not decided, last of all', () => {
    const lenses = classLenses({ images: { done: 9, total: 9 }, decisions: { kept: 2, rejected: 1 } });
    assert.deepEqual(titles(lenses), ['✓ 9 drawn', '2 kept · 1 rejected', '▷ Review 6 pending']);
    assert.deepEqual([lenses[2]?.kind, lenses[2]?.action], ['reviewClass', 'reviewClass']);
    assert.deepEqual(titles(classLenses({ images: { done: 9, total: 12 } })).slice(-1), ['▷ Review 9 pending']);
  });
});
