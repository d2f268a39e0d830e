import assert from 'node:assert/strict';
import type { GenerationRecord } from '../../../src/language/exchange/generation-record.ts';
import { readImageMetadata } from '../../../src/language/exchange/metadata/image-metadata.ts';
import { readRecord, strangerOf } from '../../../src/language/exchange/readers/read-record.ts';
import { exif, iTXt, jpeg, png, tEXt, unicodeComment } from './pictures.ts';

function recordIn(bytes: Uint8Array): GenerationRecord | undefined {
  const metadata = readImageMetadata(bytes);
  return metadata && readRecord(metadata);
}

const swarm = {
  sui_image_params: {
    prompt: 'a photo of a cat',
    model: 'OfficialStableDiffusion/sd_xl_base_1.0',
    seed: '1',
    steps: 20,
    cfgscale: '7.0',
    aspectratio: '1:1',
    width: 1024,
    height: 1024,
    sampler: 'euler',
    scheduler: 'normal',
    loras: ['fox', 'snow'],
    loraweights: ['0.5', '1'],
    refinerupscale: 2,
    automaticvae: true,
    negativeprompt: 'dog',
    swarm_version: '0.9.3.1',
  },
  sui_extra_data: { date: '2024-11-13' },
};

/** In the layouts of versions 3 and 5. */
const invoke3 = {
  app_version: '3.3.0post3',
  generation_mode: 'txt2img',
  cfg_rescale_multiplier: 0.5,
  positive_prompt: 'landscape+',
  negative_prompt: 'low quality',
  width: 768,
  height: 432,
  seed: 356120443,
  rand_device: 'cpu',
  cfg_scale: 7.5,
  steps: 50,
  scheduler: 'dpmpp_2m_sde_k',
  clip_skip: 0,
  model: { model_name: 'amixx', base_model: 'sd-1', model_type: 'main' },
  controlnets: [],
  loras: [{ lora: { model_name: 'fox', base_model: 'sd-1' }, weight: 0.75 }],
  vae: null,
};

describe('which tool made a picture', () => {
  it('SwarmUI, by its JSON where A1111 has its text', () => {
    for (const picture of [
      png(iTXt('parameters', JSON.stringify(swarm, undefined, 2))),
      jpeg(exif('little', [unicodeComment(JSON.stringify(swarm), 'little')])),
    ]) {
      assert.deepEqual(
        { ...recordIn(picture), size: undefined },
        {
          tool: 'SwarmUI',
          dialect: 'swarm',
          prompt: 'a photo of a cat',
          negative: 'dog',
          version: '0.9.3.1',
          seed: '1',
          steps: 20,
          sampler: 'euler',
          schedule: 'normal',
          guidance: 7,
          size: undefined,
          model: { name: 'OfficialStableDiffusion/sd_xl_base_1.0' },
          loras: [
            { name: 'fox', weight: 0.5 },
            { name: 'snow', weight: 1 },
          ],
          unread: ['refinerupscale: 2'],
          notes: [],
        },
      );
    }
  });

  it('InvokeAI, of version 3 and later', () => {
    const record = recordIn(png(tEXt('invokeai_metadata', JSON.stringify(invoke3))));
    assert.deepEqual(record, {
      size: { width: 768, height: 432 },
      tool: 'InvokeAI',
      dialect: 'compel',
      prompt: 'landscape+',
      negative: 'low quality',
      seed: '356120443',
      steps: 50,
      sampler: 'dpmpp_2m_sde_k',
      guidance: 7.5,
      version: '3.3.0post3',
      model: { name: 'amixx' },
      clipSkip: 1,
      noise: 'cpu',
      loras: [{ name: 'fox', weight: 0.75 }],
      unread: ['cfg_rescale_multiplier: 0.5'],
      notes: [],
    });
    const later = { ...invoke3, model: { key: 'k', hash: 'blake3:1', name: 'Juggernaut', base: 'sdxl', type: 'main' } };
    assert.deepEqual(recordIn(png(tEXt('invokeai_metadata', JSON.stringify(later))))?.model, {
      name: 'Juggernaut',
      hash: 'blake3:1',
    });
  });

  it('InvokeAI of version 2, whose brackets are the negative prompt', () => {
    const old = {
      model_weights: 'stable-diffusion-1.5',
      model_hash: 'cc6cb2',
      app_version: '2.3.0',
      image: {
        prompt: [{ prompt: 'a fox [blurry, bad] in snow', weight: 1 }],
        steps: 50,
        cfg_scale: 7.5,
        sampler: 'k_euler',
        seed: 42,
        width: 512,
        height: 512,
      },
    };
    const dream = '"a fox in snow [blurry]" -s 50 -S 42 -W 512 -H 640 -C 7.5 -A k_euler';
    const record = recordIn(png(tEXt('Dream', dream), tEXt('sd-metadata', JSON.stringify(old))));
    assert.deepEqual([record?.prompt, record?.negative, record?.sampler], ['a fox  in snow', 'blurry, bad', 'k_euler']);
    const typed = recordIn(png(tEXt('Dream', dream)));
    assert.deepEqual(
      [typed?.prompt, typed?.negative, typed?.seed, typed?.size, typed?.guidance],
      ['a fox in snow', 'blurry', '42', { width: 512, height: 640 }, 7.5],
    );
  });

  it('A1111 before ComfyUI, for many a graph writes both', () => {
    const text = 'a fox\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 64x64';
    assert.equal(
      recordIn(png(tEXt('prompt', '{"1":{"class_type":"KSampler"}}'), tEXt('parameters', text)))?.tool,
      'A1111',
    );
  });

  it('ComfyUI, wherever its nodes leave the graph', () => {
    const graph = JSON.stringify({
      '1': {
        class_type: 'KSampler',
        inputs: { positive: ['2', 0], negative: ['2', 0], steps: 7, sampler_name: 'euler' },
      },
    });
    const camera = (tag: number, text: string) => jpeg(exif('big', [], [{ tag, value: Buffer.from(`${text}\0`) }]));
    for (const picture of [
      camera(0x0110, `prompt:${graph}`),
      camera(0x010f, `Prompt: ${graph}`),
      jpeg(exif('big', [unicodeComment(graph)])),
      jpeg(exif('big', [unicodeComment(`{"prompt": ${graph}, "workflow": {}}`)])),
      jpeg(exif('big', [unicodeComment(JSON.stringify({ prompt: graph }))])),
    ]) {
      assert.deepEqual([recordIn(picture)?.tool, recordIn(picture)?.steps], ['ComfyUI', 7]);
    }
  });

  it('takes the size of the picture where its text has none', () => {
    const record = recordIn(png(tEXt('parameters', 'a fox\nSteps: 20, Sampler: Euler, Seed: 1')));
    assert.deepEqual(record?.size, { width: 512, height: 768 });
  });

  it('is not guessed', () => {
    for (const [keyword, text] of [
      ['parameters', 'only words'],
      ['parameters', '{"sui_image_params": 3}'],
      // Fooocus, in its own scheme.
      ['parameters', '{"prompt": "a fox", "seed": "1", "Steps: 3, Size: 8x8, Seed": 1}'],
      ['parameters', 'a: b, see: d, and: f'],
      ['invokeai_metadata', '[1]'],
      ['sd-metadata', '{}'],
      ['Dream', '"open'],
      ['prompt', '{"a": {"class_type": 3}}'],
      ['prompt', '{'.repeat(100_000)],
      ['Software', 'x'],
    ] as const) {
      assert.equal(recordIn(png(tEXt(keyword, text))), undefined, text.slice(0, 40));
    }
  });

  it('is told of tools whose texts are not read', () => {
    const named = (keyword: string, text: string) => {
      const metadata = readImageMetadata(png(iTXt(keyword, text)));
      return metadata && strangerOf(metadata);
    };
    assert.equal(named('Software', 'NovelAI'), 'NovelAI');
    assert.equal(named('negative_prompt', ''), 'Easy Diffusion');
    assert.match(named('workflow', '{}') ?? '', /ComfyUI/);
    assert.equal(named('Software', 'GIMP'), undefined);
  });
});
