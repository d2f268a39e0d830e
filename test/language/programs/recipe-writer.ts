/** @file Recipes: their settings, axes, zips and conditions. */
import { cellFields } from '../../../src/language/conditions/fields.ts';
import type { Choices } from './choices.ts';
import { separated, writeCondition } from './condition-writer.ts';
import { LINE } from './layout.ts';
import type { Names } from './names.ts';
import { writePrompt, writeText } from './prompt-writer.ts';

/** How values of a setting that can be an axis are written: every list has two values, so that any two can be zipped. */
const axes: Readonly<Record<string, { readonly one: readonly string[]; readonly two: readonly string[] }>> = {
  guidance: { one: ['3', '1.5'], two: ['[1, 3.5]', '1..2', '1..9 step 8'] },
  rescale: { one: ['0.7', '0'], two: ['[0, 0.7]', '0..1'] },
  strength: { one: ['0.5', '1'], two: ['[0.4, 1]'] },
  steps: { one: ['20', '1'], two: ['[10, 20]', '1 .. 2'] },
  seed: { one: ['7', '0'], two: ['[0, 4294967290]', '3..4'] },
  scheduler: { one: ['euler', 'auto'], two: ['[ddim, euler]', '[auto, lcm]'] },
  size: { one: ['64x64', '32x48'], two: ['[64x64, 64x32]'] },
  emphasis: { one: ['a1111', 'a1111-nonorm', 'comfy', 'none'], two: ['[a1111, comfy]', '[none, a1111-nonorm]'] },
  negative: { one: ['"blurry"'], two: ['["blurry", "ugly {a|b}"]'] },
};

export function writeRecipe(choices: Choices, name: string, names: Names, base: string | undefined): string[] {
  const varied = new Set(choices.someOf(Object.keys(axes)).slice(0, 2));
  const set = choices.someOf(Object.keys(axes).filter((key) => !varied.has(key)));
  const expandsAll = choices.isLucky(20);
  const settings = [
    ...(base === undefined ? [] : [['extends:', base]]),
    ['prompt:', ...prompt(choices, names, expandsAll)],
    ...[...varied].map((key) => [`${key}:`, choices.pick(axes[key]?.two ?? [])]),
    ...set.map((key) => [`${key}:`, choices.pick(axes[key]?.one ?? [])]),
    ...(expandsAll ? [['expand:', 'all']] : []),
    ...choices
      .someOf(['images: 2', 'expand: random', 'classes: all', 'model:', 'noise: philox', 'init:'])
      .flatMap((other) => more(choices, other, names, expandsAll)),
  ];
  const members = [...choices.shuffled(settings), ...statements(choices, names, [...varied], base)];
  return ['recipe', name, '{', LINE, ...members.flatMap((member) => [...member, LINE]), '}', LINE];
}

function more(choices: Choices, other: string, names: Names, expandsAll: boolean): string[][] {
  if (other === 'model:') return names.painters.length > 0 ? [[other, choices.pick(names.painters)]] : [];
  if (other === 'init:')
    return [
      [other, choices.pick(['"start.png"', ...names.pools])],
      ['mask:', '"in/mask.png"'],
    ];
  if (other === 'classes: all') return [['classes:', ...classes(choices, names)]];
  return other === 'expand: random' && expandsAll ? [] : [other.split(' ')];
}

export function classes(choices: Choices, names: Names): string[] {
  if (choices.isLucky(50)) return ['all'];
  return separated([...choices.someOf(names.classes, 2), ...choices.someOf(names.groups)]);
}

/** What varies is kept small where every combination is asked for. */
function prompt(choices: Choices, names: Names, expandsAll: boolean): string[] {
  if (expandsAll) return ['"a ${class}, {plain|white} background"'];
  const scope = {
    interpolations: ['class', ...names.texts, ...names.paintedTexts, ...names.lists.slice(0, 1)],
    wildcards: names.wildcards,
    isForPainter: true,
  };
  const text = () => writeText(choices, `\${class} ${writePrompt(choices, scope)}`);
  const templates = [...names.templates, ...names.paintedTemplates];
  const one = () => (templates.length > 0 && choices.isLucky(50) ? choices.pick(templates) : text());
  const several = () => separated([one(), text()]);
  return choices.pick([() => [one()], several, () => ['[', ...several(), ']']])();
}

/** Of a recipe that takes over another's, nobody here knows which axes that one has. */
function statements(choices: Choices, names: Names, varied: readonly string[], base: string | undefined): string[][] {
  const [first, second] = varied;
  const zip = first && second && !base && choices.isLucky(40) ? [['zip(', first, ',', second, ')']] : [];
  const condition = () => writeCondition(choices, { fields: cellFields, classes: names.classes });
  const skips = choices.isLucky(25) ? [['skip', 'where', ...condition()]] : [];
  return [...zip, ...skips];
}
