import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkText } from '../../../src/language/checks/check.ts';
import type { PromptDocument } from '../../../src/language/document.ts';
import { buildPlan } from '../../../src/language/plan/build-plan.ts';
import { keyOf } from '../../../src/language/plan/key.ts';
import { type ImageSource, PLAN_VERSION, type RecipePlan } from '../../../src/language/plan/plan.ts';
import { type Files, programOf } from '../program/program-of.ts';

async function recipesOf(files: string | Files): Promise<ReadonlyMap<string, RecipePlan>> {
  const document: PromptDocument = await programOf(typeof files === 'string' ? { 'p/a.vlprompt': files } : files);
  assert.deepEqual(
    checkText(document).filter(({ severity }) => severity === 'error'),
    [],
  );
  return new Map(buildPlan(document, checkText).recipes.map((recipe) => [recipe.name, recipe]));
}

async function recipeOf(files: string | Files, name: string): Promise<RecipePlan> {
  return (await recipesOf(files)).get(name) ?? assert.fail(`no recipe ${name}`);
}

function keysOf({ cells }: RecipePlan, cell: number): readonly string[] {
  return cells[cell]?.images.map(({ key }) => key) ?? [];
}

/** Of every image, row by row. */
function beginningsOf({ cells }: RecipePlan, of: 'init' | 'mask' = 'init'): readonly (ImageSource | undefined)[][] {
  return cells.map(({ images }) => images.map((image) => image[of]));
}

const CLASSES = 'class a "one" class b "two"\n';

describe('an image to begin with', () => {
  it('is a file, found from the prompt file', async () => {
    const plan = await recipeOf('recipe r { prompt: "x" images: 2 init: "../in/a.png" mask: "m.png" }', 'r');
    assert.deepEqual(beginningsOf(plan), [
      [
        { kind: 'file', path: 'in/a.png' },
        { kind: 'file', path: 'in/a.png' },
      ],
    ]);
    assert.deepEqual(beginningsOf(plan, 'mask')[0]?.[1], { kind: 'file', path: 'p/m.png' });
    assert.equal(plan.sources, undefined);
  });

  it('is image k of the class in a data set', async () => {
    const text = `${CLASSES}data d from "real" { role: pool } recipe r { prompt: "\${class}" images: 2 init: d } recipe s { prompt: "x" init: d }`;
    assert.deepEqual(beginningsOf(await recipeOf(text, 'r'))[1], [
      { kind: 'data', path: 'p/real', class: 'b', index: 0 },
      { kind: 'data', path: 'p/real', class: 'b', index: 1 },
    ]);
    assert.deepEqual(beginningsOf(await recipeOf(text, 's')), [[{ kind: 'data', path: 'p/real', index: 0 }]]);
  });

  it('is image k of the first drawn cell of the class in a recipe, beginning anew behind the last', async () => {
    const text = `${CLASSES}
      recipe s { prompt: "\${class}" images: 2 guidance: [1, 3] skip where class = b and guidance = 1 }
      recipe r { prompt: "\${class}!" images: 3 init: s classes: b, a }`;
    const [source, plan] = [await recipeOf(text, 's'), await recipeOf(text, 'r')];
    const drawn = (cell: number, image: number) => ({
      kind: 'drawn',
      recipe: 's',
      key: keysOf(source, cell)[image] ?? assert.fail(),
    });
    assert.deepEqual(beginningsOf(plan), [
      [drawn(3, 0), drawn(3, 1), drawn(3, 0)],
      [drawn(0, 0), drawn(0, 1), drawn(0, 0)],
    ]);
  });

  it('is of the single row of a recipe without classes, and of all rows where there are none here', async () => {
    const text = `${CLASSES}
      recipe s { prompt: "\${class}" }
      recipe wall { prompt: "x" images: 2 init: s }
      recipe r { prompt: "\${class}!" init: wall }`;
    const recipes = await recipesOf(text);
    const [s, wall, r] = ['s', 'wall', 'r'].map((name) => recipes.get(name) ?? assert.fail());
    assert.ok(s && wall && r);
    assert.deepEqual(beginningsOf(wall), [
      [0, 1].map((cell) => ({ kind: 'drawn', recipe: 's', key: keysOf(s, cell)[0] })),
    ]);
    assert.deepEqual(
      beginningsOf(r).flat(),
      [0, 0].map((k) => ({ kind: 'drawn', recipe: 'wall', key: keysOf(wall, 0)[k] })),
    );
  });

  it('is part of the key, which is that of all that is said', async () => {
    const plan = await recipeOf(
      'model m = "./m" { adapter: "t.safetensors" } recipe r { prompt: "x" model: m init: "a.png" mask: "b.png" }',
      'r',
    );
    const { settings, images } = plan.cells[0] ?? assert.fail();
    const [image] = images;
    assert.ok(image);
    assert.equal(
      image.key,
      keyOf({
        adapters: ['p/t.safetensors'],
        emphasis: 'none',
        init: { kind: 'file', path: 'p/a.png' },
        mask: { kind: 'file', path: 'p/b.png' },
        model: { kind: 'folder', path: 'p/m' },
        negative: '',
        prompt: 'x',
        seed: 0,
        settings: { ...settings },
        version: PLAN_VERSION,
      }),
    );
  });

  it('is redrawn by 0.8 where nothing is said, and by an axis', async () => {
    const settings = async (more: string) =>
      (await recipeOf(`recipe r { prompt: "x" ${more} }`, 'r')).cells.map((cell) => cell.settings.strength);
    assert.deepEqual(await settings('init: "a.png"'), [0.8]);
    assert.deepEqual(await settings('init: "a.png" strength: [0.2, 1]'), [0.2, 1]);
    assert.deepEqual(await settings(''), [undefined]);
    assert.deepEqual(await settings('strength: 0.3'), [undefined]);
  });
});

describe('recipes that are begun with', () => {
  const chain = `${CLASSES}
    recipe first { prompt: "\${class}" images: 4 guidance: [1, 2, 3] }
    recipe second { prompt: "\${class} 2" images: 2 init: first }
    recipe third { prompt: "\${class} 3" init: second mask: first classes: b }`;

  it('stand in the order to draw them, with the images alone that are needed', async () => {
    const recipes = await recipesOf(chain);
    const [first, second, third] = ['first', 'second', 'third'].map((name) => recipes.get(name) ?? assert.fail());
    assert.ok(first && second && third);
    assert.deepEqual(
      third.sources?.map(({ name, cells, sources }) => [name, cells.flatMap(({ images }) => images.length), sources]),
      [
        ['first', [0, 0, 0, 1, 0, 0], undefined],
        ['second', [0, 1], undefined],
      ],
    );
    assert.deepEqual(
      second.sources?.map(({ cells }) => cells.flatMap(({ images }) => images.length)),
      [[2, 0, 0, 2, 0, 0]],
    );
    assert.equal(first.sources, undefined);
    assert.deepEqual(third.sources?.[0]?.rows, first.rows);
  });

  it('hold every image that is named', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 7 }), async (counts) => {
        const text = counts.map((images, i) => {
          const init = i === 0 ? '' : `init: r${i - 1} ${i > 1 ? `mask: r${i - 2}` : ''}`;
          return `recipe r${i} { prompt: "\${class} ${i}" images: ${images} ${init} }`;
        });
        for (const plan of (await recipesOf(CLASSES + text.join('\n'))).values()) {
          const there = new Set<string>();
          for (const { name, cells } of [...(plan.sources ?? []), plan]) {
            for (const { key, init, mask } of cells.flatMap(({ images }) => images)) {
              for (const source of [init, mask])
                if (source?.kind === 'drawn') assert.ok(there.has(`${source.recipe} ${source.key}`));
              there.add(`${name} ${key}`);
            }
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('may stand in another file, whose own classes they draw', async () => {
    const plan = await recipeOf(
      {
        'p/a.vlprompt': 'import "../base.vlprompt"\nrecipe r { prompt: "${class}" init: sketch }',
        'base.vlprompt': `${CLASSES}recipe sketch { prompt: "a sketch of a \${class}" init: "start.png" }`,
      },
      'r',
    );
    assert.deepEqual(
      plan.sources?.map(({ name, rows }) => [name, rows.map((row) => row.class)]),
      [['sketch', ['a', 'b']]],
    );
    assert.deepEqual(plan.sources?.[0] && beginningsOf(plan.sources[0]).flat()[0], { kind: 'file', path: 'start.png' });
  });

  it('come along with a recipe that is judged', async () => {
    const document = await programOf({
      'a.vlprompt': `${CLASSES}recipe s { prompt: "\${class}" } recipe r { prompt: "a \${class}" init: s } evaluate e { on: r }`,
    });
    const [on] = buildPlan(document, checkText).evaluations[0]?.on ?? [];
    assert.deepEqual(on?.kind === 'recipe' && on.recipe.sources?.map(({ name }) => name), ['s']);
  });

  it('are left out with those that they break', async () => {
    const document = await programOf({
      'a.vlprompt':
        'recipe a { prompt: "x" init: b } recipe b { prompt: "x" init: a } recipe c { prompt: "y" init: a }',
    });
    assert.deepEqual(buildPlan(document, checkText).recipes, []);
  });
});
