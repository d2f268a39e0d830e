import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument, type PromptDocument } from '../../../src/language/document.ts';
import { buildPlan } from '../../../src/language/plan/build-plan.ts';
import type { RecipePlan, SourceSpan } from '../../../src/language/plan/plan.ts';
import { recipeChoices } from '../../../src/language/plan/recipe-choices.ts';
import { traceImage } from '../../../src/language/plan/trace-image.ts';
import { partsIn } from '../../../src/language/prompt/parts-in.ts';
import { promptOf } from '../../../src/language/prompt/prompt-of.ts';
import { promptTextsOf } from '../../../src/language/scope/prompt-texts.ts';
import { isNamed } from '../../../src/language/tree/declarations.ts';
import type { Extent } from '../../../src/language/tree/extent.ts';
import type { RecipeChoices } from '../../../src/protocol/language.ts';
import { grids } from './grids.ts';

interface Chosen {
  readonly document: PromptDocument;
  readonly plan: RecipePlan;
  readonly choices: RecipeChoices;
}

function chosen(text: string): Chosen {
  const document = createDocument('a.vlprompt', text);
  const [plan] = buildPlan(document, checkText).recipes;
  if (plan === undefined) {
    fc.pre(!checkText(document).some(({ code }) => code === 'too-many-images'));
    assert.fail(`no recipe:\n${text}`);
  }
  return { document, plan, choices: recipeChoices(document, plan) ?? assert.fail() };
}

function imagesOf({ cells }: RecipePlan) {
  return cells.flatMap(({ images }) => images);
}

/** What each image took, as texts, in the order of the plan. */
function takenTexts({ plan, choices }: Chosen): readonly (readonly (string | undefined)[])[] {
  return imagesOf(plan).map(({ key }) => (choices.images[key] ?? []).map((index) => choices.options[index]?.text));
}

/** Every variant written in the file. */
function variantsIn({ tree }: PromptDocument): readonly Extent[] {
  return tree.declarations
    .filter(isNamed)
    .flatMap((declaration) => promptTextsOf(declaration))
    .flatMap((text) => partsIn(promptOf(text).parts))
    .flatMap((part) => (part.kind === 'choice' ? part.options : []));
}

function extentOf({ lines }: PromptDocument, { start, end }: SourceSpan): Extent {
  return { start: lines.offsetAt(start), end: lines.offsetAt(end) };
}

function isWithin(inner: Extent, outer: Extent): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

const model = 'model m = "starter/diffusion"\n';

describe('what images took', () => {
  it('is the value of a constant that makes columns, with what is chosen in it', () => {
    const lets = 'let kind = ["photo", "{big|small} sketch"]\nlet size = [1, 2]\nlet one = "bag"\n';
    const found = chosen(
      `${model}${lets}recipe r { model: m prompt: "a ${'${kind}'} of ${'${size}'} ${'${one}'}" expand: all }`,
    );
    const taken = takenTexts(found).map((texts) => texts.slice(1));
    assert.deepEqual(
      new Set(taken.map((texts) => texts.toSorted().join(' '))),
      new Set([
        '1 photo',
        '2 photo',
        ...['1', '2'].flatMap((n) => [`${n} big {big|small} sketch`, `${n} small {big|small} sketch`]),
      ]),
    );
    assert.deepEqual(
      found.choices.points.filter(({ kind }) => kind === 'constant').map(({ name, options }) => [name, options.length]),
      [
        ['let kind', 2],
        ['let size', 2],
      ],
    );
  });

  it('is their line, and of every choice point what stands in their words', () => {
    const found = chosen(`${model}recipe r { model: m prompt: "a {red|blue} bag" expand: all }`);
    assert.deepEqual(takenTexts(found), [
      ['"a {red|blue} bag"', 'red'],
      ['"a {red|blue} bag"', 'blue'],
    ]);
    assert.deepEqual(found.choices.points, [
      { kind: 'line', name: 'recipe r', options: [0] },
      { kind: 'variant', name: '{red|blue}', options: [1, 2] },
    ]);
  });

  it('is several of a choice that takes several, each once, and what is within what was taken', () => {
    const found = chosen(`${model}recipe r { model: m prompt: "{2$$a {x|y}|b}" expand: all }`);
    const orders = takenTexts(found).map((taken) => taken.slice(1));
    assert.deepEqual(orders, [
      ['a {x|y}', 'x', 'b'],
      ['a {x|y}', 'y', 'b'],
      ['b', 'a {x|y}', 'x'],
      ['b', 'a {x|y}', 'y'],
    ]);
  });

  it('is told once of a name that stands twice', () => {
    const found = chosen(`${model}let c = "{red|blue}"\nrecipe r { model: m prompt: "\${c} and \${c}" expand: all }`);
    assert.deepEqual(
      takenTexts(found).map((taken) => taken.slice(1)),
      [['red'], ['blue']],
    );
  });

  it('may be nothing at all, and is known by its place then', () => {
    const found = chosen(`${model}recipe r { model: m prompt: "a{ red|}{| bag}" expand: all }`);
    assert.deepEqual(
      takenTexts(found).map((taken) => taken.slice(1)),
      [
        ['red', ''],
        ['red', 'bag'],
        ['', ''],
        ['', 'bag'],
      ],
    );
    const places = found.choices.options.map(({ span }) => JSON.stringify(span));
    assert.equal(new Set(places).size, places.length);
  });

  it('holds what negative prompts took, and values of wildcards, under their pattern', () => {
    const { choices } = chosen(
      `${model}wildcard hue { "red" "blue" }\nrecipe r { model: m prompt: "__hue__" negative: "{dark|dim}" images: 40 }`,
    );
    assert.deepEqual(
      choices.points.map(({ kind, name, options }) => [
        kind,
        name,
        options.map((index) => choices.options[index]?.text).sort(),
      ]),
      [
        ['line', 'recipe r', ['"__hue__"']],
        ['wildcard', '__hue__', ['"blue"', '"red"']],
        ['variant', '{dark|dim}', ['dark', 'dim']],
      ],
    );
  });

  it('tells all lines of a template apart', () => {
    const { plan, choices } = chosen(
      `${model}template t { "one" "two" "three" }\nrecipe r { model: m prompt: t images: 50 }`,
    );
    for (const { key, source } of imagesOf(plan)) {
      const [line = -1] = choices.images[key] ?? [];
      assert.deepEqual(choices.options[line]?.span, source);
    }
    assert.equal(choices.points[0]?.options.length, 3);
  });

  it('are exactly the variants that the trace of an image leads to, in any grid', () => {
    fc.assert(
      fc.property(grids, ({ text }) => {
        const { document, plan, choices } = chosen(text);
        const variants = variantsIn(document);
        const images = imagesOf(plan);
        for (const { key } of images) assert.ok(choices.images[key], 'an image is left out');
        // A trace goes through the whole grid.
        const [first, last] = [images[0], images.at(-1)];
        for (const { key, source } of first && last ? [first, last] : []) {
          const taken = (choices.images[key] ?? []).map((index) =>
            extentOf(document, choices.options[index]?.span ?? assert.fail()),
          );
          const words = traceImage(document, plan, key) ?? assert.fail();
          const traced = [...words.prompt, ...words.negative]
            .flatMap(({ span }) => (span === undefined ? [] : [extentOf(document, span)]))
            .filter(({ start, end }) => end > start);
          assert.ok(
            taken.some((each) => isWithin(extentOf(document, source), each)),
            'its line',
          );
          for (const option of variants) {
            const words = document.text.slice(option.start, option.end);
            if (words.trim() === '') continue;
            const isTraced = traced.some((piece) => isWithin(piece, option));
            const isTaken = taken.some((each) => each.end > each.start && isWithin(each, option));
            assert.equal(isTaken, isTraced, `${words} of\n${text}`);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
