import assert from 'node:assert/strict';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDiffusionFolder } from '../../../../../src/engine/models/painters/diffusion-folder.ts';
import { writeOnnx } from '../../../../../src/engine/runtime/onnx/onnx-writer.ts';
import { Failure } from '../../../../../src/protocol/failure.ts';
import { fixtures, readFixture } from '../../../support/fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeJson } from '../../../support/written-models.ts';

describe('the text encoders of Stable Diffusion XL', () => {
  const folder = temporaryFolder();
  const outputs = async () => {
    const { encoders } = await readDiffusionFolder(folder(), { provider: 'cpu' });
    return encoders.map((encoder) => encoder.outputs);
  };

  /** An encoder that gives nothing but these. */
  async function writeEncoder(part: string, names: readonly string[]): Promise<void> {
    const graph = {
      inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 77] }],
      outputs: names.map((name) => ({ name, type: 'int64', shape: ['batch', 77] }) as const),
      nodes: names.map((name) => ({ operator: 'Identity', inputs: ['input_ids'], outputs: [name] })),
    } as const;
    await writeFile(join(folder(), part, 'model.onnx'), writeOnnx(graph));
    await rm(join(folder(), part, 'config.json'));
  }

  beforeEach(() => cp(join(fixtures, 'models/sdxl'), folder(), { recursive: true }));

  it('are read at the layer before the last, by their configurations', async () => {
    const [first, second] = await outputs();
    assert.deepEqual(first, { hidden: 'hidden_states.2' });
    assert.deepEqual(second, { hidden: 'hidden_states.1', pooled: 'text_embeds' });
  });

  it('are read there without configurations, too', async () => {
    const described = await outputs();
    for (const part of ['text_encoder', 'text_encoder_2']) await rm(join(folder(), part, 'config.json'));
    assert.deepEqual(await outputs(), described);
  });

  it('are read at the only layer that an export gives', async () => {
    await writeEncoder('text_encoder', ['hidden_states.11', 'last_hidden_state']);
    assert.deepEqual((await outputs())[0], { hidden: 'hidden_states.11' });
  });

  it('are refused when an export gives none', async () => {
    await writeEncoder('text_encoder_2', ['last_hidden_state', 'text_embeds']);
    await assert.rejects(
      outputs(),
      (error) =>
        Failure.is(error, 'model-unsupported') &&
        /text_encoder_2.model\.onnx does not give what Stable Diffusion XL reads.*all hidden states/.test(
          error.message,
        ),
    );
  });

  it('are missed when one is not there, unless the list of parts leaves it out, as that of the refiner does', async () => {
    await rm(join(folder(), 'text_encoder'), { recursive: true });
    await assert.rejects(
      outputs(),
      (error) => Failure.is(error, 'model-missing') && /text_encoder.model\.onnx/.test(error.message),
    );
    const index = readFixture<object>('models/sdxl/model_index.json');
    await writeJson(join(folder(), 'model_index.json'), { ...index, text_encoder: [null, null] });
    assert.deepEqual(await outputs(), [{ hidden: 'hidden_states.1', pooled: 'text_embeds' }]);
  });
});
