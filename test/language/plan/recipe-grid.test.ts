import assert from 'node:assert/strict';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument } from '../../../src/language/document.ts';
import { buildPlan } from '../../../src/language/plan/build-plan.ts';
import type { RecipePlan } from '../../../src/language/plan/plan.ts';
import { programOf } from '../program/program-of.ts';

function recipesOf(text: string): readonly RecipePlan[] {
  return buildPlan(createDocument('a.vlprompt', text), checkText).recipes;
}

function recipeOf(text: string, name = 'r'): RecipePlan {
  return recipesOf(text).find((recipe) => recipe.name === name) ?? assert.fail(`no recipe ${name}`);
}

const labels = ({ columns }: RecipePlan) => columns.map((column) => column.label);
const prompts = ({ cells }: RecipePlan) => cells.map((cell) => cell.images.map((image) => image.prompt).join(' / '));
const axes = (recipe: RecipePlan) => recipe.axes.map((axis) => axis.name);

describe('axes', () => {
  it('are settings in the order written, then constants in the order the prompt reads them', () => {
    const text = `let b = [1, 2] let a = ["x", "y"]
      recipe r { steps: [5, 6] prompt: ["\${a} \${b}", "z"] seed: 1..2 negative: ["n", "m"] emphasis: [comfy, none] }`;
    assert.deepEqual(axes(recipeOf(text)), ['steps', 'prompt', 'seed', 'negative', 'emphasis', 'a', 'b']);
  });

  it('of constants put each value where it is read, also through other constants', () => {
    const recipe = recipeOf(
      'let tone = ["warm", "cold"] let ground = "a ${tone} wall" recipe r { prompt: "${ground}, ${tone}" }',
    );
    assert.deepEqual(recipe.axes, [{ name: 'tone', values: ['warm', 'cold'] }]);
    assert.deepEqual(prompts(recipe), ['a warm wall, warm', 'a cold wall, cold']);
  });

  it('can be read in prompts', () => {
    const recipe = recipeOf('recipe r { prompt: "guided by ${guidance}" guidance: [1, 3] }');
    assert.deepEqual(prompts(recipe), ['guided by 1', 'guided by 3']);
  });

  it('of prompts are templates by name and texts as written', () => {
    const recipe = recipeOf('template t { "one" "two" } recipe r { prompt: [t, "three"] images: 4 }');
    assert.deepEqual(labels(recipe), ['prompt t', 'prompt three']);
    assert.equal(
      recipe.cells[1]?.images.every((image) => image.prompt === 'three'),
      true,
    );
    assert.equal(
      recipe.cells[0]?.images.some((image) => image.prompt === 'three'),
      false,
    );
  });

  it('of dialects spell and read the same words in their way', () => {
    const [a1111, comfy, none] = recipeOf(
      'recipe r { prompt: "a [b] \\[c\\]" emphasis: [a1111, comfy, none] }',
    ).cells.flatMap((cell) => cell.images);
    assert.deepEqual(
      [a1111, comfy, none].map((image) => [image?.emphasis, image?.prompt]),
      [
        ['a1111', 'a [b] \\[c\\]'],
        ['comfy', 'a [b] [c]'],
        ['none', 'a [b] [c]'],
      ],
    );
    assert.deepEqual(
      a1111?.reading?.wordings[0]?.[0]?.map(({ weight }) => Number(weight.toFixed(4))),
      [1, 0.9091, 1],
    );
    assert.equal(none?.reading, undefined);
  });
});

describe('zip', () => {
  it('pairs axes, and stands where the first of them is written', () => {
    const recipe = recipeOf('recipe r { prompt: "x" seed: [1, 2] guidance: [1, 3] steps: [10, 20] zip(steps, seed) }');
    assert.deepEqual(
      recipe.columns.map((column) => column.values),
      [
        [1, 1, 10],
        [1, 3, 10],
        [2, 1, 20],
        [2, 3, 20],
      ],
    );
  });

  it('pairs constants with settings', () => {
    const text = 'let style = ["oil", "ink"] recipe r { prompt: "${style}" guidance: [1, 3] zip(guidance, style) }';
    assert.deepEqual(labels(recipeOf(text)), ['guidance 1, style oil', 'guidance 3, style ink']);
  });
});

describe('skip where', () => {
  const CLASSES = 'class a "one" class b "two" ';

  it('leaves cells in their place, without images', () => {
    const recipe = recipeOf(
      `${CLASSES}recipe r { prompt: "\${class}" guidance: [1, 3] skip where class = b and guidance > 2 }`,
    );
    assert.deepEqual(
      recipe.cells.map(({ row, column, isSkipped, images }) => [row, column, isSkipped, images.length]),
      [
        [0, 0, undefined, 1],
        [0, 1, undefined, 1],
        [1, 0, undefined, 1],
        [1, 1, true, 0],
      ],
    );
  });

  it('leaves out columns that every row skips', () => {
    const recipe = recipeOf(
      'recipe r { prompt: "x" guidance: [1, 3] steps: [10, 20] skip where guidance > 2 and steps < 15 }',
    );
    assert.deepEqual(labels(recipe), ['guidance 1, steps 10', 'guidance 1, steps 20', 'guidance 3, steps 20']);
  });

  it('knows groups and constants', () => {
    const text = `${CLASSES}group g = b let style = ["oil", "ink"]
      recipe r { prompt: "\${class} \${style}" skip where class = g and style ~ "IN" }`;
    assert.deepEqual(prompts(recipeOf(text)), ['one oil', 'one ink', 'two oil', '']);
  });
});

describe('expand: all', () => {
  it('makes a column of each combination, the last choice varying fastest, line by line', () => {
    const recipe = recipeOf('template t { "a {b|c} {d|e}" "f" } recipe r { prompt: t expand: all }');
    assert.deepEqual(recipe.axes, [{ name: 'variant', values: ['a b d', 'a b e', 'a c d', 'a c e', 'f'] }]);
    assert.deepEqual(prompts(recipe), ['a b d', 'a b e', 'a c d', 'a c e', 'f']);
  });

  it('is labelled by what was picked', () => {
    const recipe = recipeOf('recipe r { prompt: "a {red|blue} shirt, {big|small}" expand: all guidance: [1, 3] }');
    assert.deepEqual(labels(recipe).slice(0, 3), [
      'guidance 1, red, big',
      'guidance 1, red, small',
      'guidance 1, blue, big',
    ]);
  });

  it('gives the images of a cell the same words and other seeds', () => {
    const [first] = recipeOf('recipe r { prompt: "{a|b}" expand: all images: 3 seed: 5 }').cells;
    assert.deepEqual(
      first?.images.map(({ prompt, seed }) => [prompt, seed]),
      [
        ['a', 5],
        ['a', 6],
        ['a', 7],
      ],
    );
  });

  it('skips cells of rows with fewer combinations', () => {
    const recipe = recipeOf('class a "one" class b "{two|deux|zwei}" recipe r { prompt: "${class}" expand: all }');
    assert.deepEqual(prompts(recipe), ['one', '', '', 'two', 'deux', 'zwei']);
    assert.deepEqual(
      recipe.cells.map((cell) => cell.isSkipped ?? false),
      [false, true, true, false, false, false],
    );
  });

  it('counts before it makes anything', () => {
    const text = `recipe r { prompt: "${'{a|b}'.repeat(40)}" expand: all }`;
    const [found] = checkText(createDocument('a.vlprompt', text));
    assert.equal(found?.code, 'too-many-images');
    assert.match(found?.message ?? '', /1099511627776 variants/);
  });
});

describe('extends', () => {
  const BASE = 'recipe base { prompt: "x" guidance: [1, 3] steps: 10 images: 2 skip where guidance = 3 } ';

  it('takes over settings and statements, and overrides them key by key', () => {
    const recipe = recipeOf(`${BASE}recipe r { extends: base steps: [20, 30] }`);
    assert.deepEqual(labels(recipe), ['guidance 1, steps 20', 'guidance 1, steps 30']);
    assert.equal(recipe.cells[0]?.images.length, 2);
  });

  it('takes over no statements of a kind that it has itself', () => {
    assert.deepEqual(labels(recipeOf(`${BASE}recipe r { extends: base skip where guidance = 1 }`)), ['guidance 3']);
  });

  it('goes on over several recipes', () => {
    const recipe = recipeOf(
      `${BASE}recipe middle { extends: base steps: 11 size: 128x128 } recipe r { extends: middle seed: 9 }`,
    );
    const { steps, width } = recipe.cells[0]?.settings ?? assert.fail();
    assert.deepEqual([steps, width, recipe.cells[0]?.images[0]?.seed], [11, 128, 9]);
  });

  it('of itself is an error, and only that of those on the circle', () => {
    const text = 'recipe a { extends: b prompt: "x" } recipe b { extends: a } recipe r { prompt: "x" }';
    const codes = checkText(createDocument('a.vlprompt', text)).map((found) => found.code);
    assert.deepEqual(codes, ['circular', 'circular']);
    assert.deepEqual(
      recipesOf(text).map((recipe) => recipe.name),
      ['r'],
    );
  });

  it('goes back so far and no further, in reasonable time', () => {
    const chain = Array.from({ length: 2000 }, (_, index) => `recipe r${index} { extends: r${index + 1} }`).join('\n');
    const problems = checkText(createDocument('a.vlprompt', `${chain}\nrecipe r2000 { prompt: "x" }`));
    assert.ok(problems.some(({ code, at }) => code === 'out-of-range' && at.start < 100));
    assert.ok(!problems.some(({ at }) => at.start > chain.length - 100));
  });

  it('reads names where they are written, in another file', async () => {
    const document = await programOf({
      'main.vlprompt':
        'import { base } from "./lib/base.vlprompt" let ground = "sand" class a "one" recipe r { extends: base seed: 3 }',
      'lib/base.vlprompt':
        'model painter = "./models/mine" let ground = "snow" template t { "${class} on ${ground}" } class b "two" recipe base { model: painter prompt: t }',
    });
    const [recipe] = buildPlan(document, checkText).recipes;
    assert.deepEqual(recipe?.model.spec, { kind: 'folder', path: 'lib/models/mine' });
    // `all` are the classes that are known where the recipe runs.
    assert.deepEqual(recipe && prompts(recipe), ['one on snow']);
    assert.equal(recipe?.cells[0]?.images[0]?.source.file, 'lib/base.vlprompt');
  });
});

describe('a judge', () => {
  it('reads all values of a constant, and every value of a wildcard', () => {
    const text = `class a "one" class b "two" data d from "d" let style = ["oil", "ink"] wildcard w { "red" "blue" }
      evaluate e { on: d prompt: "\${class} \${style} __w__" }`;
    const [evaluation] = buildPlan(createDocument('a.vlprompt', text), checkText).evaluations;
    assert.deepEqual(
      evaluation?.classes[0]?.prompts.map((prompt) => prompt.text),
      ['one oil red', 'one oil blue', 'one ink red', 'one ink blue'],
    );
  });

  it('of a benchmark alone is left out of the plan', () => {
    const text =
      'class a "one" class b "two" benchmark p from "p" { format: pairs } evaluate e { on: p expect group-score >= 30% }';
    assert.deepEqual(buildPlan(createDocument('a.vlprompt', text), checkText).evaluations, []);
  });
});
