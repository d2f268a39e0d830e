import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { tokenCounter } from '../../../src/engine/text/token-counter.ts';

const starterPack = fileURLToPath(new URL('../../../models/starter', import.meta.url));
const count = tokenCounter({ workspace: '/', starterPack, trustedModelFolders: [] });

describe('tokenCounter', () => {
  for (const name of ['diffusion', 'clip']) {
    it(`reads the tokenizer of starter/${name}`, async () => {
      const counted = await count({ kind: 'starter', name }, ['', 'a photo of a dress', 'a '.repeat(90)]);
      assert.deepEqual(counted, { counts: [0, 5, 90], limit: 75 });
    });
  }

  it('answers undefined for what cannot be read, and does not throw', async () => {
    assert.equal(await count({ kind: 'starter', name: '../clip' }, ['a']), undefined);
    assert.equal(await count({ kind: 'folder', path: 'nowhere/at-all' }, ['a']), undefined);
    assert.equal(await count({ kind: 'hub', repository: 'a/b', revision: 'main' }, ['a']), undefined);
  });
});
