import assert from 'node:assert/strict';
import { withMemory } from '../../../src/language/server/folder-memory.ts';

describe('withMemory', () => {
  it('looks once while an answer holds, at each folder by itself', async () => {
    const asked: string[] = [];
    const exists = withMemory(
      async (folder) => {
        asked.push(folder);
        return folder === 'a';
      },
      () => 5,
    );
    assert.deepEqual(await Promise.all(['a', 'b', 'a', 'b'].map(exists)), [true, false, true, false]);
    assert.deepEqual(asked, ['a', 'b']);
  });

  it('looks again later', async () => {
    let time = 0;
    let isThere = false;
    const exists = withMemory(
      async () => isThere,
      () => time,
    );
    assert.equal(await exists('a'), false);
    isThere = true;
    time = 999;
    assert.equal(await exists('a'), false);
    time = 1000;
    assert.equal(await exists('a'), true);
  });
});
