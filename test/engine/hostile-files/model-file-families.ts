/** @file What must hold of files of models, whatever stands in them: they are read, or refused in a sentence. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { JsonObject } from '../../../src/engine/files/json-file.ts';
import { createPreprocessor } from '../../../src/engine/images/clip-preprocessor.ts';
import { readLearnedTokens } from '../../../src/engine/models/learned-tokens/learned-tokens.ts';
import { checkExternalData } from '../../../src/engine/runtime/onnx/external-data.ts';
import { writeLearnedVectorsGraph } from '../../../src/engine/runtime/onnx/learned-vectors-graph.ts';
import { readOnnxFile } from '../../../src/engine/runtime/onnx/onnx-file.ts';
import { writeOnnx } from '../../../src/engine/runtime/onnx/onnx-writer.ts';
import { withLearnedNames } from '../../../src/engine/text/learned-names.ts';
import { loadTokenizer } from '../../../src/engine/text/load-tokenizer.ts';
import { characterMapOf } from '../../../src/engine/text/normalizing/character-map.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { type Family, family } from '../../language/programs/family.ts';
import { fixtures } from '../support/fixture.ts';
import { bytesOf, damaged, protobufText, tensorsText } from './binary-arbitraries.ts';
import { tokenizerText } from './tokenizer-arbitraries.ts';

const fixture = (name: string) => readFileSync(join(fixtures, name));

const encoder = writeOnnx({
  inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 77] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['batch', 'tokens', 2] }],
  nodes: [
    { operator: 'Cast', inputs: ['input_ids'], outputs: ['ids'], attributes: { to: 7 } },
    { operator: 'Gather', inputs: ['table', 'ids'], outputs: ['y'], attributes: { axis: 0 } },
  ],
  weights: [
    { name: 'table', dims: [4, 2], data: new Float32Array(8) },
    { name: 'more', dims: [1], data: { file: 'weights', byteLength: 4 } },
  ],
});
const sentences = ['unigram/spiece.model', 'unigram-bytes/spiece.model', 'pairs/tokenizer.model'];
const tensors = ['fox', 'ink-style', 'paired', 'rounded', 'changes'];

export const modelFileFamilies: readonly Family[] = [
  family('graphs', 25, fc.oneof(protobufText, damaged([encoder])), graphIsRead),
  family(
    'sentence pieces',
    20,
    fc.oneof(protobufText, damaged(sentences.map((name) => fixture(`text/${name}`)))),
    (text) =>
      inFolder(text, 'spiece.model', async (_, folder) => {
        const { ids, spansAt } = (await loadTokenizer(folder)).tokenize(PROMPT);
        assert.equal(spansAt(ids.map((_id, index) => index)).length, ids.length);
      }),
  ),
  family('descriptions of tokenizers', 20, tokenizerText, (text) =>
    inFolder(text, 'tokenizer.json', async (_, folder) => {
      const tokenizer = await loadTokenizer(folder);
      for (const prompt of [PROMPT, LONG_PROMPT]) {
        const { ids, spansAt } = tokenizer.tokenize(prompt);
        assert.equal(spansAt(ids.map((_id, index) => index)).length, ids.length);
      }
    }),
  ),
  family(
    'learned tokens',
    20,
    fc.oneof(tensorsText, damaged(tensors.map((name) => fixture(`learned-tokens/${name}.safetensors`)))),
    (text) =>
      inFolder(text, 'words.safetensors', async (path) => {
        const tokens = await readLearnedTokens(path, 1);
        const none = { ids: () => [], limit: 75, comma: undefined };
        const names = tokens.map(({ name, vectors }) => ({ name, vectors: vectors[0]!.length }));
        withLearnedNames(none, names).ids(PROMPT);
      }),
  ),
  family('tables of characters', 5, fc.tuple(fc.uint8Array({ maxLength: 400 }), fc.nat(100)), ([bytes, units]) =>
    toldInASentence(() => {
      const size = Buffer.alloc(4);
      size.writeUInt32LE(4 * units);
      const map = characterMapOf(Buffer.concat([size, bytes]), 'table');
      const characters = Array.from(PROMPT);
      for (const [at, character] of characters.entries()) {
        const found = map.longest(characters, at);
        assert.ok((map.shortest(character)?.length ?? 0) <= 256);
        assert.ok(found === undefined || (found.count >= 1 && found.count <= characters.length - at));
      }
    }),
  ),
  family('descriptions of pictures', 10, pictures(), (config) =>
    toldInASentence(() => {
      const preprocessor = createPreprocessor(new JsonObject(config, 'preprocessor_config.json'));
      const { width, height } = preprocessor;
      assert.ok(width * height <= LARGEST_PICTURE, `${width}×${height}`);
      const image = { width: 3, height: 2, data: new Uint8Array(18) };
      if (width * height < 1e5) preprocessor.write(image, new Float32Array(3 * width * height), 0);
    }),
  ),
];

const PROMPT = 'A photo of a <fox>, ﬁne caf\u0301e\u0000 \ud800 ▁2016';
/** On which a pattern that looks back takes long. */
const LONG_PROMPT = 'a'.repeat(1500) + ' '.repeat(1500);
const LARGEST_PICTURE = 1 << 26;

async function graphIsRead(text: string): Promise<void> {
  await inFolder(text, 'graph.onnx', async (path, folder) => {
    const model = join(folder, 'weights');
    await writeFile(model, 'four');
    const file = await readOnnxFile(path);
    await checkExternalData(path, file);
    const before = await readdir(folder);
    const made = await writeLearnedVectorsGraph(path, join(folder, 'copy')).catch((error: unknown) => error);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name !== 'copy'),
      before,
    );
    assert.equal(readFileSync(path, 'latin1'), text);
    assert.equal(readFileSync(model, 'latin1'), 'four');
    if (made instanceof Error) throw made;
  });
}

/** Entries of both kinds of files, of kinds and sizes that none has. */
function pictures(): fc.Arbitrary<{ readonly [name: string]: unknown }> {
  const edge = fc.oneof(fc.nat(300), fc.constantFrom(0, -1, 0.5, 1e9, 1e300, Number.POSITIVE_INFINITY, null, '224'));
  const size = fc.oneof(
    edge,
    fc.record({ shortest_edge: edge }),
    fc.record({ width: edge, height: edge }, { requiredKeys: [] }),
    fc.array(edge, { maxLength: 3 }),
  );
  const numbers = fc.oneof(fc.array(fc.double(), { maxLength: 4 }), fc.jsonValue({ maxDepth: 1 }));
  return fc.record(
    {
      size,
      crop_size: size,
      crop_pct: fc.oneof(fc.double(), edge),
      do_resize: fc.oneof(fc.boolean(), fc.constant(1)),
      do_center_crop: fc.boolean(),
      resample: fc.integer({ min: -1, max: 6 }),
      image_processor_type: fc.constantFrom('CLIPImageProcessor', 'SiglipImageProcessor', 'ConvNextImageProcessor'),
      resize_mode: fc.constantFrom('shortest', 'longest', 'squash', 'constructor'),
      interpolation: fc.constantFrom('bicubic', 'bilinear', 'random', 'none'),
      fill_color: fc.oneof(edge, numbers),
      image_mean: numbers,
      image_std: numbers,
      mean: numbers,
      std: numbers,
      rescale_factor: fc.double(),
    },
    { requiredKeys: [] },
  );
}

const home = mkdtempSync(join(tmpdir(), 'vlprompt-fuzz-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
let count = 0;

/** A folder of its own for every case: what was read of a file is remembered by its path. */
async function inFolder(
  text: string,
  name: string,
  reads: (path: string, folder: string) => Promise<void>,
): Promise<void> {
  const folder = join(home, String(count++));
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(join(folder, name), bytesOf(text));
    await toldInASentence(() => reads(join(folder, name), folder));
    assert.deepEqual((await readdir(home)).length, 1, 'Something was written beside the folder.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  assert.ok(!existsSync(folder));
}

async function toldInASentence(work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!Failure.is(error)) throw error;
  }
}
