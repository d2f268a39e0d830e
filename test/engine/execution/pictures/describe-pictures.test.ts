import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { describePictures } from '../../../../src/engine/execution/pictures/describe-pictures.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { StoreFiles } from '../../../../src/engine/store/store-files.ts';
import { Failure } from '../../../../src/protocol/failure.ts';

describe('describePictures', () => {
  let folder: string;
  let files: StoreFiles;
  const never = new AbortController().signal;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-pictures-'));
    files = new StoreFiles(path.join(folder, 'store'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function picture(name: string, level: number): Promise<string> {
    const file = path.join(folder, name);
    const background = { r: level, g: level, b: level };
    await sharp({ create: { width: 16, height: 8, channels: 3, background } })
      .png()
      .toFile(file);
    return file;
  }

  async function describeAll(images: Parameters<typeof describePictures>[2], signal = never) {
    const work = describePictures(files, 'set', images, signal);
    const told: number[] = [];
    for (;;) {
      const next = await work.next();
      if (next.done) return { described: next.value, told };
      told.push(next.value.done);
    }
  }

  it('describes what can be read, gives a reason for the rest, and tells how far it is', async () => {
    const [black, white] = [await picture('black.png', 0), await picture('white.png', 255)];
    const broken = path.join(folder, 'broken.png');
    await writeFile(broken, 'no picture');
    const missing = path.join(folder, 'missing.png');
    const { described, told } = await describeAll([black, white, broken, missing].map((file) => ({ file })));
    const facts = described.get(white)!;
    assert.ok('brightness' in facts && facts.brightness === 1 && facts.width === 16 && facts.height === 8);
    for (const file of [broken, missing]) {
      const found = described.get(file)!;
      assert.ok('reason' in found && found.reason.includes(file), file);
    }
    assert.equal(told.at(-1), 4);
  });

  it('decodes a picture once, whatever becomes of its file', async () => {
    const file = await picture('grey.png', 100);
    const hash = digestOf('known');
    const first = await describeAll([{ file, hash }]);
    await writeFile(file, 'spoilt');
    const second = await describeAll([{ file, hash }]);
    assert.deepEqual(second.described, first.described);
    assert.deepEqual(second.told, [], 'nothing was left to do');
  });

  it('ends when it is cancelled, and remembers what it found', async () => {
    const images = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => ({ file: await picture(`${i}.png`, i), hash: digestOf(`${i}`) })),
    );
    const controller = new AbortController();
    const work = describePictures(files, 'set', images, controller.signal);
    await work.next();
    controller.abort();
    await assert.rejects(work.next(), (error) => Failure.is(error, 'cancelled'));
    const { told } = await describeAll(images);
    assert.equal(told[0], 16, 'eight of before, and eight');
  });
});
