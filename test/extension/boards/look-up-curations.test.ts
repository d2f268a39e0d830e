import assert from 'node:assert/strict';
import { CurationBoard } from '../../../src/extension/boards/curation-board.ts';
import { curationLookup } from '../../../src/extension/boards/look-up-curations.ts';
import type { CuratePlan } from '../../../src/language/plan/plan.ts';
import type { CurationState, Fate } from '../../../src/protocol/curation.ts';
import { recipe } from '../sample-plans.ts';

const id = { uri: 'file:///a.vlprompt', name: 'train' };

function curationOf(images: number): CuratePlan {
  const drawing = recipe('preview', { rows: ['cat'], columns: [1], images });
  return { name: 'train', from: [{ kind: 'recipe', recipe: drawing }] } as unknown as CuratePlan;
}

function bench(isDrawn: boolean) {
  const fates: Fate[] = ['kept', 'passed', 'waiting', 'rejected', 'passed'];
  const state = { samples: fates.map((fate) => ({ fate })) } as unknown as CurationState;
  let asked = 0;
  const curations = new CurationBoard();
  const lookupCuration = async () => {
    asked += 1;
    return state;
  };
  const lookUp = curationLookup({ engineOf: async () => ({ lookupCuration }), isDrawn: () => isDrawn, curations });
  return { lookUp, curations, asked: () => asked };
}

describe('how many images are in the set of a curation', () => {
  it('is what reviewers keep and what rules let pass', async () => {
    const { lookUp, curations } = bench(true);
    let told = 0;
    curations.onDidChange(() => told++);
    assert.equal(curations.inSet(id), undefined);
    await lookUp(id, curationOf(5));
    await lookUp(id, curationOf(5));
    assert.deepEqual([curations.inSet(id), told], [3, 1]);
  });

  it('is not asked for where nothing is drawn, nor of so many that it would take long', async () => {
    const [undrawn, large] = [bench(false), bench(true)];
    await undrawn.lookUp(id, curationOf(5));
    await large.lookUp(id, curationOf(6000));
    assert.deepEqual([undrawn.asked(), large.asked()], [0, 0]);
  });
});
