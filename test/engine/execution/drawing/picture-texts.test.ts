import assert from 'node:assert/strict';
import fc from 'fast-check';
import sharp from 'sharp';
import { pictureTexts } from '../../../../src/engine/execution/drawing/picture-texts.ts';
import type { ReadyImage } from '../../../../src/engine/execution/drawing/recipe-images.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { encodePng } from '../../../../src/engine/images/encode-png.ts';
import { withTexts } from '../../../../src/engine/images/png-texts.ts';
import { importImage } from '../../../../src/language/exchange/import-image.ts';
import { readImageMetadata } from '../../../../src/language/exchange/metadata/image-metadata.ts';
import { parseInfotext } from '../../../../src/language/exchange/readers/infotext.ts';
import { quotedPrompt } from '../../../../src/language/exchange/recipe/quote-prompt.ts';
import type { RecipePlan } from '../../../../src/language/plan/plan.ts';
import { createLanguageService } from '../../../../src/language/service.ts';
import { plain } from '../../support/garment-models.ts';

const isThere = async () => true;
const service = createLanguageService({ fileExists: isThere, folderExists: isThere });

async function planOf(text: string): Promise<RecipePlan> {
  const { plan, diagnostics } = await service.openText(text, '/folder/a.vlprompt', '/folder');
  const [recipe] = plan?.recipes ?? [];
  assert.ok(recipe, `${text.slice(0, 500)}\n${JSON.stringify(diagnostics)}`);
  return recipe;
}

/** The first image of a recipe, as it is about to be drawn. */
function readyImage(recipe: RecipePlan): ReadyImage {
  const [cell] = recipe.cells;
  const [image] = cell?.images ?? [];
  assert.ok(cell && image);
  const file = { file: '/somewhere/here.png', hash: digestOf('begin') };
  const first = { ...(image.init && { init: file }), ...(image.mask && { mask: file }) };
  return { ...image, settings: cell.settings, artefact: digestOf(`artefact ${image.key}`), first };
}

function pngOf(recipe: RecipePlan, image = readyImage(recipe)): Promise<Uint8Array> {
  const identity = { digest: digestOf('model'), numericsVersion: 2, provider: 'cpu', precision: 'fp32' } as const;
  return encodePng(plain(8, 8, [1, 2, 3]), pictureTexts(image, { plan: recipe.model, identity }));
}

function textOf(png: Uint8Array, keyword: string): string {
  const text = readImageMetadata(png)?.texts.find((one) => one.keyword === keyword)?.text;
  assert.ok(text !== undefined, keyword);
  return text;
}

/** The recipe that our own picture brings back. */
async function importedFrom(png: Uint8Array): Promise<{ readonly recipe: RecipePlan; readonly text: string }> {
  const { text } = importImage(png, 'picture.png');
  return { recipe: await planOf(text), text };
}

const everything = `model mine = "./models/mine" { adapter: "tokens/hat.safetensors", "tokens/\\"scarf\\".safetensors" }
recipe fox {
  model: mine
  prompt: "a [fox|cat] of (straw:1.2), BREAK red"
  negative: "blurry"
  emphasis: comfy
  seed: 4294967295
  noise: philox
  steps: 33
  scheduler: dpmpp-2m-karras
  guidance: 4.25
  rescale: 0.7
  size: 64x96
}
`;

describe('what a picture says of itself', () => {
  it('brings the same recipe back, with the same key', async () => {
    for (const text of [everything, 'recipe fox { prompt: "a fox" }', 'recipe fox { prompt: " a fox "\n seed: 3 }']) {
      const recipe = await planOf(text);
      const imported = await importedFrom(await pngOf(recipe));
      assert.equal(imported.recipe.cells[0]?.images[0]?.key, recipe.cells[0]?.images[0]?.key, imported.text);
    }
  });

  it('brings hub models, absolute folders and the models of a file back', async () => {
    for (const model of ['hf:owner/name@0123abc', 'hf:owner/name', './deep/er', '/abs/olute']) {
      const recipe = await planOf(`model m = "${model}"\nrecipe fox {\n  model: m\n  prompt: "a fox"\n}\n`);
      const imported = await importedFrom(await pngOf(recipe));
      assert.deepEqual(imported.recipe.model.spec, recipe.model.spec);
      assert.equal(imported.recipe.cells[0]?.images[0]?.key, recipe.cells[0]?.images[0]?.key);
    }
  });

  it('says what it was begun with', async () => {
    const recipe = await planOf('recipe fox {\n  prompt: "a fox"\n  init: "sketch.png"\n  strength: 0.6\n}\n');
    const image = { ...recipe.cells[0]!.images[0]!, init: { kind: 'file', path: 'sketch.png' } as const };
    const cells = [{ ...recipe.cells[0]!, settings: { ...recipe.cells[0]!.settings, strength: 0.6 }, images: [image] }];
    const { text } = await importedFrom(await pngOf({ ...recipe, cells }));
    assert.match(text, /begun from sketch\.png \(denoising 0\.6\); name that one as `init`, with `strength: 0\.6`/);
  });

  it('is what A1111 writes, for those who read that', async () => {
    const { prompt, negative, settings } = parseInfotext(textOf(await pngOf(await planOf(everything)), 'parameters'));
    assert.equal(prompt, 'a \\[fox|cat\\] of (straw:1.2), BREAK red');
    assert.equal(negative, 'blurry');
    assert.deepEqual(
      [...settings],
      [
        ['Steps', '33'],
        ['Sampler', 'DPM++ 2M'],
        ['Schedule type', 'Karras'],
        ['CFG scale', '4.25'],
        ['Seed', '4294967295'],
        ['Size', '64x96'],
        ['Model', 'mine'],
        ['RNG', 'NV'],
      ],
    );
  });

  it('survives any words', async () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        '\n',
        '"',
        "'",
        '\\(',
        '😀',
        '👩‍🔬',
        '狐',
        '\u0000',
        '\u001b[31m',
        'é',
        'Ã©',
        'Negative prompt: x',
        'Steps: 3, Seed: 4, Size: 1x1',
      ),
    );
    const words = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((all) => `x${all.join('')}x`);
    await fc.assert(
      fc.asyncProperty(words, words, async (prompt, negative) => {
        const written = `recipe fox {\n  emphasis: none\n  prompt: ${quotedPrompt(prompt, 'none')}\n  negative: ${quotedPrompt(negative, 'none')}\n}\n`;
        const recipe = await planOf(written);
        assert.equal(recipe.cells[0]?.images[0]?.prompt, prompt);
        const png = await pngOf(recipe);
        const record = JSON.parse(textOf(png, 'vlprompt'));
        assert.deepEqual([record.prompt, record.negative], [prompt, negative]);
        const imported = await importedFrom(png);
        assert.equal(imported.recipe.cells[0]?.images[0]?.key, recipe.cells[0]?.images[0]?.key, imported.text);
        const { info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
        assert.deepEqual([info.width, info.height], [8, 8]);
      }),
      { numRuns: 80 },
    );
  });

  it('survives very long words', async () => {
    const prompt = 'a fox in the snow, '.repeat(500).trim();
    const recipe = await planOf(`recipe fox { prompt: "${prompt}" }`);
    const png = await pngOf(recipe);
    assert.equal(JSON.parse(textOf(png, 'vlprompt')).prompt, prompt);
    assert.equal(parseInfotext(textOf(png, 'parameters')).prompt, prompt);
    assert.equal((await importedFrom(png)).recipe.cells[0]?.images[0]?.prompt, prompt);
  });

  it('is small, and names neither file, line, recipe nor time', async () => {
    const recipe = await planOf('recipe some_name_of_a_recipe { prompt: "a fox" }');
    const png = await pngOf(recipe);
    const texts = `${textOf(png, 'parameters')}\n${textOf(png, 'vlprompt')}`;
    assert.doesNotMatch(texts, /a\.vlprompt|some_name|"line"|20\d\d-\d\d/);
    assert.ok(texts.length < 1000, `${texts.length}`);
    const image = readyImage(recipe);
    const elsewhere = { file: 'b.vlprompt', start: { line: 9, character: 1 }, end: { line: 9, character: 2 } };
    assert.deepEqual(await pngOf({ ...recipe, name: 'other' }, { ...image, source: elsewhere }), png);
  });

  it('is not believed when it is another version, or nonsense', async () => {
    const blank = await encodePng(plain(8, 8, [1, 2, 3]));
    const good = JSON.parse(textOf(await pngOf(await planOf(everything)), 'vlprompt'));
    for (const bad of [{ ...good, version: 2 }, { ...good, prompt: 3 }, { ...good, model: {} }, [], null, 7]) {
      assert.throws(() => importImage(withTexts(blank, { vlprompt: JSON.stringify(bad) }), 'a.png'), /does not say/);
    }
    const odd = {
      ...good,
      settings: { steps: 'x', scheduler: 'constructor', width: -1, height: 5 },
      emphasis: '__proto__',
      seed: -4,
      init: 3,
    };
    const { text } = importImage(withTexts(blank, { vlprompt: JSON.stringify(odd) }), 'a.png');
    await planOf(text);
  });
});
