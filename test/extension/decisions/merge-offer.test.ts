import assert from 'node:assert/strict';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MergeOffer } from '../../../src/extension/decisions/merge-offer.ts';
import { mergeLine } from '../../../src/protocol/texts/merge-line.ts';
import { temporaryFolder } from '../../engine/support/temporary-folder.ts';

describe('the offer to merge decisions', () => {
  const folder = temporaryFolder();
  const file = () => path.join(folder(), '.gitattributes');
  const memory = new Map<string, unknown>();
  const errors: unknown[] = [];
  let asked = 0;

  const decide = async (workspace: string) => {
    await mkdir(path.join(workspace, 'reviews/ann'), { recursive: true });
    await writeFile(path.join(workspace, 'reviews/ann/2026-11.jsonl'), '');
  };

  beforeEach(async () => {
    await decide(folder());
    memory.clear();
    errors.length = 0;
    asked = 0;
  });

  /** A window, and what its user answers. */
  function opened(answer: boolean | undefined, isTrusted = true): MergeOffer {
    return new MergeOffer({
      memory: { get: (key) => memory.get(key), update: async (key, value) => void memory.set(key, value) },
      isTrusted: () => isTrusted,
      ask: async () => {
        asked++;
        return answer;
      },
      onError: (error) => errors.push(error),
    });
  }

  it('adds the line behind what is there, and asks no more', async () => {
    await mkdir(path.join(folder(), '.git'));
    await writeFile(file(), '*.png binary');
    const offer = opened(true);
    await Promise.all([offer.consider(folder()), offer.consider(folder())]);
    assert.equal(await readFile(file(), 'utf8'), `*.png binary\n${mergeLine}\n`);
    await opened(true).consider(folder());
    assert.deepEqual([asked, errors], [1, []]);
  });

  it('waits for a decision', async () => {
    await mkdir(path.join(folder(), '.git'));
    await rm(path.join(folder(), 'reviews'), { recursive: true });
    await mkdir(path.join(folder(), 'reviews/views'), { recursive: true });
    await writeFile(path.join(folder(), 'reviews/views/train.vlreview'), '');
    const offer = opened(true);
    await offer.consider(folder());
    assert.equal(asked, 0);
    await decide(folder());
    await offer.consider(folder());
    assert.deepEqual([asked, errors], [1, []]);
  });

  it('makes the file where there is none', async () => {
    await mkdir(path.join(folder(), '.git'));
    await opened(true).consider(folder());
    assert.equal(await readFile(file(), 'utf8'), `${mergeLine}\n`);
  });

  it('is made once when it is not wanted, and again in another window when nobody answered', async () => {
    await mkdir(path.join(folder(), '.git'));
    await opened(undefined).consider(folder());
    await opened(false).consider(folder());
    await opened(true).consider(folder());
    assert.equal(asked, 2);
    await assert.rejects(readFile(file()));
  });

  it('is not made outside of git, nor where nobody is trusted, nor through a link', async () => {
    await opened(true).consider(folder());
    await mkdir(path.join(folder(), '.git'));
    await opened(true, false).consider(folder());
    const other = path.join(folder(), 'other');
    await mkdir(path.join(other, '.git'), { recursive: true });
    await decide(other);
    await writeFile(path.join(folder(), 'target'), '');
    await symlink(path.join(folder(), 'target'), path.join(other, '.gitattributes'));
    await opened(true).consider(other);
    assert.deepEqual([asked, errors, await readFile(path.join(folder(), 'target'), 'utf8')], [0, [], '']);
  });
});
