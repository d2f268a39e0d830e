import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { decideImages, undoSteps } from '../../../../src/engine/datasets/decisions/decide-images.ts';
import { rejectForRedraw } from '../../../../src/engine/datasets/redraws/reject-for-redraw.ts';
import { readRedraws } from '../../../../src/engine/datasets/redraws/standing-redraws.ts';
import { curationWithRedraws, recipeWithRedraws } from '../../../../src/engine/datasets/redraws/with-redraws.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { encodePng } from '../../../../src/engine/images/encode-png.ts';
import { requireRedrawRequest } from '../../../../src/engine/serving/shapes/decision-shapes.ts';
import { placeRedraws } from '../../../../src/language/plan/place-redraws.ts';
import type { RecipePlan } from '../../../../src/language/plan/plan.ts';
import { redrawnImage } from '../../../../src/language/plan/redrawn-image.ts';
import type { DrawnImage, DrawnRecipe } from '../../../../src/protocol/engine.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { recipePlan, span } from '../../support/plans.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const keysOf = ({ cells }: RecipePlan) => cells.map(({ images }) => images.map(({ key }) => key));

describe('redraws', () => {
  const folder = temporaryFolder();
  const recipe = recipePlan({ images: 2 });
  const [[first = '', second = ''] = [], [third = ''] = []] = keysOf(recipe);
  const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(64)) as [string, string, string];

  /** What is asked for is drawn, each image with pixels of its own. */
  async function lookup(asked: RecipePlan): Promise<DrawnRecipe> {
    const cells: DrawnImage[][] = [];
    for (const { images } of asked.cells) {
      const drawn = images.map(async ({ key }): Promise<DrawnImage> => {
        const file = path.join(folder(), `${key}.png`);
        const png = await encodePng({ width: 1, height: 1, data: Buffer.from(digestOf(key).slice(0, 6), 'hex') });
        await writeFile(file, png);
        return { key, state: 'done', file, hash: digestOf(png) };
      });
      cells.push(await Promise.all(drawn));
    }
    return { recipe: asked.name, cells, done: 4, total: 4, reused: 0, milliseconds: 1 };
  }

  const reject = (key: string, redraw: { readonly key: string; readonly seed: number; readonly prompt?: string }) =>
    rejectForRedraw(folder(), requireRedrawRequest({ recipe, reviewer: 'Ann', key, redraw }), lookup);

  it('are images of the recipe, in the cell of the rejected one, with its words or others', async () => {
    await reject(first, { key: one, seed: 77 });
    await reject(third, { key: two, seed: 78, prompt: 'a better boot' });
    const now = await recipeWithRedraws(folder(), recipe);
    assert.deepEqual(keysOf(now)[0], [first, second, one]);
    const [again, amended] = [now.cells[0]?.images[2], now.cells[1]?.images[2]];
    const [rejected, other] = [recipe.cells[0]?.images[0], recipe.cells[1]?.images[0]];
    assert.deepEqual(again, { ...rejected, key: one, seed: 77 });
    assert.deepEqual(amended, { ...other, key: two, seed: 78, prompt: 'a better boot' });
  });

  it('can be rejected and drawn again themselves, and are not placed twice', async () => {
    await reject(first, { key: one, seed: 1 });
    await reject(one, { key: two, seed: 2 });
    const now = await recipeWithRedraws(folder(), recipe);
    assert.deepEqual(keysOf(now)[0], [first, second, one, two]);
    assert.deepEqual(await recipeWithRedraws(folder(), now), now);
  });

  it('go with the decision that asked for them when it is undone', async () => {
    await reject(first, { key: one, seed: 1 });
    await undoSteps(folder(), 'Ann', 1);
    assert.deepEqual(await recipeWithRedraws(folder(), recipe), recipe);
  });

  it('stay when the rejected image is kept after all', async () => {
    await reject(first, { key: one, seed: 1 });
    const image = (await lookup(recipe)).cells[0]?.[0];
    await decideImages(folder(), 'Ann', [{ file: image?.file ?? '', hash: image?.hash ?? '' }], { op: 'accept' });
    assert.deepEqual(keysOf(await recipeWithRedraws(folder(), recipe))[0], [first, second, one]);
  });

  it('of images that the recipe does not draw any more are none of its', async () => {
    await reject(first, { key: one, seed: 1 });
    const other = recipePlan({ images: 2, seed: 900 });
    assert.deepEqual(await recipeWithRedraws(folder(), other), other);
  });

  it('are members of a curation of the recipe', async () => {
    await reject(first, { key: one, seed: 1 });
    const judging = { model: recipe.model, classes: [] };
    const from = [{ kind: 'recipe', recipe }] as const;
    const curation = await curationWithRedraws(folder(), { name: 'train', from, judging, rules: [], seed: 0, span });
    const [source] = curation.from;
    assert.deepEqual(source?.kind === 'recipe' && keysOf(source.recipe)[0], [first, second, one]);
  });

  it('are lines of JSON that say what was rejected, and what is drawn in its place', async () => {
    await reject(first, { key: one, seed: 77, prompt: 'a "quoted" boot' });
    const reviewer = path.join(folder(), 'reviews/ann');
    const [month = ''] = await readdir(reviewer);
    const { op, key, redraw } = JSON.parse(await readFile(path.join(reviewer, month), 'utf8'));
    assert.deepEqual([op, key, redraw], ['reject', first, { key: one, seed: 77, prompt: 'a "quoted" boot' }]);
  });

  it('that somebody wrote wrong are none; the rejection counts all the same', async () => {
    await reject(first, { key: one, seed: 1 });
    const [month = ''] = await readdir(path.join(folder(), 'reviews/ann'));
    const file = path.join(folder(), 'reviews/ann', month);
    const line = JSON.parse(await readFile(file, 'utf8'));
    const wrong = [
      { key: 'short', seed: 1 },
      { key: two, seed: -1 },
      { key: two, seed: 2 ** 32 },
      { seed: 1 },
      null,
      'x',
      [],
    ];
    const lines = wrong.map((redraw, i) => JSON.stringify({ ...line, id: `${line.id.slice(0, -1)}${i}`, redraw }));
    await writeFile(file, `${lines.join('\n')}\n`);
    assert.deepEqual(await readRedraws(folder()), []);
    const accepted = JSON.stringify({ ...line, op: 'accept' });
    await appendFile(file, `${accepted}\n`);
    assert.deepEqual(await readRedraws(folder()), []);
  });

  it('of two reviewers are both there, in the order in which they were asked for', async () => {
    await reject(first, { key: one, seed: 1 });
    await rejectForRedraw(folder(), { recipe, reviewer: 'Bob', key: first, redraw: { key: two, seed: 2 } }, lookup);
    assert.deepEqual(
      (await readRedraws(folder())).map(({ by, of, key }) => [by, of, key]),
      [
        ['Ann', first, one],
        ['Bob', first, two],
      ],
    );
  });

  it('need an image that is drawn', async () => {
    await assert.rejects(reject(three, { key: one, seed: 1 }), (error) => Failure.is(error, 'plan-invalid'));
    await assert.rejects(
      async () => reject(first, { key: 'x', seed: 1 }),
      (error) => Failure.is(error, 'plan-invalid'),
    );
    await mkdir(path.join(folder(), 'reviews'), { recursive: true });
    assert.deepEqual(await readRedraws(folder()), []);
  });

  it('do not lead around in circles that somebody wrote by hand', () => {
    const redraws = [
      { of: one, key: two, seed: 1, by: 'Ann' },
      { of: two, key: one, seed: 2, by: 'Ann' },
      { of: first, key: first, seed: 3, by: 'Ann' },
    ];
    assert.deepEqual(
      placeRedraws(recipe, redraws, (_, image, { key }) => ({ ...image, key })),
      recipe,
    );
  });
});

describe('an image drawn again', () => {
  const recipe = recipePlan();
  const [cell] = recipe.cells;
  const image = cell?.images[0] ?? assert.fail('no image');
  const settings = cell?.settings ?? assert.fail('no cell');
  const again = (change: { readonly seed: number; readonly prompt?: string }) =>
    redrawnImage(recipe.model, settings, image, change);

  it('has another key with another seed and with other words, and the same with the same', () => {
    const keys = [again({ seed: 5 }), again({ seed: 6 }), again({ seed: 5, prompt: 'other' })].map(({ key }) => key);
    assert.equal(new Set(keys).size, 3);
    assert.equal(again({ seed: 5, prompt: image.prompt }).key, again({ seed: 5 }).key);
  });

  it('reads brackets of other words as its recipe does', () => {
    const emphasized = redrawnImage(
      recipe.model,
      settings,
      { ...image, emphasis: 'a1111' },
      { seed: 1, prompt: 'a (b:1.3)' },
    );
    assert.deepEqual(emphasized.reading?.wordings[0]?.[0]?.at(-1), { text: 'b', weight: 1.3 });
    assert.equal(redrawnImage(recipe.model, settings, emphasized, { seed: 1, prompt: 'a b' }).reading, undefined);
  });
});
