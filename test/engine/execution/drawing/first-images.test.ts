import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Executor } from '../../../../src/engine/executor.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { encodePng } from '../../../../src/engine/images/encode-png.ts';
import type { RgbImage } from '../../../../src/engine/images/rgb-image.ts';
import type { ImageSource, RecipePlan } from '../../../../src/language/plan/plan.ts';
import type { DrawnRecipe } from '../../../../src/protocol/engine.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { GarmentModels } from '../../support/garment-models.ts';
import { evaluationPlan, recipePlan } from '../../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

/** The same recipe, whose images begin with others. */
function beginning(
  recipe: RecipePlan,
  init: (row: string | undefined, k: number) => ImageSource,
  more: Partial<RecipePlan> & { readonly mask?: ImageSource } = {},
): RecipePlan {
  const { mask, ...rest } = more;
  const cells = recipe.cells.map((cell) => ({
    ...cell,
    settings: { ...cell.settings, strength: 0.5 },
    images: cell.images.map((image, k) => {
      const first = { init: init(recipe.rows[cell.row]?.class, k), ...(mask && { mask }) };
      return { ...image, ...first, key: digestOf(JSON.stringify([recipe.name, image, first])) };
    }),
  }));
  return { ...recipe, ...rest, cells };
}

function grey(level: number): RgbImage {
  return { width: 2, height: 2, data: new Uint8Array(12).fill(level) };
}

function statesOf({ cells }: DrawnRecipe): readonly string[] {
  return cells.flat().map(({ state }) => state);
}

const plain = recipePlan({ images: 2 });

describe('images to begin with', () => {
  let workspace: TemporaryWorkspace;
  let models: GarmentModels;
  let executor: Executor;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    models = new GarmentModels();
    executor = open();
  });

  afterEach(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  const open = () => new Executor({ settings: workspace.settings, opener: models });
  const draw = (plan: RecipePlan) => drain(executor.draw(plan, never));
  const put = async (file: string, level: number) => {
    const absolute = path.join(workspace.settings.workspace, file);
    await mkdir(path.dirname(absolute), { recursive: true });
    await writeFile(absolute, await encodePng(grey(level)));
  };

  describe('in files', () => {
    const plan = beginning(plain, () => ({ kind: 'file', path: 'in/start.png' }), {
      mask: { kind: 'file', path: 'in/mask.png' },
    });

    beforeEach(async () => {
      await put('in/start.png', 10);
      await put('in/mask.png', 255);
    });

    it('reach the painter with their masks', async () => {
      const { result } = await draw(plan);
      assert.equal(result.done, 4);
      for (const { init, mask, settings } of models.drawn) {
        assert.deepEqual([init?.data[0], mask?.data[0], settings.strength], [10, 255, 0.5]);
      }
      assert.ok(!('first' in models.drawn[0]!) && !('artefact' in models.drawn[0]!));
    });

    it('are part of what an image is: others are drawn when their bytes change, and found again when they are back', async () => {
      await draw(plan);
      assert.equal((await draw(plan)).result.reused, 4);
      assert.deepEqual(statesOf(await executor.lookup(plan)), ['done', 'done', 'done', 'done']);
      for (const [file, level] of [
        ['in/start.png', 11],
        ['in/mask.png', 0],
      ] as const) {
        await put(file, level);
        assert.equal((await executor.lookup(plan)).done, 0);
        assert.equal((await draw(plan)).result.reused, 0);
      }
      await put('in/start.png', 10);
      await put('in/mask.png', 255);
      assert.equal((await executor.lookup(plan)).done, 4);
      assert.equal(models.drawn.length, 12);
    });

    it('that are not there fail the images that want them, each in one sentence, and open no model', async () => {
      await rm(path.join(workspace.settings.workspace, 'in/start.png'));
      const opened = models.opened;
      const { result, progress } = await draw(plan);
      assert.deepEqual(statesOf(result), ['failed', 'failed', 'failed', 'failed']);
      assert.match(
        result.cells[0]?.[0]?.reason ?? '',
        /^There is no image in\/start\.png in .* check `init` and `mask`\.$/,
      );
      assert.equal(models.drawn.length, 0);
      assert.equal(progress[0]?.changed.length, 4);
      assert.ok(models.opened - opened <= 1, 'only described');
      assert.deepEqual(statesOf(await executor.lookup(plan)), ['missing', 'missing', 'missing', 'missing']);
    });

    it('are not drawn from when they change while they are read', async () => {
      models.beforeStep = async ({ seed }, index) => {
        if (seed === 7 && index === 1) await put('in/late.png', 99);
      };
      await put('in/late.png', 1);
      const late = beginning(plain, (_row, k) => ({ kind: 'file', path: k === 0 ? 'in/start.png' : 'in/late.png' }));
      const { result } = await draw(late);
      assert.deepEqual(statesOf(result), ['done', 'failed', 'done', 'failed']);
      assert.match(result.cells[0]?.[1]?.reason ?? '', /late\.png was changed while it was read; draw again\.$/);
      assert.equal((await draw(late)).result.done, 4);
    });

    it('that are no images fail the images alone that want them', async () => {
      await writeFile(path.join(workspace.settings.workspace, 'in/broken.png'), 'no picture');
      const mixed = beginning(plain, (row) => ({
        kind: 'file',
        path: row === 'shirt' ? 'in/broken.png' : 'in/start.png',
      }));
      const { result } = await draw(mixed);
      assert.deepEqual(statesOf(result), ['failed', 'failed', 'done', 'done']);
      assert.match(result.cells[0]?.[0]?.reason ?? '', /broken\.png is damaged/);
    });

    it('outside of the workspace are not read, whatever links say', async () => {
      await symlink(workspace.settings.starterPack, path.join(workspace.settings.workspace, 'in/out'));
      for (const file of ['../elsewhere.png', 'in/out/a.png']) {
        const { result } = await draw(beginning(plain, () => ({ kind: 'file', path: file })));
        assert.deepEqual(statesOf(result), ['failed', 'failed', 'failed', 'failed']);
        assert.match(result.cells[0]?.[0]?.reason ?? '', /leads out of the workspace|There is no image/);
      }
    });
  });

  describe('in folders', () => {
    const ofClass = (name: string | undefined, index: number): ImageSource => ({
      kind: 'data',
      path: 'real',
      ...(name !== undefined && { class: name }),
      index,
    });

    beforeEach(async () => {
      await put('real/shirt/b.png', 2);
      await put('real/shirt/a.png', 1);
      await put('real/sneaker/z.png', 9);
    });

    it('are taken in the order of their names, beginning anew behind the last', async () => {
      await draw(beginning(recipePlan({ images: 3 }), ofClass));
      assert.deepEqual(
        models.drawn.map(({ prompt, init }) => [prompt.split(' ').at(-1), init?.data[0]]),
        [
          ['shirt', 1],
          ['sneaker', 9],
          ['shirt', 2],
          ['sneaker', 9],
          ['shirt', 1],
          ['sneaker', 9],
        ],
      );
    });

    it('are those of all classes where no class is at hand', async () => {
      await draw(beginning(recipePlan({ classes: ['bag'], images: 4 }), (_row, k) => ofClass(undefined, k)));
      assert.deepEqual(
        models.drawn.map(({ init }) => init?.data[0]),
        [1, 2, 9, 1],
      );
    });

    it('fail the images whose class has none', async () => {
      const { result } = await draw(beginning(recipePlan({ classes: ['bag', 'sneaker'], images: 1 }), ofClass));
      assert.deepEqual(statesOf(result), ['failed', 'done']);
      assert.match(result.cells[0]?.[0]?.reason ?? '', /^There is no image to begin with in .*bag; put PNG/);
      const nowhere = await draw(beginning(plain, () => ({ kind: 'data', path: 'gone', index: 0 })));
      assert.match(
        nowhere.result.cells[0]?.[0]?.reason ?? '',
        /^There is no folder .*gone; put images into gone\/<class>\/\.$/,
      );
    });
  });

  describe('of other recipes', () => {
    const sketch = recipePlan({ name: 'sketch', images: 2, prompt: (name) => `a sketch of a ${name}` });
    /** Of each row the first image alone. */
    const pruned = { ...sketch, cells: sketch.cells.map((cell) => ({ ...cell, images: cell.images.slice(0, 1) })) };
    const keyOf = (row: string | undefined) => pruned.cells[row === 'shirt' ? 0 : 1]?.images[0]?.key ?? '';
    const painting = beginning(
      recipePlan({ name: 'painting', images: 2 }),
      (row) => ({ kind: 'drawn', recipe: 'sketch', key: keyOf(row) }),
      { sources: [pruned] },
    );

    it('are drawn first, in the same run, and only those that are needed', async () => {
      const { result, progress } = await draw(painting);
      assert.deepEqual([result.recipe, result.done, result.total, result.reused], ['painting', 4, 4, 0]);
      assert.deepEqual(
        models.drawn.map(({ prompt, init }) => [prompt, init && [...init.data.slice(0, 3)].length]),
        [
          ['a sketch of a shirt', undefined],
          ['a sketch of a sneaker', undefined],
          ['a photo of a shirt', 3],
          ['a photo of a sneaker', 3],
          ['a photo of a shirt', 3],
          ['a photo of a sneaker', 3],
        ],
      );
      const [shirt, sneaker] = [models.drawn[2]?.init?.data, models.drawn[3]?.init?.data];
      assert.ok(shirt && sneaker && shirt[0]! > 200 && sneaker[1]! > 200, 'each with that of its own class');
      assert.deepEqual(
        [progress[0]?.done, progress[0]?.total, progress.at(-1)?.done, progress.at(-1)?.total],
        [0, 6, 6, 6],
      );
      const done = progress.map((each) => each.done);
      assert.deepEqual(
        done,
        done.toSorted((a, b) => a - b),
      );
      const own = new Set(painting.cells.flatMap(({ images }) => images.map(({ key }) => key)));
      assert.ok(progress.flatMap(({ changed }) => changed).every(({ key }) => own.has(key)));
    });

    it('are found again, and then not counted', async () => {
      await draw(painting);
      assert.deepEqual(statesOf(await executor.lookup(painting)), ['done', 'done', 'done', 'done']);
      const { result, progress } = await draw(painting);
      assert.deepEqual([result.reused, progress.at(-1)?.done, progress.at(-1)?.total], [4, 4, 4]);
      assert.equal(models.drawn.length, 6);
    });

    it('that were drawn by their own recipe serve as well', async () => {
      await draw(sketch);
      assert.equal((await executor.lookup(painting)).done, 0);
      const { progress } = await draw(painting);
      assert.deepEqual([progress[0]?.total, models.drawn.length], [4, 8]);
    });

    it('that are gone are drawn again, and make the same image', async () => {
      const first = (await draw(painting)).result;
      const objects = path.join(workspace.settings.store, 'cache/objects');
      await rm(objects, { recursive: true });
      assert.deepEqual(statesOf(await executor.lookup(painting)), ['missing', 'missing', 'missing', 'missing']);
      const again = (await draw(painting)).result;
      assert.deepEqual(
        again.cells.flat().map(({ hash }) => hash),
        first.cells.flat().map(({ hash }) => hash),
      );
    });

    it('may begin with others themselves', async () => {
      const key = painting.cells[0]?.images[0]?.key ?? '';
      const third = beginning(
        recipePlan({ name: 'third', images: 1 }),
        () => ({ kind: 'drawn', recipe: 'painting', key }),
        {
          sources: [pruned, { ...painting, sources: undefined } as unknown as RecipePlan],
        },
      );
      const { result } = await draw(third);
      assert.deepEqual(statesOf(result), ['done', 'done']);
      assert.equal((await executor.lookup(third)).done, 2);
    });

    it('that cannot be drawn fail the images that want them, with the reason', async () => {
      const wrong = {
        ...pruned,
        cells: pruned.cells.map((cell, c) =>
          c > 0 ? cell : { ...cell, images: cell.images.map((image) => ({ ...image, prompt: 'too long' })) },
        ),
      };
      const { result } = await draw({ ...painting, sources: [wrong] });
      assert.deepEqual(statesOf(result), ['failed', 'failed', 'done', 'done']);
      assert.equal(
        result.cells[0]?.[0]?.reason,
        'The recipe `sketch` has not drawn the image to begin with: The prompt is too long; shorten it.',
      );
    });

    it('tell what was done otherwise than asked once for the whole run', async () => {
      models.note = 'Decoded in tiles.';
      assert.deepEqual((await draw(painting)).result.notes, ['Decoded in tiles.']);
    });

    it('are drawn for an evaluation, too', async () => {
      const evaluation = evaluationPlan({ on: [{ kind: 'recipe', recipe: painting }] });
      const { result } = await drain(executor.evaluate(evaluation, never));
      assert.equal(result.sources[0]?.images.length, 4);
      assert.ok(await executor.lastReport(evaluation));
    });
  });
});
