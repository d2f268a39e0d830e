import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDocument } from '../../../src/language/document.ts';
import { copiedImages } from '../../../src/language/exchange/copy/copied-image.ts';
import { infotextOf } from '../../../src/language/exchange/copy/infotext-of.ts';
import type { GenerationRecord } from '../../../src/language/exchange/generation-record.ts';
import { importImage } from '../../../src/language/exchange/import-image.ts';
import { readInfotext } from '../../../src/language/exchange/readers/infotext.ts';
import { namesIn, noNames } from '../../../src/language/exchange/recipe/file-names.ts';
import { recipeOf } from '../../../src/language/exchange/recipe/recipe-of.ts';
import { createLanguageService } from '../../../src/language/service.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { png, tEXt } from './pictures.ts';

const service = createLanguageService();

async function planOf(text: string) {
  const { plan, diagnostics } = await service.openText(text, '/prompts/a.vlprompt', '/prompts');
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
    text,
  );
  const recipe = plan?.recipes[0];
  assert.ok(recipe, text);
  return recipe;
}

async function imageOf(text: string) {
  const [copied] = copiedImages(await planOf(text));
  assert.ok(copied);
  return copied;
}

const plain: GenerationRecord = {
  tool: 'A1111',
  dialect: 'a1111',
  prompt: 'a fox',
  negative: '',
  seed: '1',
  loras: [],
  unread: [],
  notes: [],
};

describe('a recipe from a picture', () => {
  it('says everything that it can, and names the rest', () => {
    const text = [
      'a (fox:1.2) in {the} snow, __x__ <lora:a__b:0.7>',
      'and [old:new:0.5]',
      'Negative prompt: "blurry"',
      'Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 965400086, Size: 512x509, Model hash: 6ce0, Model: sd/v1-5.safetensors, Clip skip: 2, Version: v1.10.1',
    ].join('\n');
    const { text: recipe, name, notes } = importImage(png(tEXt('parameters', text)), 'Fox 01.png');
    assert.equal(name, 'Fox_01');
    assert.equal(notes.length, 4);
    assert.equal(
      recipe,
      `model painter = "./models/v1-5"

// From Fox 01.png, made by A1111 v1.10.1 with the model sd/v1-5.safetensors (6ce0).
// \`<lora:a__b:0.7>\` is read as plain words: this version reads no extra networks.
// The picture was 512x509; a recipe takes sides from 16 to 4096 that are multiples of 8.
// Put that model, exported to ONNX, into the folder that \`model\` names, or name another.
// Clip skip 2 is left out: all layers are read here.
recipe Fox_01 {
  model:     painter
  prompt:    """
    a (fox:1.2) in \\{the\\} snow, \\__x\\__ <lora:a__b:0.7>
    and [old:new:0.5]
  """
  negative:  "\\"blurry\\""
  emphasis:  a1111
  seed:      965400086
  noise:     philox
  steps:     20
  scheduler: dpmpp-2m-karras
  guidance:  7
  size:      512x512
}
`,
    );
    assert.equal(service.format(recipe), recipe);
  });

  it('is one that our language reads, whatever the picture says', async () => {
    const marks = [
      '<random:a|{b}>',
      '<random[1-2,]:__x__,"b">',
      '(a b)1.2',
      'c++',
      '{',
      '__x__',
      '\\',
      '(d:1.2)',
      '[e|f]',
    ];
    const lines = fc
      .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom(...marks)), { maxLength: 6 })
      .map((parts) => parts.join(' '));
    const words = fc.array(lines, { maxLength: 4 }).map((parts) => parts.join('\n'));
    const record = fc.record<GenerationRecord>(
      {
        tool: fc.constantFrom('A1111', 'ComfyUI', 'InvokeAI', 'SwarmUI'),
        dialect: fc.constantFrom('a1111', 'a1111-nonorm', 'comfy', 'none', 'compel', 'swarm'),
        prompt: words.map((text) => `x${text}`),
        negative: words,
        seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
        steps: fc.double({ noNaN: true }),
        guidance: fc.double({ noNaN: true, noDefaultInfinity: true }),
        sampler: lines,
        schedule: lines,
        version: lines,
        model: fc.record({ name: lines, hash: lines }),
        size: fc.record({ width: fc.nat(), height: fc.nat() }),
        loras: fc.array(fc.record({ name: lines })),
        unread: fc.array(lines),
        notes: fc.array(lines),
      },
      { requiredKeys: ['tool', 'dialect', 'prompt', 'negative', 'loras', 'unread', 'notes'] },
    );
    await fc.assert(
      fc.asyncProperty(record, lines, async (made, name) => {
        const { text } = recipeOf(made, { name, source: name });
        await planOf(text);
        assert.equal(service.format(text), text);
      }),
      { numRuns: 150 },
    );
  });

  it('draws the prompt of the picture, byte for byte', async () => {
    const pieces = fc.constantFrom(
      ...[
        'a fox',
        ', ',
        ' ',
        '{a|b}',
        '__x__',
        '$',
        '${y}',
        '"',
        "'",
        '\n',
        '(big:1.2)',
        '[x:y:3]',
        '[a|b]',
        'BREAK',
        '\\(',
        '\\)',
        '\\\\',
      ],
      ...['//', '#', '<lora:a__b:1>', 'ü', '狐', '😀', '|', '::', '$$', '{', '}', '%', '`', '/*', '*/'],
    );
    const prompt = fc.array(pieces, { minLength: 1, maxLength: 16 }).map((parts) => `x${parts.join('')}x`);
    await fc.assert(
      fc.asyncProperty(prompt, prompt, async (positive, negative) => {
        const { image } = await imageOf(recipeOf({ ...plain, prompt: positive, negative }).text);
        assert.equal(image.prompt, positive);
        assert.equal(image.negative, negative);
        assert.equal(image.emphasis, 'a1111');
      }),
      { numRuns: 150 },
    );
  });

  it('comes back as the same infotext, as far as both know its fields', async () => {
    const text = [
      'a (fox:1.2), {red}',
      'in snow',
      'Negative prompt: [blurry]',
      'Steps: 31, Sampler: Euler, CFG scale: 6.5, Seed: 4294967295, Size: 512x768, Model: v1-5, RNG: CPU, Emphasis: No norm, Version: v1.10.1',
    ].join('\n');
    const record = readInfotext(text);
    assert.ok(record);
    const imported = recipeOf(record);
    assert.deepEqual(imported.notes, [
      'Put that model, exported to ONNX, into the folder that `model` names, or name another.',
    ]);
    const copied = infotextOf(await imageOf(imported.text), '0.1.0');
    assert.equal(copied, text.replace('v1.10.1', 'vlprompt 0.1.0'));
    assert.deepEqual({ ...readInfotext(copied), version: 'v1.10.1' }, record);
  });

  it('has names that are free and no words of the language', () => {
    const name = (wanted: string, taken: readonly string[] = []) =>
      recipeOf(plain, { name: wanted, names: { ...noNames, taken: new Set(taken) } }).name;
    assert.equal(name('00012-965400086'), 'picture_00012_965400086');
    assert.equal(name('recipe'), 'picture_recipe');
    assert.equal(name('狐'), 'picture');
    assert.equal(name('Größe'), 'Gro_e');
    assert.equal(name('fox', ['fox', 'fox_2']), 'fox_3');
    const { text } = recipeOf({ ...plain, model: { name: 'm' } }, { name: 'painter' });
    assert.match(text, /^model painter_2 = /);
  });

  it('keeps a model’s place within the workspace', () => {
    const place = (name: string) => /model painter = "(.*)"/.exec(recipeOf({ ...plain, model: { name } }).text)?.[1];
    assert.equal(place('sd\\v1-5 (fp16).safetensors'), './models/v1-5 (fp16)');
    assert.equal(place('../../etc/passwd'), './models/passwd');
    assert.equal(place('..'), undefined);
    assert.equal(place('a"b\nc'), './models/a-b-c');
  });

  it('uses a model that the file declares already', () => {
    const names = namesIn(createDocument('a.vlprompt', 'model sd = "./models/v1-5"\nmodel other = "./x"\n'));
    const { text } = recipeOf({ ...plain, model: { name: 'v1-5.ckpt' } }, { names });
    assert.doesNotMatch(text, /^model /m);
    assert.match(text, /^ {2}model: {4}sd$/m);
  });

  it('has no more than can be read', () => {
    const { text, notes } = recipeOf({ ...plain, prompt: 'x'.repeat(1e6), notes: Array(500).fill('A note.') });
    assert.ok(text.length < 60_000);
    assert.equal(notes.length, 25);
    assert.match(notes.at(-1) ?? '', /^\d+ further notes/);
  });

  it('has notes that cannot leave their line', () => {
    const { text } = recipeOf({
      ...plain,
      notes: ['one\nmodel evil = "x"\u202e'],
      unread: [`long: ${'x'.repeat(1000)}`],
    });
    assert.match(text, /^\/\/ one model evil = "x"$/m);
    assert.ok(text.split('\n').every((line) => line.length < 320));
  });

  it('is not made of files that say nothing', () => {
    const refused = (bytes: Uint8Array, code: string, sentence: RegExp) =>
      assert.throws(
        () => importImage(bytes, 'x.png'),
        (error) => Failure.is(error) && error.code === code && sentence.test(error.message),
      );
    refused(Buffer.from([1, 2, 3, 0]), 'image-corrupt', /^x\.png is no PNG, JPEG or WebP picture: /);
    refused(png(), 'image-without-recipe', /^x\.png does not say how it was made: /);
    refused(png(tEXt('Software', 'NovelAI')), 'image-without-recipe', /^x\.png was made by NovelAI, /);
  });
});
