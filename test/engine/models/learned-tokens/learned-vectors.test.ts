import assert from 'node:assert/strict';
import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLearnedTokens } from '../../../../src/engine/models/learned-tokens/learned-tokens.ts';
import { LearnedVectors } from '../../../../src/engine/models/learned-tokens/learned-vectors.ts';
import {
  LEARNED_ROWS,
  LEARNED_VECTORS,
  writeLearnedVectorsGraph,
} from '../../../../src/engine/runtime/onnx/learned-vectors-graph.ts';
import { type OnnxGraph, writeOnnx } from '../../../../src/engine/runtime/onnx/onnx-writer.ts';
import { openSession } from '../../../../src/engine/runtime/sessions/session.ts';
import { FIRST_LEARNED, withLearnedNames } from '../../../../src/engine/text/learned-names.ts';
import { loadTokenizer } from '../../../../src/engine/text/load-tokenizer.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { fixtures, greatestDistance } from '../../support/fixture.ts';

const cpu = { provider: 'cpu', threads: 1 } as const;
const file = (name: string) => join(fixtures, 'learned-tokens', name);
const graphOf = (model: string, part = 'text_encoder') => join(fixtures, 'models', model, part, 'model.onnx');

describe('vectors in place of tokens', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vlprompt-vectors-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  for (const [model, tolerance] of [
    ['sd15', 0],
    ['sd15-legacy', 0],
    ['sd15-fp16', 4e-3],
  ] as const) {
    it(`leave the graph of ${model} as it is where none is fed`, async () => {
      const { path, width } = await writeLearnedVectorsGraph(graphOf(model), join(folder, 'copy'));
      assert.equal(width, 8);
      const [plain, copy] = [await openSession(graphOf(model), cpu), await openSession(path, cpu)];
      const dims = [1, 77];
      const input_ids = { data: Int32Array.from({ length: 77 }, (_, i) => i), dims };
      const [expected] = await plain.run({ input_ids }, ['last_hidden_state']);
      const nothing = {
        learned_rows: { data: new Int32Array(77), dims: [1, 77, 1] },
        learned_vectors: { data: new Float32Array(77 * 8), dims: [1, 77, 8] },
      };
      const [actual] = await copy.run({ input_ids, ...nothing }, ['last_hidden_state']);
      await Promise.all([plain.dispose(), copy.dispose()]);
      assert.ok(greatestDistance(actual!.data, expected!.data) <= tolerance);
    });
  }

  it('are refused by graphs of another width, and by graphs without a table, in a sentence', async () => {
    const tokens = await readLearnedTokens(file('fox.safetensors'), 1);
    const vectors = new LearnedVectors(tokens, 0, graphOf('sd2-v'), cpu);
    await assert.rejects(vectors.open(), (error) => {
      assert.ok(Failure.is(error, 'model-unsupported'));
      assert.match(error.message, /`<red-fox>` have vectors of 8 numbers and this model's words have 12/);
      return true;
    });
    await vectors.dispose();
    const none = writeLearnedVectorsGraph(graphOf('sd15', 'unet'), join(folder, 'none'));
    await assert.rejects(none, (error) => Failure.is(error, 'model-unsupported'));
  });

  describe('in a model of somebody who means ill', () => {
    /** A text encoder whose other weights lie in a file of that name. */
    const encoder = (weights: string, nodes: OnnxGraph['nodes'] = lookUp): Uint8Array =>
      writeOnnx({
        inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 'tokens'] }],
        outputs: [{ name: 'y', type: 'float32', shape: ['batch', 'tokens', 1] }],
        nodes,
        weights: [
          { name: 'table', dims: [4, 1], data: new Float32Array(4) },
          { name: 'more', dims: [1], data: { file: weights, byteLength: 4 } },
        ],
      });
    const lookUp = [{ operator: 'Gather', inputs: ['table', 'input_ids'], outputs: ['y'] }];
    let model: string;
    let copy: string;

    beforeEach(async () => {
      [model, copy] = [join(folder, 'text_encoder'), join(folder, 'copy')];
      await mkdir(model);
      await writeFile(join(folder, 'precious'), 'precious');
    });

    const isUntouched = async () => assert.equal(await readFile(join(folder, 'precious'), 'utf8'), 'precious');
    const refused = (graph: string) =>
      assert.rejects(writeLearnedVectorsGraph(join(model, graph), copy), (error) => Failure.is(error, 'model-corrupt'));

    it('no file is written through links to weights that have the name of the copy', async () => {
      await writeFile(join(model, 'model_fp16.onnx'), encoder('model.onnx'));
      await symlink(join(folder, 'precious'), join(model, 'model.onnx'));
      await refused('model_fp16.onnx');
      await rm(join(model, 'model.onnx'));
      await link(join(folder, 'precious'), join(model, 'model.onnx'));
      await refused('model_fp16.onnx');
      await isUntouched();
    });

    it('nothing is linked or copied to where a name leads out of the folder', async () => {
      await writeFile(join(model, 'model.onnx'), encoder('../precious'));
      await refused('model.onnx');
      assert.deepEqual((await readdir(folder)).sort(), ['precious', 'text_encoder']);
    });

    it('weights behind a link are found from the copy, too', async () => {
      await writeFile(join(model, 'model.onnx'), encoder('weights'));
      await symlink('../precious', join(model, 'weights'));
      await writeLearnedVectorsGraph(join(model, 'model.onnx'), copy);
      assert.equal(await readFile(join(copy, 'weights'), 'utf8'), 'precious');
    });

    it('a look-up without an output, and ids on an endless way, are refused', async () => {
      const unsupported = async (nodes: OnnxGraph['nodes']) => {
        await writeFile(join(model, 'model.onnx'), encoder('weights', nodes));
        await writeFile(join(model, 'weights'), 'four');
        const written = writeLearnedVectorsGraph(join(model, 'model.onnx'), copy);
        await assert.rejects(written, (error) => Failure.is(error, 'model-unsupported'));
      };
      await unsupported([{ operator: 'Gather', inputs: ['table', 'input_ids'], outputs: [] }]);
      const way = Array.from({ length: 40 }, (_, i) => ({
        operator: 'Identity',
        inputs: [i === 39 ? 'input_ids' : `ids${i + 1}`],
        outputs: [`ids${i}`],
      }));
      await unsupported([{ operator: 'Gather', inputs: ['table', 'ids0'], outputs: ['y'] }, ...way]);
    });
  });

  it('leave nothing behind', async () => {
    const before = await copies();
    const vectors = new LearnedVectors(await readLearnedTokens(file('fox.safetensors'), 1), 0, graphOf('sd15'), cpu);
    await vectors.open();
    assert.equal((await copies()).length, before.length + 1);
    await vectors.dispose();
    assert.deepEqual(await copies(), before);
  });

  it('never reach the graph as ids', async () => {
    const vectors = new LearnedVectors(await readLearnedTokens(file('fox.safetensors'), 1), 0, graphOf('sd15'), cpu);
    const { ids, feeds } = vectors.feeds(Int32Array.of(5, FIRST_LEARNED, 6));
    assert.deepEqual([...ids], [5, 0, 6]);
    assert.deepEqual([...feeds[LEARNED_ROWS]!.data], [0, 1, 0]);
    assert.deepEqual([...feeds[LEARNED_VECTORS]!.data.slice(0, 8)], new Array(8).fill(0));
    assert.notDeepEqual([...feeds[LEARNED_VECTORS]!.data.slice(8, 16)], new Array(8).fill(0));
  });
});

describe('names of learned tokens in prompts', () => {
  it('are whole words in any case, and the longest counts', async () => {
    const tokenizer = await loadTokenizer(join(fixtures, 'models/sd15'));
    const names = [
      { name: 'ink', vectors: 2 },
      { name: 'ink-style', vectors: 1 },
      { name: '<fox>', vectors: 1 },
    ];
    const { ids } = withLearnedNames(tokenizer, names);
    const [ink, style, fox] = [[FIRST_LEARNED, FIRST_LEARNED + 1], [FIRST_LEARNED + 2], [FIRST_LEARNED + 3]];
    assert.deepEqual(ids('ink'), ink);
    assert.deepEqual(ids('INK-Style'), style);
    assert.deepEqual(ids('a <Fox>, ink'), [...tokenizer.ids('a'), ...fox, ...tokenizer.ids(','), ...ink]);
    assert.deepEqual(ids('inks think inkü'), tokenizer.ids('inks think inkü'));
    assert.equal(withLearnedNames(tokenizer, []), tokenizer);
  });
});

async function copies(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('vlprompt-learned-')).sort();
}
