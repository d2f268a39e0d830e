import assert from 'node:assert/strict';
import { readComfy } from '../../../src/language/exchange/readers/comfy/comfy.ts';

type Inputs = Readonly<Record<string, unknown>>;
const node = (class_type: string, inputs: Inputs) => ({ class_type, inputs });

/** ComfyUI's first workflow as its API has it. */
const usual = {
  '3': node('KSampler', {
    seed: 156680208700286,
    steps: 20,
    cfg: 8,
    sampler_name: 'euler',
    scheduler: 'normal',
    denoise: 1,
    model: ['4', 0],
    positive: ['6', 0],
    negative: ['7', 0],
    latent_image: ['5', 0],
  }),
  '4': node('CheckpointLoaderSimple', { ckpt_name: 'v1-5-pruned-emaonly.safetensors' }),
  '5': node('EmptyLatentImage', { width: 512, height: 640, batch_size: 1 }),
  '6': node('CLIPTextEncode', { text: 'beautiful (scenery:1.2)', clip: ['4', 1] }),
  '7': node('CLIPTextEncode', { text: 'text, watermark', clip: ['4', 1] }),
  '8': node('VAEDecode', { samples: ['3', 0], vae: ['4', 2] }),
  '9': node('SaveImage', { filename_prefix: 'ComfyUI', images: ['8', 0] }),
};

function read(graph: object) {
  const record = readComfy(JSON.stringify(graph));
  assert.ok(record);
  return record;
}

/** The usual graph with other inputs of its sampler, and more nodes. */
function varied(inputs: Inputs, nodes: object = {}) {
  return { ...usual, '3': node('KSampler', { ...usual['3'].inputs, ...inputs }), ...nodes };
}

describe('a graph of ComfyUI', () => {
  it('is read from its sampler', () => {
    assert.deepEqual(read(usual), {
      tool: 'ComfyUI',
      dialect: 'comfy',
      unread: [],
      prompt: 'beautiful (scenery:1.2)',
      negative: 'text, watermark',
      seed: '156680208700286',
      steps: 20,
      sampler: 'euler',
      schedule: 'normal',
      guidance: 8,
      denoise: 1,
      size: { width: 512, height: 640 },
      model: { name: 'v1-5-pruned-emaonly.safetensors' },
      noise: 'cpu',
      loras: [],
      notes: [],
    });
  });

  it('keeps seeds of 64 bits, and may hold what Python calls NaN', () => {
    const text = JSON.stringify(varied({ seed: 'SEED' })).replace('"SEED"', '18446744073709551615');
    const record = readComfy(text.replace('{"class_type":"SaveImage"', '{"is_changed":[NaN],"class_type":"SaveImage"'));
    assert.equal(record?.seed, '18446744073709551615');
    assert.equal(
      read(varied({ seed: 3, sampler_name: 'NaN 12345678901234567890 \\" {' })).sampler,
      'NaN 12345678901234567890 \\" {',
    );
  });

  it('may keep values in nodes of their own', () => {
    const record = read(
      varied(
        { seed: ['20', 0], steps: ['21', 0], positive: ['22', 0] },
        {
          '20': node('Seed (rgthree)', { seed: 7 }),
          '21': node('PrimitiveInt', { value: 33 }),
          '22': node('CLIPTextEncode', { text: ['23', 0], clip: ['4', 1] }),
          '23': node('StringConcatenate', { string_a: 'a fox', string_b: ['24', 0], delimiter: ' and ' }),
          '24': node('PrimitiveStringMultiline', { value: 'snow' }),
        },
      ),
    );
    assert.deepEqual([record.seed, record.steps, record.prompt, record.notes], ['7', 33, 'a fox and snow', []]);
  });

  it('says how it joins prompts', () => {
    const combined = {
      '20': node('CLIPTextEncode', { text: 'snow', clip: ['4', 1] }),
      '21': node('ConditioningCombine', { conditioning_1: ['6', 0], conditioning_2: ['20', 0] }),
      '22': node('ConditioningSetArea', { conditioning: ['21', 0], width: 64 }),
    };
    const record = read(varied({ positive: ['22', 0] }, combined));
    assert.equal(record.prompt, 'beautiful (scenery:1.2), snow');
    assert.deepEqual(record.notes, [
      'What the node `ConditioningSetArea` (22) does with the words is not part of the recipe.',
      'The node `ConditioningCombine` (21) mixes its prompts in every step; here they are one prompt with commas between.',
    ]);
  });

  it('follows the way of each prompt through a node that has both', () => {
    const control = { '20': node('ControlNetApplyAdvanced', { positive: ['6', 0], negative: ['7', 0], strength: 1 }) };
    const record = read(varied({ positive: ['20', 0], negative: ['20', 1] }, control));
    assert.deepEqual([record.prompt, record.negative], ['beautiful (scenery:1.2)', 'text, watermark']);
    assert.match(record.notes.join(), /`ControlNetApplyAdvanced` \(20\)/);
  });

  it('names nodes that it does not know', () => {
    const record = read(varied({ positive: ['20', 0] }, { '20': node('MagicWords', { strength: 3 }) }));
    assert.equal(record.prompt, '');
    assert.deepEqual(record.notes, ['The node `MagicWords` (20) gave words in a way that is not read.']);
  });

  it('collects extra networks, clip skip, and what else is done to the model', () => {
    const record = read(
      varied(
        { model: ['20', 0], positive: ['23', 0] },
        {
          '20': node('FreeU_V2', { model: ['21', 0], b1: 1.3 }),
          '21': node('LoraLoader', {
            lora_name: 'fox.safetensors',
            strength_model: 0.8,
            strength_clip: 1,
            model: ['4', 0],
            clip: ['4', 1],
          }),
          '22': node('CLIPSetLastLayer', { stop_at_clip_layer: -2, clip: ['4', 1] }),
          '23': node('CLIPTextEncode', { text: 'a fox', clip: ['22', 0] }),
        },
      ),
    );
    assert.deepEqual(record.loras, [{ name: 'fox.safetensors', weight: 0.8 }]);
    assert.equal(record.clipSkip, 2);
    assert.equal(record.model?.name, 'v1-5-pruned-emaonly.safetensors');
    assert.deepEqual(record.notes, ['What the node `FreeU_V2` (20) does to the model is not part of the recipe.']);
  });

  it('takes the last of several samplers before the picture is saved', () => {
    const second = {
      '8': node('VAEDecode', { samples: ['30', 0], vae: ['4', 2] }),
      '30': node('KSamplerAdvanced', {
        noise_seed: 9,
        steps: 12,
        cfg: 5,
        sampler_name: 'dpmpp_2m',
        scheduler: 'karras',
        start_at_step: 4,
        model: ['4', 0],
        positive: ['6', 0],
        negative: ['7', 0],
        latent_image: ['31', 0],
      }),
      '31': node('LatentUpscale', { samples: ['3', 0], width: 1024, height: 1280 }),
    };
    const record = read(varied({}, second));
    assert.deepEqual(
      [record.seed, record.steps, record.sampler, record.size],
      ['9', 12, 'dpmpp_2m', { width: 1024, height: 1280 }],
    );
    assert.match(record.notes.join(), /2 samplers worked on the picture.*began at step 4/);
  });

  it('follows latents through whatever joins them', () => {
    const joined = {
      '20': node('LatentComposite', { samples_to: ['5', 0], samples_from: ['21', 0], x: 0, y: 0 }),
      '21': node('KSampler', { ...usual['3'].inputs, seed: 1 }),
    };
    const record = read(varied({ latent_image: ['20', 0], sampler_name: 'sample_euler' }, joined));
    assert.deepEqual(record.size, { width: 512, height: 640 });
    assert.match(record.notes.join(), /2 samplers/);
  });

  it('may be made of a guider, a noise and steps of their own', () => {
    const record = read({
      '1': node('UNETLoader', { unet_name: 'flux1-dev.safetensors' }),
      '2': node('CLIPTextEncodeFlux', { clip_l: 'a fox', t5xxl: 'a fox in snow', guidance: 3.5 }),
      '3': node('BasicGuider', { model: ['1', 0], conditioning: ['2', 0] }),
      '4': node('RandomNoise', { noise_seed: 5 }),
      '5': node('KSamplerSelect', { sampler_name: 'euler' }),
      '6': node('BasicScheduler', { model: ['1', 0], scheduler: 'simple', steps: 4, denoise: 1 }),
      '7': node('EmptySD3LatentImage', { width: 1024, height: 1024, batch_size: 1 }),
      '8': node('SamplerCustomAdvanced', {
        noise: ['4', 0],
        guider: ['3', 0],
        sampler: ['5', 0],
        sigmas: ['6', 0],
        latent_image: ['7', 0],
      }),
      '9': node('SaveImage', { images: ['8', 0] }),
    });
    assert.deepEqual(
      [
        record.prompt,
        record.negative,
        record.seed,
        record.steps,
        record.sampler,
        record.schedule,
        record.guidance,
        record.model?.name,
      ],
      ['a fox, a fox in snow', '', '5', 4, 'euler', 'simple', 1, 'flux1-dev.safetensors'],
    );
    assert.match(record.notes.join(), /different words for each text encoder/);
  });

  it('may be without a sampler, and is then said to be', () => {
    const record = read({ '1': node('LoadImage', { image: 'x.png' }), '2': node('SaveImage', { images: ['1', 0] }) });
    assert.match(record.notes.join(), /No sampler of a known kind was found.*`LoadImage`/);
  });

  it('of circles, dead ends and doubling joins ends at once', () => {
    const circle = varied(
      { positive: ['20', 0], model: ['21', 0], latent_image: ['22', 0], seed: ['23', 0], steps: ['nowhere', 0] },
      {
        '20': node('ConditioningCombine', { conditioning_1: ['20', 0], conditioning_2: ['20', 0] }),
        '21': node('LoraLoader', { model: ['21', 0], lora_name: ['21', 0] }),
        '22': node('LatentBlend', { samples: ['3', 0] }),
        '23': node('Seed', { seed: ['23', 0] }),
      },
    );
    assert.equal(read(circle).prompt, '');
    const joins = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `j${index}`,
        node('StringConcatenate', { string_a: [`j${index + 1}`, 0], string_b: [`j${index + 1}`, 0], delimiter: 'x' }),
      ]),
    );
    read(
      varied(
        { positive: ['t', 0] },
        { t: node('CLIPTextEncode', { text: ['j0', 0] }), ...joins, j40: node('Text', { text: 'end' }) },
      ),
    );
    const chain = Object.fromEntries(
      Array.from({ length: 9000 }, (_, index) => [
        `c${index}`,
        node('ConditioningSetArea', { conditioning: [`c${index + 1}`, 0] }),
      ]),
    );
    read(varied({ positive: ['c0', 0] }, chain));
  });
});
