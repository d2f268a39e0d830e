import assert from 'node:assert/strict';
import { MeaningBoard } from '../../../src/extension/boards/meaning-board.ts';
import type { MeaningReport } from '../../../src/protocol/meaning.ts';

const uri = 'file:///a.vlprompt';

function meaning(nearest: string, cosine: number): MeaningReport {
  return {
    judge: { spec: { kind: 'starter', name: 'clip' }, digest: 'd' },
    classes: [{ class: 'tshirt', nearest: { class: nearest, cosine } }, { class: 'alone' }],
    nearCaptions: [],
  };
}

describe('the board of meanings', () => {
  it('knows the nearest class once it was told, and of several judges the one that tells them apart the least', () => {
    const board = new MeaningBoard();
    const seen: string[] = [];
    board.onDidChange((changed) => seen.push(changed));
    assert.equal(board.nearest(uri, 'tshirt'), undefined);
    board.set(uri, [meaning('shirt', 0.91), meaning('coat', 0.97)]);
    assert.deepEqual(board.nearest(uri, 'tshirt'), { class: 'coat', cosine: 0.97 });
    assert.equal(board.nearest(uri, 'alone'), undefined);
    assert.equal(board.nearest('file:///b.vlprompt', 'tshirt'), undefined);
    board.set(uri, []);
    assert.equal(board.nearest(uri, 'tshirt'), undefined);
    assert.deepEqual(seen, [uri, uri]);
  });
});
