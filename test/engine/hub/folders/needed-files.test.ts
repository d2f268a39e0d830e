/** Lists as repositories of the hub have them: names only, as sizes do not matter for what is chosen. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isDataOf } from '../../../../src/engine/hub/folders/model-layouts.ts';
import { type ModelWish, neededFiles } from '../../../../src/engine/hub/folders/needed-files.ts';
import type { Precision } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';

const list = (names: string) => names.trim().split(/\s+/);
const choose = (paths: readonly string[], wish: ModelWish = {}) => {
  const { layout, precision, files } = neededFiles(
    paths.map((path) => ({ path })),
    wish,
    'hf:owner/name',
  );
  return { kind: layout.kind, precision, paths: files.map(({ path }) => path) };
};
const refuses = (paths: readonly string[], wish: ModelWish, code: string, sentence: RegExp) =>
  assert.throws(
    () => choose(paths, wish),
    (error: unknown) => {
      assert.ok(Failure.is(error), String(error));
      assert.equal(error.code, code);
      assert.match(error.message, sentence);
      return true;
    },
  );

const clipTokenizer = (folder: string) =>
  list(`${folder}/merges.txt ${folder}/special_tokens_map.json ${folder}/tokenizer_config.json ${folder}/vocab.json`);

/** Optimum's export, beside the files of PyTorch, Flax and OpenVINO. */
const stableDiffusion = [
  ...list(`.gitattributes README.md model_index.json feature_extractor/preprocessor_config.json
    safety_checker/config.json safety_checker/model.onnx safety_checker/model.safetensors scheduler/scheduler_config.json
    text_encoder/config.json text_encoder/model.onnx text_encoder/model.safetensors text_encoder/pytorch_model.bin
    unet/config.json unet/model.onnx unet/model.onnx_data unet/diffusion_pytorch_model.safetensors unet/openvino_model.bin
    vae/config.json vae/diffusion_pytorch_model.bin
    vae_decoder/config.json vae_decoder/model.onnx vae_encoder/config.json vae_encoder/model.onnx
    v1-5-pruned-emaonly.ckpt v1-5-pruned.safetensors`),
  ...clipTokenizer('tokenizer'),
];

const xl = [
  ...stableDiffusion,
  ...list('text_encoder_2/config.json text_encoder_2/model.onnx text_encoder_2/model.onnx_data'),
  ...clipTokenizer('tokenizer_2'),
];

/** transformers.js: every part in every precision. */
const suffixes = list('- _fp16 _int8 _uint8 _quantized _q4 _q4f16 _bnb4').map((suffix) => suffix.replace('-', ''));
const graphs = (part: string) => suffixes.map((suffix) => `onnx/${part}${suffix}.onnx`);
const clip = [
  ...list(
    '.gitattributes README.md config.json merges.txt preprocessor_config.json quantize_config.json special_tokens_map.json tokenizer.json tokenizer_config.json vocab.json',
  ),
  ...graphs('model'),
  ...graphs('text_model'),
  ...graphs('vision_model'),
];

describe('neededFiles', () => {
  it('takes the parts of a painter and what describes them, and nothing of other frameworks', () => {
    assert.deepEqual(choose(stableDiffusion), {
      kind: 'diffusers',
      precision: 'fp32',
      paths: [
        ...list(`README.md model_index.json scheduler/scheduler_config.json text_encoder/config.json text_encoder/model.onnx
          unet/config.json unet/model.onnx unet/model.onnx_data vae/config.json vae_decoder/config.json
          vae_decoder/model.onnx vae_encoder/config.json vae_encoder/model.onnx`),
        ...clipTokenizer('tokenizer'),
      ],
    });
  });

  it('takes both text encoders of an XL model with the weights beside them', () => {
    const { paths } = choose(xl);
    const second = paths.filter((path) => path.includes('_2/'));
    assert.deepEqual(second, [
      ...list('text_encoder_2/config.json text_encoder_2/model.onnx text_encoder_2/model.onnx_data'),
      ...clipTokenizer('tokenizer_2'),
    ]);
  });

  it('misses the second text encoder where only its description is there', () => {
    const paths = xl.filter((path) => path !== 'text_encoder_2/model.onnx');
    refuses(paths, {}, 'model-unsupported', /in no layout that VLPrompt knows/);
  });

  it('takes a painter in half precision with what is there in full only', () => {
    const turbo = [
      ...stableDiffusion,
      'unet/model_fp16.onnx',
      'vae_decoder/model_fp16.onnx',
      'unet/model_fp16.onnx_data',
      'text_encoder/fp16/model.onnx',
    ];
    const { precision, paths } = choose(turbo, { precision: 'fp16' });
    assert.equal(precision, 'fp16');
    const chosen = paths.filter((path) => /\.onnx/.test(path));
    assert.deepEqual(
      chosen.sort(),
      list(`text_encoder/fp16/model.onnx unet/model_fp16.onnx unet/model_fp16.onnx_data vae_decoder/model.onnx
        vae_encoder/model.onnx`),
    );
  });

  it('knows weights of old exports', () => {
    const old = stableDiffusion.filter((path) => path !== 'unet/model.onnx_data');
    assert.ok(choose([...old, 'unet/weights.pb']).paths.includes('unet/weights.pb'));
  });

  it('knows graphs that lie side by side, as demonstrations for browsers have them', () => {
    const flat =
      list(`model_index.json scheduler/scheduler_config.json onnx/unet_model.onnx onnx/text_encoder_model.onnx
      onnx/vae_decoder_model.onnx onnx/concat.onnx onnx/latents.onnx tokenizer/tokenizer.json`);
    assert.deepEqual(
      choose(flat).paths,
      flat.filter((path) => !/concat|latents/.test(path)),
    );
  });

  const judges: readonly (readonly [Precision | undefined, string])[] = [
    [undefined, ''],
    ['fp32', ''],
    ['fp16', '_fp16'],
    ['int8', '_quantized'],
  ];
  for (const [precision, suffix] of judges) {
    it(`takes the two graphs of a CLIP repository in ${precision ?? 'the most exact precision'}`, () => {
      const { kind, paths } = choose(clip, { type: 'clip', ...(precision && { precision }) });
      assert.equal(kind, 'pair');
      const chosen = paths.filter((path) => path.endsWith('.onnx'));
      assert.deepEqual(chosen, [`onnx/text_model${suffix}.onnx`, `onnx/vision_model${suffix}.onnx`]);
      const others = paths.filter((path) => !path.endsWith('.onnx'));
      assert.deepEqual(
        others,
        list(
          'README.md config.json merges.txt preprocessor_config.json special_tokens_map.json tokenizer.json tokenizer_config.json vocab.json',
        ),
      );
    });
  }

  it('takes the joint graph of SigLIP: scale and bias are nowhere else', () => {
    const { paths } = choose([...clip, 'spiece.model'], { type: 'siglip' });
    assert.deepEqual(
      paths.filter((path) => /onnx|spiece/.test(path)),
      ['onnx/model.onnx', 'spiece.model'],
    );
  });

  it('takes 4-bit files only where there is nothing else', () => {
    const small = clip.filter((path) => !path.endsWith('.onnx') || path.includes('_q4.'));
    assert.deepEqual(
      choose(small, { type: 'clip' }).paths.filter((path) => path.endsWith('.onnx')),
      ['onnx/text_model_q4.onnx', 'onnx/vision_model_q4.onnx'],
    );
  });

  it('knows both halves of an OpenCLIP model as immich keeps them', () => {
    const immich = list(`README.md config.json textual/model.onnx textual/tokenizer.json textual/tokenizer_config.json
      textual/special_tokens_map.json visual/model.onnx visual/preprocess_cfg.json visual/model.armnn
      visual/rknpu/rk3588/model.rknn`);
    assert.deepEqual(choose(immich), {
      kind: 'pair',
      precision: 'fp32',
      paths: immich.filter((path) => !/armnn|rknn/.test(path)),
    });
  });

  it('takes plain files for half precision: only their contents tell', () => {
    assert.equal(choose(stableDiffusion, { precision: 'fp16' }).precision, 'fp32');
  });

  it('says which precisions there are', () => {
    refuses(stableDiffusion, { precision: 'int8' }, 'model-missing', /is there in fp32, not in int8/);
  });

  it('says why it takes nothing', () => {
    refuses(list('config.json model.safetensors'), {}, 'model-unsupported', /has no ONNX files; export it/);
    const fused = list('model_index.json ORT_CUDA/sd-turbo/engine/unet.ort_cuda.fp16/model.onnx');
    refuses(fused, {}, 'model-unsupported', /fused for NVIDIA cards/);
    refuses(
      list('model_index.json transformer/model.onnx'),
      {},
      'model-unsupported',
      /of a family that is not supported/,
    );
    refuses(list('decoder.onnx'), {}, 'model-unsupported', /in no layout that VLPrompt knows/);
    const words = list('config.json onnx/model.onnx tokenizer.json');
    refuses(words, { type: 'bert' }, 'model-unsupported', /type `bert`, which neither draws nor judges/);
  });

  it('depends on no order, and adds nothing for what it does not know', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(xl, { minLength: xl.length }), fc.array(fc.string()), (paths, clutter) => {
        const safe = clutter.map((name) => `samples/${name}.png`);
        const taken = choose([...safe, ...paths]).paths;
        assert.deepEqual(taken.toSorted(), choose(xl).paths.toSorted());
      }),
    );
  });
});

describe('isDataOf', () => {
  it('knows the names that exporters give to weights', () => {
    const names = list(
      'unet/model.onnx_data unet/model.onnx_data_1 unet/model.onnx.data unet/model.data unet/weights.pb',
    );
    for (const name of names) assert.ok(isDataOf('unet/model.onnx', name), name);
    const others = list(
      'unet/model.onnx unet/model_fp16.onnx_data vae/model.onnx_data unet/config.json unet/model.onnx_dir/a.onnx',
    );
    for (const name of others) assert.ok(!isDataOf('unet/model.onnx', name), name);
  });
});
