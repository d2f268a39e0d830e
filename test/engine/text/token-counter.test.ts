import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { tokenCounter } from '../../../src/engine/text/token-counter.ts';
import { fixtures } from '../support/fixture.ts';

const starterPack = fileURLToPath(new URL('../../../models/starter', import.meta.url));
const count = tokenCounter({ workspace: '/', starterPack, trustedModelFolders: [] });
const painter = { kind: 'starter', name: 'diffusion' } as const;
const judge = { kind: 'starter', name: 'clip' } as const;

/** The text before the cursor, and after it. */
function split(text: string, at: number | undefined): readonly [string, string] {
  return [text.slice(0, at), text.slice(at)];
}

describe('tokenCounter', () => {
  for (const name of ['diffusion', 'clip']) {
    for (const reader of ['painter', 'judge'] as const) {
      it(`reads the tokenizer of starter/${name} for a ${reader}`, async () => {
        const short = { chunks: [], unreadFrom: undefined };
        assert.deepEqual(await count({ kind: 'starter', name }, reader, ['', 'a photo of a dress', 'a '.repeat(75)]), [
          { count: 0, ...short },
          { count: 5, ...short },
          { count: 75, ...short },
        ]);
      });
    }
  }

  it('says where each chunk of a painter begins: after a comma that is near', async () => {
    const text = `${'A '.repeat(60)}, ${'red '.repeat(20)}`;
    const [reading] = (await count(painter, 'painter', [text]))!;
    assert.deepEqual({ ...reading, chunks: reading!.chunks.length }, { count: 81, chunks: 1, unreadFrom: undefined });
    const [first, second] = split(text, reading!.chunks[0]);
    assert.ok(first.endsWith(' , '));
    assert.equal(second, 'red '.repeat(20));
  });

  it('says where a painter begins chunks when no comma is near, past white space and marks', async () => {
    const text = `${'\u00c5 \t'.repeat(10)}${'a '.repeat(200)}`;
    const [reading] = (await count(painter, 'painter', [text]))!;
    assert.equal(reading!.chunks.length, Math.ceil(reading!.count / 75) - 1);
    for (const at of reading!.chunks) assert.match(text.slice(at - 1, at + 1), /^ [a\u00c5]$/);
  });

  it('says from where on a judge reads nothing', async () => {
    const text = `  ${'A '.repeat(75)}  red square`;
    const [reading] = (await count(judge, 'judge', [text]))!;
    assert.deepEqual(reading!.chunks, []);
    assert.equal(split(text, reading!.unreadFrom)[1], 'red square');
  });

  it('reads the same text the same again', async () => {
    const texts = ['a '.repeat(100), 'b'];
    assert.deepEqual(await count(painter, 'painter', texts), await count(painter, 'painter', texts));
  });

  const judges = [
    ['siglip', 63],
    ['siglip2', 63],
    ['openclip', 75],
  ] as const;
  for (const [name, limit] of judges) {
    it(`knows how much a judge reads of an export without the folder of a tokenizer: ${name}`, async () => {
      const here = tokenCounter({ workspace: `${fixtures}models`, starterPack, trustedModelFolders: [] });
      const [word] = (await here({ kind: 'folder', path: name }, 'judge', ['b b']))!;
      assert.equal(word!.count % 2, 0);
      const most = (2 * limit) / word!.count;
      const texts = ['b '.repeat(Math.floor(most)).trim(), 'b '.repeat(Math.floor(most) + 1).trim()];
      const [fits, long] = (await here({ kind: 'folder', path: name }, 'judge', texts))!;
      assert.ok(fits!.count <= limit && fits!.unreadFrom === undefined);
      assert.ok(long!.count > limit && long!.unreadFrom! >= texts[0]!.length);
    });
  }

  it('answers undefined for what cannot be read, and does not throw', async () => {
    assert.equal(await count({ kind: 'starter', name: '../clip' }, 'judge', ['a']), undefined);
    assert.equal(await count({ kind: 'folder', path: 'nowhere/at-all' }, 'judge', ['a']), undefined);
    assert.equal(await count({ kind: 'hub', repository: 'a/b', revision: 'main' }, 'painter', ['a']), undefined);
  });
});
