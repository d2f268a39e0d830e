/** @file Recipes with axes, zips, skips and variants, for property tests: good programs of one recipe each. */
import fc from 'fast-check';

export interface Grid {
  readonly text: string;
  /** Its parts, to be put in another order. */
  readonly declarations: readonly string[];
}

const lists = {
  guidance: fc.constantFrom('3', '[1, 3]', '2..3'),
  rescale: fc.constantFrom('0', '[0, 0.7]'),
  noise: fc.constantFrom('cpu', 'philox'),
  init: fc.constantFrom('"a.png"', 'photos'),
  mask: fc.constantFrom('"b.png"', 'photos'),
  strength: fc.constantFrom('0.5', '[0.5, 1]'),
  steps: fc.constantFrom('10', '[10, 20]', '10..20 step 10'),
  seed: fc.constantFrom('7', '[1, 100]'),
  size: fc.constantFrom('64x64', '[64x64, 128x64]'),
  scheduler: fc.constantFrom('euler', '[ddim, euler]'),
  emphasis: fc.constantFrom('comfy', '[a1111, none]'),
  negative: fc.constantFrom('"blurry"', '["dark", "light {a|b}"]', '"${style}"'),
  images: fc.constantFrom('1', '2'),
  expand: fc.constantFrom('random', 'all'),
} as const;

const prompt = fc.constantFrom(
  '"a ${class}"',
  '"a {red|2::blue|} ${class} in ${style}"',
  'photo',
  '[photo, "b {x|y}"]',
  '"(${class}:1.3) [a:b:0.5] {1-2$$u|v}"',
  '"__colour__ of ${amount}"',
);

/** None leaves out every cell: that would be an error. */
const skip = fc.constantFrom(
  '',
  '',
  'skip where class = a and guidance > 2',
  'skip where class = both and not size = 128x64',
  'skip where class in [b] and guidance in 1..2',
);

const declarations = [
  'class a "one" { group: both }',
  'class b "t{wo|oo}" { negative: "zero" }',
  'class c "three"',
  'group both = b',
  'let style = ["oil", "ink on {paper|silk}"]',
  'let amount = [1, 2]',
  'wildcard colour { "red" "blue" }',
  'data photos from "photos" { role: pool }',
  'template photo { "a photo of a ${class}" "x {p|q} ${style}" }',
] as const;

/** Zipped only where both are axes of the same length, which others make an error. */
function zipOf(guidance: string | null, steps: string | null): string {
  return guidance === '[1, 3]' && steps === '[10, 20]' ? 'zip(guidance, steps)' : '';
}

/** Settings with several values; each doubles the images at least. */
const mostLists = 5;

/** Beyond the limit of images a recipe is an error. */
function isWithinLimit({ text }: Grid): boolean {
  const recipe = text.slice(text.indexOf('recipe r'));
  return [...recipe.matchAll(/: (?:\[|\d+\.\.)/g)].length <= mostLists;
}

export const grids: fc.Arbitrary<Grid> = fc
  .tuple(
    prompt,
    skip,
    fc.record(Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, fc.option(list)]))),
  )
  .map(([words, skipped, settings]) => {
    const lines = Object.entries(settings).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
    const zip = zipOf(settings.guidance ?? null, settings.steps ?? null);
    const members = [`prompt: ${words}`, ...lines, zip, skipped].filter((member) => member !== '');
    const recipe = `recipe r {\n  ${members.join('\n  ')}\n}`;
    return { declarations: [...declarations, recipe], text: [...declarations, recipe].join('\n') };
  })
  .filter(isWithinLimit);
