import assert from 'node:assert/strict';
import fc from 'fast-check';
import { importImage } from '../../../src/language/exchange/import-image.ts';
import { createLanguageService } from '../../../src/language/service.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { chunk, exif, iTXt, png, tEXt } from './pictures.ts';

const service = createLanguageService();

/** Names that mean something to a reader, and values that nobody wrote for it. */
const keys = fc.constantFrom(
  ...[
    'sui_image_params',
    'prompt',
    'negativeprompt',
    'model',
    'seed',
    'steps',
    'cfgscale',
    'width',
    'height',
    'loras',
    'loraweights',
  ],
  ...[
    'positive_prompt',
    'negative_prompt',
    'scheduler',
    'clip_skip',
    'name',
    'model_name',
    'image',
    'sampler',
    'strength',
  ],
  ...[
    'class_type',
    'inputs',
    'positive',
    'negative',
    'latent_image',
    'sampler_name',
    'text',
    'guider',
    '1',
    '2',
    '3',
    '__proto__',
    'constructor',
  ],
);
const values = fc.oneof(
  fc.constantFrom<unknown>(
    'KSampler',
    'CLIPTextEncode',
    'ConditioningCombine',
    'SaveImage',
    ['1', 0],
    ['2', 1],
    ['3', 'x'],
    null,
    true,
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.double(),
  fc.maxSafeInteger(),
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    values,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(keys, tie('json'), { maxKeys: 6 }),
  ),
}));

describe('texts of strangers', () => {
  it('make a recipe or one sentence, and nothing else', () => {
    const keywords = fc.constantFrom('parameters', 'prompt', 'invokeai_metadata', 'sd-metadata', 'Dream');
    fc.assert(
      fc.property(keywords, fc.dictionary(keys, json), fc.string(), (keyword, object, rest) => {
        for (const text of [
          JSON.stringify(object),
          JSON.stringify({ sui_image_params: object }),
          JSON.stringify(object) + rest,
        ]) {
          try {
            const { text: recipe } = importImage(png(iTXt(keyword, text)), 'x.png');
            assert.equal(service.format(recipe), recipe);
          } catch (error) {
            if (!Failure.is(error, 'image-without-recipe')) throw error;
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of megabytes take no longer than they must', () => {
    const long = 'x{(|)}_"\\ '.repeat(200_000);
    const graph = {
      '1': { class_type: 'KSampler', inputs: { positive: ['2', 0], negative: ['2', 0], steps: 3, sampler_name: long } },
      '2': { class_type: 'CLIPTextEncode', inputs: { text: long } },
    };
    for (const [keyword, text] of [
      ['prompt', JSON.stringify(graph)],
      ['invokeai_metadata', JSON.stringify({ positive_prompt: long, negative_prompt: '('.repeat(1e6) })],
      ['parameters', JSON.stringify({ sui_image_params: { prompt: '<random:a|b>'.repeat(1e5), model: long } })],
      ['parameters', `${long}\nSteps: 1, Sampler: ${long}, Seed: 3, Size: 8x8`],
    ] as const) {
      assert.ok(importImage(png(iTXt(keyword, text)), 'x.png').text.length < 400_000, keyword);
    }
  });

  it('nested more deeply than the stack are shown as far as they can be', () => {
    const deep = `${'['.repeat(300_000)}${']'.repeat(300_000)}`;
    for (const [keyword, text] of [
      ['invokeai_metadata', `{"positive_prompt": "x", "foo": ${deep}}`],
      ['parameters', `{"sui_image_params": {"prompt": "x", "foo": ${deep}, "loras": [${deep}]}}`],
      ['prompt', `{"1": {"class_type": "KSampler", "inputs": {"guider": [${deep}, 0], "sampler": "x", "steps": 3}}}`],
    ] as const) {
      assert.match(importImage(png(tEXt(keyword, text)), 'x.png').text, /recipe x \{/);
    }
  });

  it('of graphs that are all ends are looked through once', () => {
    const inputs = (id: number) => ({ images: [String(id + 1), 0], more: [String((id * 7) % 10_000), 0] });
    const nodes = Array.from({ length: 10_000 }, (_, id) => [String(id), { class_type: 'Save', inputs: inputs(id) }]);
    const { notes } = importImage(png(tEXt('prompt', JSON.stringify(Object.fromEntries(nodes)))), 'x.png');
    assert.ok(notes.length > 0);
  });

  it('of dots and zeros without end are trimmed in time that grows as they do', () => {
    const settings = 'Steps: 20, Sampler: Euler, CFG scale: 7, Size: 8x8';
    const named = importImage(png(tEXt('parameters', `x\n${settings}, Model: a${'.'.repeat(500_000)}b`)), 'x.png');
    assert.match(named.text, /"\.\/models\/a"/);
    const value = Buffer.concat([Buffer.alloc(500_000), Buffer.from('a')]);
    assertNoRecipe(png(chunk('eXIf', exif('little', [{ tag: 0x9286, value }]))));
  });
});

function assertNoRecipe(picture: Uint8Array): void {
  assert.throws(
    () => importImage(picture, 'x.png'),
    (error) => Failure.is(error, 'image-without-recipe'),
  );
}
