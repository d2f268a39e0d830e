import assert from 'node:assert/strict';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rememberDigestsIn } from '../../../src/engine/files/digest-memory.ts';
import { modelDigest } from '../../../src/engine/models/model-digest.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the digest of a model', () => {
  const folder = temporaryFolder();
  after(() => rememberDigestsIn(undefined));

  it('tells of large files that are to be read, once', async () => {
    rememberDigestsIn(join(folder(), 'digests'));
    const [graph, config] = [join(folder(), 'unet', 'model.onnx'), join(folder(), 'config.json')];
    await mkdir(join(folder(), 'unet'));
    for (const file of [graph, config]) await writeFile(file, '{}');
    await truncate(graph, 20e6);
    const told: unknown[] = [];
    const digest = await modelDigest(folder(), [graph, config], (preparation) => told.push(preparation));
    assert.deepEqual(told, [{ kind: 'loading', part: 'the model’s files for the first time (20 MB)' }]);
    assert.equal(await modelDigest(folder(), [graph, config], () => assert.fail('It is known.')), digest);
  });
});
