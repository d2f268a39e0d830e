import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EngineCaller } from '../../src/engine/client/engine.ts';
import type { CellPlan, RecipePlan } from '../../src/language/plan/plan.ts';
import { redrawnImage } from '../../src/language/plan/redrawn-image.ts';
import type { PlacedRedraw } from '../../src/protocol/decisions.ts';
import { stubbedCommands } from './support/stubbed-commands.ts';

const text = 'class shirt "shirt"\nrecipe preview {\n  prompt: "a (red:1.2) ${class}"\n  images: 2\n  seed: 5\n}\n';

describe('vlprompt run', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-cli-'));
    await writeFile(path.join(folder, 'f.vlprompt'), text);
  });
  afterEach(() => rm(folder, { recursive: true }));
  const { vlprompt } = stubbedCommands(() => folder);

  /** What the engine is told to draw. */
  async function asked(redrawsOf: (recipe: RecipePlan) => readonly PlacedRedraw[] = () => []): Promise<CellPlan> {
    const recipes: RecipePlan[] = [];
    const draw: EngineCaller['draw'] = async ({ recipe }) => {
      recipes.push(recipe);
      const cells = recipe.cells.map(({ images }) => images.map(({ key }) => ({ key, state: 'missing' as const })));
      return { recipe: recipe.name, cells, done: 0, total: 0, reused: 0, milliseconds: 0 };
    };
    await vlprompt(['run', 'f.vlprompt'], { calls: { draw } });
    const [recipe] = recipes;
    if (!recipe) return assert.fail('nothing was drawn');
    const redraws = redrawsOf(recipe);
    if (redraws.length === 0) return recipe.cells[0] ?? assert.fail('no cell');
    await vlprompt(['run', 'f.vlprompt'], { calls: { draw, lookupRedraws: async () => redraws } });
    return recipes[1]?.cells[0] ?? assert.fail('nothing was drawn again');
  }

  const wanted = (recipe: RecipePlan, prompt?: string): PlacedRedraw => {
    const [cell] = recipe.cells;
    const image = cell?.images[0] ?? assert.fail('no image');
    const again = { seed: 99, ...(prompt !== undefined && { prompt }) };
    const { key } = redrawnImage(recipe.model, cell?.settings ?? assert.fail('no cell'), image, again);
    return { ...again, key, of: image.key, by: 'Ann' };
  };

  it('draws what people wanted in place of rejected images, with their words', async () => {
    const { images } = await asked((recipe) => [wanted(recipe), wanted(recipe, 'a (blue:1.5) shirt')]);
    assert.deepEqual(
      images.map(({ seed, prompt }) => [seed, prompt]),
      [
        [5, 'a (red:1.2) shirt'],
        [6, 'a (red:1.2) shirt'],
        [99, 'a (red:1.2) shirt'],
        [99, 'a (blue:1.5) shirt'],
      ],
    );
    assert.deepEqual(images[2]?.reading, images[0]?.reading);
    assert.equal(images[3]?.reading?.wordings[0]?.[0]?.find(({ text }) => text.includes('blue'))?.weight, 1.5);
  });

  it('draws nothing under a key that is not of these words', async () => {
    const { images } = await asked((recipe) => [{ ...wanted(recipe), prompt: 'something else' }]);
    assert.equal(images.length, 2);
  });
});
