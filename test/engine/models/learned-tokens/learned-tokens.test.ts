import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readLearnedTokens } from '../../../../src/engine/models/learned-tokens/learned-tokens.ts';
import { Failure, type FailureCode } from '../../../../src/protocol/failure.ts';
import { fixtures } from '../../support/fixture.ts';

const file = (name: string) => join(fixtures, 'learned-tokens', name);

describe('files of learned tokens', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vlprompt-tokens-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  const shapeOf = async (name: string, encoders: number) =>
    (await readLearnedTokens(file(name), encoders)).map((token) => ({
      name: token.name,
      vectors: token.vectors.map((rows) => rows.map(({ length }) => length)),
    }));

  it('are read as diffusers and as A1111 write them, for one text encoder or two', async () => {
    assert.deepEqual(await shapeOf('fox.safetensors', 1), [{ name: '<red-fox>', vectors: [[8]] }]);
    assert.deepEqual(await shapeOf('ink-style.safetensors', 1), [{ name: 'ink-style', vectors: [[8, 8, 8]] }]);
    assert.deepEqual(await shapeOf('paired.safetensors', 2), [
      {
        name: 'paired',
        vectors: [
          [8, 8],
          [12, 12],
        ],
      },
    ]);
  });

  it('hold the same numbers in every type', async () => {
    const [exact] = await readLearnedTokens(file('fox.safetensors'), 1);
    const [short] = await readLearnedTokens(file('rounded.safetensors'), 1);
    const [expected, actual] = [exact!.vectors[0]![0]!, short!.vectors[0]![0]!];
    // BF16 keeps eight bits.
    for (const [i, value] of expected.entries()) assert.ok(Math.abs(actual[i]! - value) <= Math.abs(value) / 128);
  });

  it('for another kind of model are refused, as are changes of weights and files that can hold code', async () => {
    const refused = async (name: string, encoders: number, words: RegExp) =>
      assert.rejects(readLearnedTokens(name, encoders), (error) => {
        assert.ok(Failure.is(error, 'model-unsupported'), String(error));
        assert.match(error.message, words);
        return true;
      });
    await refused(file('fox.safetensors'), 2, /learned for a model with one text encoder/);
    await refused(file('paired.safetensors'), 1, /learned for SDXL/);
    await refused(file('changes.safetensors'), 1, /\(LoRA\).*merge it into the model/);
    await refused('/tokens/fox.pt', 1, /can hold code and are not opened/);
  });

  it('that are made to fill the memory are refused unread', async () => {
    const refused = async (header: object, numbers: number, code: FailureCode) => {
      const path = join(folder, 'hostile.safetensors');
      const text = Buffer.from(JSON.stringify(header));
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(text.length));
      await writeFile(path, Buffer.concat([length, text, Buffer.alloc(numbers)]));
      await assert.rejects(readLearnedTokens(path, 1), (error) => Failure.is(error, code));
    };
    const tensor = (shape: readonly number[], from: number, to: number) => ({
      dtype: 'F32',
      shape,
      data_offsets: [from, to],
    });
    const named = (count: number, at: (index: number) => object) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`t${i}`, at(i)]));
    await refused({ a: tensor([2], 0, 8), b: tensor([2], 0, 8) }, 8, 'model-corrupt');
    await refused({ a: tensor([2], 8, 0) }, 8, 'model-corrupt');
    await refused(
      named(1000, (i) => tensor([1], 4 * i, 4 * i + 4)),
      4000,
      'model-unsupported',
    );
    await refused({ a: tensor([2 << 20], 0, 8 << 20) }, 8 << 20, 'model-unsupported');
    await refused({ '': tensor([1], 0, 4) }, 4, 'model-unsupported');
  });

  it('that are no files are refused, not waited for', async () => {
    const path = join(folder, 'folder.safetensors');
    await mkdir(path);
    await assert.rejects(readLearnedTokens(path, 1), (error) => Failure.is(error, 'model-corrupt'));
  });

  it('that are missing, cut or filled with anything are told in a sentence', async () => {
    const missing = readLearnedTokens(join(folder, 'none.safetensors'), 1);
    await assert.rejects(missing, (error) => Failure.is(error, 'model-missing'));
    const whole = await readFile(file('ink-style.safetensors'));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.nat(whole.length - 1).map((end) => whole.subarray(0, end)),
          fc.uint8Array({ maxLength: 64 }),
          fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, byte]) => {
            const changed = Buffer.from(whole);
            changed[at] = byte;
            return changed;
          }),
        ),
        async (bytes) => {
          const path = join(folder, 'some.safetensors');
          await writeFile(path, bytes);
          await readLearnedTokens(path, 1).catch((error: unknown) => {
            assert.ok(Failure.is(error, 'model-corrupt') || Failure.is(error, 'model-unsupported'), String(error));
          });
        },
      ),
      { numRuns: 200 },
    );
  });
});
