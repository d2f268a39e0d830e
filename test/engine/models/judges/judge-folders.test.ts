import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeImage } from '../../../../src/engine/images/decode-image.ts';
import type { Judge } from '../../../../src/engine/models/judge.ts';
import { openJudge } from '../../../../src/engine/models/judges/open-judge.ts';
import { type OnnxGraph, onnxTypes, writeOnnx } from '../../../../src/engine/runtime/onnx/onnx-writer.ts';
import type { Precision } from '../../../../src/language/plan/plan.ts';
import { Failure, type FailureCode } from '../../../../src/protocol/failure.ts';
import { fixtures, greatestDistance, modelAt, never } from '../../support/fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const cpu = { provider: 'cpu', threads: 1 } as const;
const models = join(fixtures, 'models');
const picture = await decodeImage(join(models, 'images/large.png'));

describe('folders of judges', () => {
  const folder = temporaryFolder();

  const layouts: readonly { readonly from: string; readonly moves: readonly (readonly [string, string])[] }[] = [
    {
      from: 'clip-split',
      moves: [
        ['onnx/text_model.onnx', 'text_model.onnx'],
        ['onnx/vision_model.onnx', 'vision_model.onnx'],
      ],
    },
    {
      from: 'clip-split',
      moves: [
        ['onnx/text_model.onnx', 'text_model/model.onnx'],
        ['onnx/vision_model.onnx', 'vision_model/model.onnx'],
      ],
    },
    {
      from: 'clip-split',
      moves: [
        ['onnx/text_model.onnx', 'words.onnx'],
        ['onnx/vision_model.onnx', 'b32/pictures.onnx'],
      ],
    },
    {
      from: 'clip-fp16',
      moves: [
        ['onnx/text_model_fp16.onnx', 'onnx/fp16/text_model.onnx'],
        ['onnx/vision_model_fp16.onnx', 'onnx/fp16/vision_model.onnx'],
      ],
    },
    {
      from: 'clip-fp16',
      moves: [
        ['onnx/text_model_fp16.onnx', 'text_model.onnx'],
        ['onnx/vision_model_fp16.onnx', 'vision_model.onnx'],
      ],
    },
    { from: 'clip-joint', moves: [['model.onnx', 'onnx/model.onnx']] },
    {
      from: 'openclip',
      moves: [
        ['textual/model.onnx', 'clip-textual.onnx'],
        ['visual/model.onnx', 'clip-visual.onnx'],
        ['visual/preprocess_cfg.json', 'preprocess_cfg.json'],
      ],
    },
    {
      from: 'clip-split',
      moves: [
        'config.json',
        'preprocessor_config.json',
        'vocab.json',
        'merges.txt',
        'tokenizer_config.json',
        'special_tokens_map.json',
      ].map((name) => [name, `0_CLIPModel/${name}`] as const),
    },
  ];
  for (const { from, moves } of layouts) {
    it(`are read wherever their files lie: ${from}, ${moves.map(([, to]) => to).join(', ')}`, async () => {
      await copyOf(from, folder());
      for (const [name, to] of moves) await move(folder(), name, to);
      assert.deepEqual(await embeddings(folder()), await embeddings(join(models, from)));
    });
  }

  it('of OpenCLIP are described by one file, too', async () => {
    await copyOf('openclip', folder());
    const read = async (name: string) => JSON.parse(await readFile(join(folder(), name), 'utf8'));
    const whole = { model_cfg: await read('config.json'), preprocess_cfg: await read('visual/preprocess_cfg.json') };
    for (const name of ['config.json', 'visual/preprocess_cfg.json']) await rm(join(folder(), name));
    await writeJson(folder(), 'open_clip_config.json', whole);
    assert.deepEqual(await embeddings(folder()), await embeddings(join(models, 'openclip')));
  });

  it('of newer transformers have the pictures’ settings inside of the processor’s', async () => {
    await copyOf('siglip', folder());
    const own = JSON.parse(await readFile(join(folder(), 'preprocessor_config.json'), 'utf8'));
    await rm(join(folder(), 'preprocessor_config.json'));
    await writeJson(folder(), 'processor_config.json', { image_processor: own, processor_class: 'SiglipProcessor' });
    assert.deepEqual(await embeddings(folder()), await embeddings(join(models, 'siglip')));
  });

  const choices: readonly (readonly [wanted: Precision | undefined, found: Precision])[] = [
    [undefined, 'fp32'],
    ['fp32', 'fp32'],
    ['fp16', 'fp16'],
    ['int8', 'int8'],
  ];
  for (const [wanted, found] of choices) {
    it(`are opened in the precision that is asked for: ${wanted ?? 'none'}`, async () => {
      for (const from of ['clip-split', 'clip-fp16', 'clip-quantized']) await copyOf(from, folder());
      const judge = await open(folder(), wanted);
      assert.equal(judge.precision, found);
      await judge.dispose();
    });
  }

  it('name the precisions there are when the one asked for is not', async () => {
    await copyOf('clip-quantized', folder());
    await fails(open(folder(), 'fp16'), 'model-missing', /in int8, not in fp16/);
  });

  const half = { inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 64] }] } as const;
  const refusals: readonly {
    readonly title: string;
    readonly spoil: () => Promise<void>;
    readonly code: FailureCode;
    readonly says: RegExp;
  }[] = [
    {
      title: 'no graphs',
      spoil: () => rm(join(folder(), 'onnx'), { recursive: true }),
      code: 'model-missing',
      says: /no graph that reads texts and pictures/,
    },
    {
      title: 'no pictures',
      spoil: () => rm(join(folder(), 'onnx/vision_model.onnx')),
      code: 'model-missing',
      says: /onnx\/vision_model\.onnx/,
    },
    {
      title: 'no texts',
      spoil: () => rm(join(folder(), 'onnx/text_model.onnx')),
      code: 'model-missing',
      says: /onnx\/text_model\.onnx/,
    },
    {
      title: 'no settings of pictures',
      spoil: () => rm(join(folder(), 'preprocessor_config.json')),
      code: 'model-missing',
      says: /preprocessor_config\.json/,
    },
    {
      title: 'half a file',
      spoil: () => cut('onnx/vision_model.onnx'),
      code: 'model-corrupt',
      says: /vision_model\.onnx/,
    },
    {
      title: 'an LFS pointer',
      spoil: () => writeFile(join(folder(), 'onnx/text_model.onnx'), 'version https://git-lfs.github.com/spec/v1\n'),
      code: 'model-corrupt',
      says: /LFS/,
    },
    {
      title: 'no type',
      spoil: () => writeJson(folder(), 'config.json', {}),
      code: 'model-unsupported',
      says: /does not say its type/,
    },
    {
      title: 'NaFlex',
      spoil: () =>
        graph('onnx/vision_model.onnx', {
          ...embedding('pooler_output'),
          inputs: [
            { name: 'pixel_values', type: 'float32', shape: ['batch', 'patches', 768] },
            { name: 'spatial_shapes', type: 'int64', shape: ['batch', 2] },
          ],
        }),
      code: 'model-unsupported',
      says: /NaFlex.*SigLIP 2 at 224/,
    },
    {
      title: 'no projection',
      spoil: () => graph('onnx/text_model.onnx', { ...embedding('pooler_output'), ...half }),
      code: 'model-unsupported',
      says: /no embeddings of tokens.*`pooler_output`/,
    },
    {
      title: 'channels last',
      spoil: () =>
        graph('onnx/vision_model.onnx', {
          ...embedding('image_embeds'),
          inputs: [{ name: 'image', type: 'float32', shape: [1, 32, 32, 3] }],
        }),
      code: 'model-unsupported',
      says: /channels of pictures last/,
    },
  ];
  for (const { title, spoil, code, says } of refusals) {
    it(`are refused with a reason: ${title}`, async () => {
      await copyOf('clip-split', folder());
      await spoil();
      await fails(open(folder()), code, says);
    });
  }

  it('say how sure the model is as its joint graph does, else as the usual ones do', async () => {
    await copyOf('siglip', folder());
    await rm(join(folder(), 'onnx/model.onnx'));
    const judge = await open(folder());
    assert.equal(judge.logitScale, 112.3);
    await judge.dispose();
    await writeJson(folder(), 'config.json', { model_type: 'siglip', logit_scale: Math.log(112) });
    const told = await open(folder());
    assert.ok(Math.abs(told.logitScale - 112) < 1e-9);
    assert.notEqual(told.digest, judge.digest);
    await told.dispose();
  });

  const embeddingsOf: readonly {
    readonly title: string;
    readonly nodes: OnnxGraph['nodes'];
    readonly code: FailureCode;
    readonly says: RegExp;
  }[] = [
    {
      title: 'that are no numbers',
      nodes: [{ operator: 'Div', inputs: ['zeros', 'zeros'], outputs: ['text_embeds'] }],
      code: 'numbers-overflowed',
      says: /text_model\.onnx/,
    },
    {
      title: 'that are no rows',
      nodes: [{ operator: 'Unsqueeze', inputs: ['zeros', 'last'], outputs: ['text_embeds'] }],
      code: 'model-unsupported',
      says: /`text_embeds`.*1×64×1 numbers/,
    },
  ];
  for (const { title, nodes, code, says } of embeddingsOf) {
    it(`have no embeddings ${title}`, async () => {
      await copyOf('clip-split', folder());
      await graph('onnx/text_model.onnx', {
        inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 64] }],
        outputs: [{ name: 'text_embeds', type: 'float32', shape: [] }],
        nodes: [
          { operator: 'Cast', inputs: ['input_ids'], outputs: ['ids'], attributes: { to: onnxTypes.float32 } },
          { operator: 'Sub', inputs: ['ids', 'ids'], outputs: ['zeros'] },
          ...nodes,
        ],
        weights: [{ name: 'last', dims: [1], data: BigInt64Array.of(2n) }],
      });
      const judge = await open(folder());
      await fails(judge.embedTexts(['a'], never), code, says);
      await judge.dispose();
    });
  }

  it('read texts as SigLIP 2 was taught: in lower case, 63 tokens and an end', async () => {
    const judge = await open(join(models, 'siglip2'));
    const [small, large] = await judge.embedTexts(['a photo of a dress', 'A Photo of a DRESS'], never);
    assert.deepEqual(large, small);
    await judge.embedTexts(['x'.repeat(63)], never);
    await fails(judge.embedTexts(['x'.repeat(64)], never), 'prompt-too-long', /64 tokens.*reads 63.*“x”/);
    await judge.dispose();
  });

  async function cut(name: string): Promise<void> {
    const bytes = await readFile(join(folder(), name));
    await writeFile(join(folder(), name), bytes.subarray(0, bytes.length >> 1));
  }

  function graph(name: string, written: OnnxGraph): Promise<void> {
    return writeFile(join(folder(), name), writeOnnx(written));
  }
});

/** A graph that is never run. */
function embedding(name: string): OnnxGraph {
  return { inputs: [], outputs: [{ name, type: 'float32', shape: ['batch', 4] }], nodes: [], weights: [] };
}

function open(folder: string, precision?: Precision): Promise<Judge> {
  return openJudge({ ...modelAt(folder), ...(precision === undefined ? {} : { precision }) }, cpu);
}

async function embeddings(folder: string): Promise<readonly Float32Array[]> {
  const judge = await open(folder);
  const rows = [
    ...(await judge.embedTexts(['a red fox', 'blue!'], never)),
    ...(await judge.embedImages([picture], never)),
  ];
  assert.ok(greatestDistance(rows[0]!, rows[1]!) > 1e-3);
  await judge.dispose();
  return rows;
}

function copyOf(name: string, to: string): Promise<void> {
  return cp(join(models, name), to, { recursive: true, filter: (path) => !path.includes('golden') });
}

async function move(folder: string, name: string, to: string): Promise<void> {
  await mkdir(dirname(join(folder, to)), { recursive: true });
  await rename(join(folder, name), join(folder, to));
}

function writeJson(folder: string, name: string, value: unknown): Promise<void> {
  return writeFile(join(folder, name), JSON.stringify(value));
}

function fails(work: Promise<unknown>, code: FailureCode, says: RegExp): Promise<void> {
  return assert.rejects(work, (error) => Failure.is(error, code) && says.test(error.message));
}
