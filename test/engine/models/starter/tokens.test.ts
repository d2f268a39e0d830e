import assert from 'node:assert/strict';
import { loadTokenizer } from '../../../../src/engine/text/load-tokenizer.ts';
import { readFixture, starterPack } from '../../support/fixture.ts';

interface Recorded {
  readonly cases: readonly { readonly text: string; readonly ids: readonly number[] }[];
}

describe('tokens of the starter pack', () => {
  for (const model of ['diffusion', 'clip']) {
    it(`are those that ${model} was trained with`, async () => {
      const tokenizer = await loadTokenizer(starterPack + model);
      const { cases } = readFixture<Recorded>('starter/tokenizer.json');
      for (const { text, ids } of cases)
        assert.deepEqual([...tokenizer.encode(text).ids.slice(0, ids.length)], ids, text);
    });
  }
});
