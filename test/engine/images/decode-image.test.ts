import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decodeImage } from '../../../src/engine/images/decode-image.ts';
import { encodePng } from '../../../src/engine/images/encode-png.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { fixtures, greatestDistance, readFixture } from '../support/fixture.ts';
import { imageOf, type RecordedImage } from './recorded-image.ts';

interface Recorded {
  readonly files: { readonly [file: string]: RecordedImage };
}

const folder = `${fixtures}images/files/`;

describe('decoding images', () => {
  const temporary = temporaryFolder();

  for (const [file, recordedImage] of Object.entries(readFixture<Recorded>('images/pillow-decode.json').files)) {
    it(`sees in ${file} what Pillow sees`, async () => {
      const expected = imageOf(recordedImage);
      const decoded = await decodeImage(folder + file);
      assert.deepEqual([decoded.width, decoded.height], [expected.width, expected.height]);
      // JPEG decoders may round a sum of cosines differently; all other formats are exact.
      const tolerance = file.endsWith('.jpg') ? 2 : 0;
      assert.ok(greatestDistance(decoded.data, expected.data) <= tolerance);
    });
  }

  it('gives back what was encoded', async () => {
    const size = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(size, size, fc.infiniteStream(fc.nat(255)), async (width, height, levels) => {
        const data = Uint8Array.from([...levels.take(width * height * 3)]);
        const path = join(temporary.path, 'encoded.png');
        await writeFile(path, await encodePng({ width, height, data }));
        assert.deepEqual(await decodeImage(path), { width, height, data });
      }),
      { numRuns: 30 },
    );
  });
});

describe('damaged images', () => {
  const temporary = temporaryFolder();

  const damages: readonly { readonly title: string; damage(bytes: Buffer): Buffer }[] = [
    { title: 'an empty file', damage: () => Buffer.alloc(0) },
    { title: 'a text', damage: () => Buffer.from('not an image') },
    { title: 'half a file', damage: (bytes) => bytes.subarray(0, bytes.length >> 1) },
    { title: 'a changed byte', damage: (bytes) => Buffer.from(bytes.map((byte, i) => (i === 60 ? byte ^ 255 : byte))) },
  ];
  for (const { title, damage } of damages) {
    it(`are refused with their name: ${title}`, async () => {
      const path = join(temporary.path, 'bad.png');
      await writeFile(path, damage(await readFile(`${folder}plain.png`)));
      await assert.rejects(
        decodeImage(path),
        (error) => Failure.is(error, 'image-corrupt') && error.message.includes(path),
      );
    });
  }

  const strangers: readonly (readonly [format: string, content: Uint8Array])[] = [
    [
      'SVG',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
    ],
    ['GIF', Buffer.from('R0lGODlhAQABAPAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=', 'base64')],
  ];
  for (const [format, content] of strangers) {
    it(`are all that are neither PNG, JPEG nor WebP, whatever their names: ${format}`, async () => {
      const path = join(temporary.path, 'stranger.png');
      await writeFile(path, content);
      await assert.rejects(decodeImage(path), /is damaged or of an unknown format/);
    });
  }

  it('are told from huge ones, which are not read', async () => {
    const path = join(temporary.path, 'huge.png');
    await writeFile(path, hugePng);
    await assert.rejects(decodeImage(path), /huge\.png has more than 67 million pixels; make it smaller or remove it/);
  });

  it('are told from lines, which would take gigabytes to be scaled up', async () => {
    const path = join(temporary.path, 'line.png');
    const written = async (width: number, height: number) =>
      writeFile(path, await encodePng({ width, height, data: new Uint8Array(3 * width * height) }));
    for (const [width, height] of [
      [1, 100_000],
      [1503, 3],
    ] as const) {
      await written(width, height);
      await assert.rejects(decodeImage(path), (error) => Failure.is(error, 'image-corrupt'));
    }
    await written(1500, 3);
    assert.equal((await decodeImage(path)).width, 1500);
  });

  it('that are not there are another failure', async () => {
    const path = join(temporary.path, 'none.png');
    await assert.rejects(
      decodeImage(path),
      (error) => Failure.is(error, 'file-unreadable') && error.message.includes(path),
    );
  });
});

/** A PNG file of 8192 x 8193 black and white pixels that ends before the first: it is refused before it is read. */
const hugePng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAIAAAACABAQAAAACRjSRRAAAACUlEQVR4nGMAAAABAAFe/335AAAAAElFTkSuQmCC',
  'base64',
);

/** A folder that is there while the tests around it run. */
function temporaryFolder(): { readonly path: string } {
  const folder = { path: '' };
  before(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'images-'));
  });
  after(() => rm(folder.path, { recursive: true }));
  return folder;
}
