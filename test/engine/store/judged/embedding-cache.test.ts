import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { EmbeddingCache } from '../../../../src/engine/store/judged/embedding-cache.ts';
import { decodeSegment, encodeSegment } from '../../../../src/engine/store/judged/embedding-segment.ts';
import { StoreFiles } from '../../../../src/engine/store/store-files.ts';

const dimensions = 3;
const hash = fc.string().map(digestOf);
const embedding = fc.array(fc.float({ noNaN: true }), { minLength: dimensions, maxLength: dimensions });
const embeddings = fc
  .array(fc.tuple(hash, embedding))
  .map((all) => new Map(all.map(([key, row]) => [key, Float32Array.from(row)])));

describe('a segment of embeddings', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(embeddings, (all) => {
        assert.deepEqual(decodeSegment(Buffer.from(encodeSegment(all, dimensions)), dimensions), all);
      }),
    );
  });

  it('is refused when a byte is changed, lost, or added, and for another length of embedding', () => {
    const one = new Map([[digestOf('a'), Float32Array.of(1, 2, 3)]]);
    const bytes = Buffer.from(encodeSegment(one, dimensions));
    for (const [i] of bytes.entries()) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1;
      assert.equal(decodeSegment(changed, dimensions), undefined, `byte ${i} changed`);
      assert.equal(decodeSegment(bytes.subarray(0, i), dimensions), undefined, `cut at ${i}`);
    }
    assert.equal(decodeSegment(Buffer.concat([bytes, Buffer.of(0)]), dimensions), undefined);
    assert.equal(decodeSegment(bytes, dimensions + 1), undefined);
  });
});

describe('EmbeddingCache', () => {
  const space = digestOf('space');
  let folder: string;
  let files: StoreFiles;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-store-'));
    files = new StoreFiles(folder);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (name = space) => EmbeddingCache.open(files, name, dimensions);
  const one = (name: string, value: number) => new Map([[digestOf(name), Float32Array.of(value, 0, 0)]]);
  const segments = () => readdir(path.join(folder, 'cache/embeddings', space));

  it('remembers, for its own model only', async () => {
    const cache = await open();
    await cache.add(one('a', 1));
    await cache.add(new Map());
    assert.deepEqual((await open()).get(digestOf('a')), Float32Array.of(1, 0, 0));
    assert.equal((await open(digestOf('another'))).get(digestOf('a')), undefined);
    assert.equal((await segments()).length, 1, 'nothing is written for nothing');
  });

  it('packs many small files into one and loses none, nor what another engine added', async () => {
    const [mine, theirs] = [await open(), await open()];
    for (let i = 0; i < 12; i++) await mine.add(one(`mine ${i}`, i));
    await theirs.add(one('theirs', 99));
    await mine.pack();
    assert.equal((await segments()).length, 2);
    const reopened = await open();
    for (let i = 0; i < 12; i++) assert.equal(reopened.get(digestOf(`mine ${i}`))?.[0], i);
    assert.equal(reopened.get(digestOf('theirs'))?.[0], 99);
  });

  it('leaves few files alone', async () => {
    const cache = await open();
    await cache.add(one('a', 1));
    await cache.add(one('b', 2));
    await cache.pack();
    assert.equal((await segments()).length, 2);
  });

  it('does without a damaged file', async () => {
    const cache = await open();
    await cache.add(one('a', 1));
    await cache.add(one('b', 2));
    const [first = ''] = await segments();
    const file = path.join(folder, 'cache/embeddings', space, first);
    await writeFile(file, (await readFile(file)).subarray(7));
    const reopened = await open();
    const known = ['a', 'b'].filter((name) => reopened.get(digestOf(name)) !== undefined);
    assert.equal(known.length, 1);
  });
});
