import assert from 'node:assert/strict';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTokenizer } from '../../../src/engine/text/load-tokenizer.ts';
import { fixtures, readFixture } from '../support/fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Recorded {
  readonly published: number;
  readonly cases: readonly { readonly text: string; readonly ids: readonly number[] }[];
}

const { published, cases } = readFixture<Recorded>('text/openai/encoded.json');
const [START, END] = [49406, 49407];

describe('OpenAI’s tokens', () => {
  const folder = temporaryFolder();

  it('are those that are published, and others of the whole vocabulary', async () => {
    const tokenizer = await loadTokenizer(`${fixtures}text/openai`);
    assert.equal(published, 5);
    for (const { text, ids } of cases) {
      assert.deepEqual(tokenizer.ids(text), ids, text);
      const row = [...tokenizer.encode(text).ids];
      assert.deepEqual(row, [START, ...ids, END, ...new Array(75 - ids.length).fill(END)]);
    }
  });

  it('are padded with `!` where the files say so, which is then found in texts as well', async () => {
    await cp(`${fixtures}text/openai`, folder(), { recursive: true });
    await writeFile(join(folder(), 'special_tokens_map.json'), '{"pad_token": "!"}');
    const tokenizer = await loadTokenizer(folder());
    assert.deepEqual([...tokenizer.encode('hello world!').ids], [START, 3306, 1002, 0, END, ...new Array(72).fill(0)]);
  });
});
