import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng } from '../../../src/engine/images/encode-png.ts';
import type { Judge } from '../../../src/engine/models/judge.ts';
import { embedFiles, type FileEmbedding } from '../../../src/engine/pipelines/embed-files.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { never } from '../support/fixture.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Embeds a picture as its first level. */
const judge: Pick<Judge, 'embedImages'> = {
  embedImages: async (images) => images.map((image) => Float32Array.of(image.data[0]!)),
};

describe('embedding files', () => {
  const folder = temporaryFolder();

  async function writeImages(count: number): Promise<string[]> {
    const files = Array.from({ length: count }, (_, i) => join(folder(), `${i}.png`));
    for (const [i, file] of files.entries()) {
      await writeFile(file, await encodePng({ width: 1, height: 1, data: Uint8Array.of(i, i, i) }));
    }
    return files;
  }

  async function embedAll(files: readonly string[], signal = never): Promise<FileEmbedding[]> {
    const all: FileEmbedding[] = [];
    for await (const batch of embedFiles(judge, files, signal)) all.push(...batch);
    return all;
  }

  for (const count of [0, 1, 8, 9, 30]) {
    it(`gives each of ${count} files its own result, in order`, async () => {
      const files = await writeImages(count);
      const expected = files.map((file, i) => ({ kind: 'embedded', file, embedding: Float32Array.of(i) }));
      assert.deepEqual(await embedAll(files), expected);
    });
  }

  it('skips what cannot be read, names it, and embeds the rest', async () => {
    const files = await writeImages(10);
    await writeFile(files[3]!, 'no picture');
    files.splice(5, 0, join(folder(), 'gone.png'));
    const results = await embedAll(files);
    assert.deepEqual(
      results.map((result) => (result.kind === 'embedded' ? result.embedding[0] : result.kind)),
      [0, 1, 2, 'skipped', 4, 'skipped', 5, 6, 7, 8, 9],
    );
    const skipped = results.filter((result) => result.kind === 'skipped');
    assert.ok(skipped.every((result) => result.reason.includes(result.file)));
  });

  it('stops between batches', async () => {
    const cancel = new AbortController();
    const embedding = embedFiles(judge, await writeImages(30), cancel.signal);
    await embedding.next();
    cancel.abort();
    await assert.rejects(embedding.next(), (error) => Failure.is(error, 'cancelled'));
  });
});
