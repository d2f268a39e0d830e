import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DecisionBoard } from '../../../src/extension/boards/decision-board.ts';
import { decisionLookup } from '../../../src/extension/boards/look-up-decisions.ts';
import { recipe } from '../sample-plans.ts';

describe('looking up decisions', () => {
  const plan = recipe('preview', { rows: ['cat'], columns: [1], images: 2 });
  const id = { uri: 'file:///a.vlprompt', name: 'preview' };
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-decisions-'));
  });

  after(() => rm(folder, { recursive: true }));

  it('asks nothing until somebody has decided, then for the one who asks', async () => {
    const asked: string[] = [];
    const decisions = new DecisionBoard();
    const lookUp = decisionLookup({
      decisions,
      folderOf: () => folder,
      reviewerIn: async () => 'Ada',
      engineOf: async () => ({
        lookupDecisions: async ({ reviewer }) => {
          asked.push(reviewer);
          return { recipe: 'preview', cells: [[{ state: 'kept', isFlagged: false }, null]] };
        },
      }),
    });
    await lookUp(id, plan);
    assert.deepEqual(asked, []);
    await mkdir(path.join(folder, 'reviews'));
    await lookUp(id, plan);
    assert.deepEqual(asked, ['Ada']);
    assert.deepEqual(decisions.countsOf(id.uri).get('cat'), { kept: 1, rejected: 0 });
  });
});
