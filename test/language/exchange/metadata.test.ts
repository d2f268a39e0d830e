import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { readImageMetadata } from '../../../src/language/exchange/metadata/image-metadata.ts';
import { asciiComment, chunk, exif, iTXt, jpeg, packed, png, tEXt, unicodeComment, webp, zTXt } from './pictures.ts';

const TEXT = 'a fox, Größe ½\nSteps: 20, Sampler: Euler, CFG scale: 7';

function textOf(bytes: Uint8Array, keyword: string): string | undefined {
  return readImageMetadata(bytes)?.texts.find((named) => named.keyword === keyword)?.text;
}

describe('texts in pictures', () => {
  it('are read from every text chunk of a PNG', () => {
    for (const written of [
      tEXt('parameters', TEXT),
      zTXt('parameters', TEXT),
      iTXt('parameters', TEXT),
      iTXt('parameters', TEXT, true),
    ]) {
      const metadata = readImageMetadata(png(written));
      assert.deepEqual(metadata, {
        format: 'png',
        texts: [{ keyword: 'parameters', text: TEXT }],
        notes: [],
        size: { width: 512, height: 768 },
      });
    }
  });

  it('may be UTF-8 where the standard says Latin-1', () => {
    const wrong = chunk('tEXt', Buffer.from('parameters\0狐狸 in snow', 'utf8'));
    assert.equal(textOf(png(wrong), 'parameters'), '狐狸 in snow');
  });

  it('may stand after the pixels', () => {
    const picture = png();
    const late = Buffer.concat([picture.subarray(0, -12), tEXt('parameters', TEXT), picture.subarray(-12)]);
    assert.equal(textOf(late, 'parameters'), TEXT);
  });

  it('are read with a note when the checksum does not fit', () => {
    const damaged = png(tEXt('parameters', TEXT));
    const at = damaged.indexOf('fox');
    damaged[at] = 'b'.charCodeAt(0);
    const metadata = readImageMetadata(damaged);
    assert.match(metadata?.texts[0]?.text ?? '', /^a box/);
    assert.match(metadata?.notes.join() ?? '', /checksum/);
  });

  it('are read as far as a file goes that breaks off', () => {
    const whole = png(tEXt('parameters', TEXT));
    for (let length = 8; length < whole.length; length++) {
      const metadata = readImageMetadata(whole.subarray(0, length));
      assert.ok(metadata, `${length} bytes`);
      assert.ok(TEXT.startsWith(metadata.texts[0]?.text ?? ''), `${length} bytes`);
    }
    assert.match(readImageMetadata(whole.subarray(0, 80))?.notes.join() ?? '', /breaks off/);
  });

  it('are read as far as what is packed can be unpacked', () => {
    const words = Array.from({ length: 4000 }, (_, index) => `word ${index * 7919}`).join(' ');
    const whole = deflateSync(Buffer.from(words));
    const metadata = readImageMetadata(png(packed('parameters', whole.subarray(0, whole.length - 3000))));
    const text = metadata?.texts[0]?.text ?? '';
    assert.ok(text.length > 1000 && text.length < words.length && words.startsWith(text));
    assert.match(metadata?.notes.join() ?? '', /could not be unpacked/);
  });

  it('are cut when they are packed to burst', () => {
    const bomb = packed('parameters', deflateSync(Buffer.alloc(200 << 20)));
    assert.ok(bomb.length < 1 << 20);
    const metadata = readImageMetadata(png(bomb));
    assert.equal(metadata?.texts[0]?.text.length, 8 << 20);
    assert.match(metadata?.notes.join() ?? '', /longer than is read/);
  });

  it('are not read without end, however many there are', () => {
    const many = Array.from({ length: 300 }, (_, index) => tEXt(`k${index}`, 'x'));
    const metadata = readImageMetadata(png(...many));
    assert.equal(metadata?.texts.length, 256);
    assert.match(metadata?.notes.join() ?? '', /more text than is read/);
  });

  it('are read from EXIF in JPEG, WebP and PNG, whatever its order and the order of its characters', () => {
    for (const block of ['big', 'little'] as const) {
      for (const comment of [unicodeComment(TEXT), unicodeComment(TEXT, 'little'), asciiComment(TEXT)]) {
        const data = exif(block, [comment]);
        for (const picture of [jpeg(data), webp(data), png(chunk('eXIf', data))]) {
          assert.equal(textOf(picture, 'UserComment'), TEXT);
        }
      }
    }
  });

  it('are read once from EXIF, however many entries name the same bytes', () => {
    const own = Array.from({ length: 400 }, () => asciiComment(TEXT));
    const block = exif('big', own);
    const twice = jpeg(block);
    const segment = twice.subarray(twice.indexOf('Exif') - 4, twice.indexOf(Buffer.from([0xff, 0xda])));
    const picture = Buffer.concat([twice.subarray(0, 2), segment, twice.subarray(2)]);
    assert.deepEqual(readImageMetadata(picture)?.texts, [{ keyword: 'UserComment', text: TEXT }]);
  });

  it('are read up to a number of pieces that no writer makes', () => {
    const pieces = chunk('IDAT', Buffer.alloc(0));
    const many = Buffer.concat([png().subarray(0, 33), Buffer.alloc(100_001 * pieces.length, pieces), tEXt('a', 'b')]);
    const metadata = readImageMetadata(many);
    assert.deepEqual(metadata?.texts, []);
    assert.match(metadata?.notes.join() ?? '', /more pieces than are read/);
  });

  it('are read from EXIF as libvips writes it', async () => {
    const comment = 'a fox: Steps: 20, Seed: 1';
    const made = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
    const written = made.withExif({ IFD2: { UserComment: comment } });
    for (const format of ['jpeg', 'webp', 'png'] as const) {
      assert.equal(textOf(await written.clone().toFormat(format).toBuffer(), 'UserComment'), comment, format);
    }
  });

  it('of the camera are read, in which ComfyUI keeps its graphs', () => {
    const value = Buffer.from('prompt:{"1":{}}\0');
    const data = exif('big', [], [{ tag: 0x0110, value }]);
    assert.equal(textOf(webp(data), 'Model'), 'prompt:{"1":{}}');
  });

  it('may be a file of text beside the picture', () => {
    assert.deepEqual(readImageMetadata(Buffer.from(TEXT))?.texts, [{ keyword: 'parameters', text: TEXT }]);
  });

  it('are none in other files', () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('GIF89a\0\x01\x02'),
      Buffer.alloc(4096),
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2]),
    ]) {
      assert.equal(readImageMetadata(bytes), undefined);
    }
  });

  it('hostile bytes throw nothing', () => {
    const pictures = [
      png(tEXt('parameters', TEXT), zTXt('prompt', TEXT), iTXt('Dream', TEXT, true)),
      jpeg(exif('little', [unicodeComment(TEXT)])),
      webp(exif('big', [unicodeComment(TEXT)], [{ tag: 0x10f, value: Buffer.from('workflow:{}') }])),
    ];
    const change = fc.record({ at: fc.nat(), to: fc.nat(255) });
    fc.assert(
      fc.property(
        fc.constantFrom(...pictures),
        fc.array(change, { maxLength: 12 }),
        fc.nat(),
        (picture, changes, cut) => {
          const bytes = Uint8Array.from(picture.subarray(0, picture.length - (cut % 40)));
          for (const { at, to } of changes) bytes[at % bytes.length] = to;
          readImageMetadata(bytes);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
