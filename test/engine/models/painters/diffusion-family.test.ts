import assert from 'node:assert/strict';
import { join } from 'node:path';
import { JsonObject } from '../../../../src/engine/files/json-file.ts';
import { type FamilySigns, familyOf } from '../../../../src/engine/models/painters/diffusion-family.ts';
import { outlinePainter } from '../../../../src/engine/models/painters/diffusion-folder.ts';
import { fixtures, starterPack } from '../../support/fixture.ts';

interface Signs {
  readonly index?: string;
  readonly unet?: { readonly [name: string]: unknown };
  readonly scheduler?: { readonly [name: string]: unknown };
  readonly inputs?: readonly string[];
  readonly width?: number | string;
}

function signs({ index, unet = {}, scheduler = {}, inputs = [], width = 'features' }: Signs): FamilySigns {
  const names = ['sample', 'timestep', ...inputs];
  return {
    index: new JsonObject(index === undefined ? {} : { _class_name: index }, 'model_index.json'),
    unet: new JsonObject(unet, 'unet/config.json'),
    scheduler: new JsonObject(scheduler, 'scheduler_config.json'),
    graph: {
      inputs: [
        ...names.map((name) => ({ name, type: 'float32', shape: ['batch'] })),
        { name: 'encoder_hidden_states', type: 'float32', shape: ['batch', 77, width] },
      ],
    },
  };
}

const trailing = { _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'trailing' };

const families: readonly (readonly [string, Signs])[] = [
  ['Stable Diffusion 1', { index: 'ORTStableDiffusionPipeline', unet: { cross_attention_dim: 768 } }],
  ['Stable Diffusion 1', { index: 'OnnxStableDiffusionPipeline', width: 768 }],
  ['Stable Diffusion 2', { width: 1024 }],
  ['Stable Diffusion', { width: 128 }],
  ['Stable Diffusion', {}],
  ['SD-Turbo', { width: 1024, scheduler: trailing }],
  ['Stable Diffusion 2', { width: 1024, scheduler: { ...trailing, prediction_type: 'v_prediction' } }],
  ['Stable Diffusion 2', { width: 1024, scheduler: { ...trailing, _class_name: 'DDIMScheduler' } }],
  ['Stable Diffusion XL', { index: 'StableDiffusionXLImg2ImgPipeline' }],
  ['Stable Diffusion XL', { unet: { addition_embed_type: 'text_time' } }],
  ['Stable Diffusion XL', { inputs: ['text_embeds', 'time_ids'], width: 2048 }],
  [
    'SDXL-Turbo',
    { index: 'StableDiffusionXLPipeline', scheduler: { ...trailing, _class_name: 'EulerAncestralDiscreteScheduler' } },
  ],
  ['Stable Diffusion 1 LCM', { index: 'LatentConsistencyModelPipeline', width: 768 }],
  ['Stable Diffusion 1 LCM', { inputs: ['timestep_cond'], width: 768 }],
  ['Stable Diffusion XL LCM', { index: 'StableDiffusionXLPipeline', scheduler: { _class_name: 'LCMScheduler' } }],
];

describe('the family of a diffusion model', () => {
  for (const [name, given] of families) {
    it(`is ${name}: ${JSON.stringify(given)}`, () => assert.equal(familyOf(signs(given)).name, name));
  }

  it('is told without opening a session, with the precisions there are', async () => {
    const outline = (name: string) => outlinePainter(join(fixtures, 'models', name));
    assert.deepEqual(await outline('sdxl-turbo'), { family: 'SDXL-Turbo', precisions: ['fp32'] });
    assert.deepEqual(await outline('lcm'), { family: 'Stable Diffusion LCM', precisions: ['fp32'] });
    assert.deepEqual(await outline('sd15-fp16'), { family: 'Stable Diffusion', precisions: ['fp16'] });
    // Its weights are stored in half precision, and computed with in single.
    assert.deepEqual(await outlinePainter(`${starterPack}diffusion`), {
      family: 'Stable Diffusion',
      precisions: ['fp32'],
    });
  });
});
