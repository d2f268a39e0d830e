/** @file What made an image, words aside: for the clipboard, and for the panel of its details. */
import type { CellPlan, ImagePlan, ImageSource } from '../../../language/plan/plan.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { Fact } from '../../../protocol/webviews/grid.ts';
import type { RecipeState } from '../../boards/recipe-state.ts';

/** What is pasted to say exactly how an image was made. */
export function settingsText({ settings }: CellPlan, image: ImagePlan): string {
  const { steps, scheduler, guidance, rescale, noise, strength, width, height } = settings;
  const { prompt, negative, emphasis, seed, init, mask } = image;
  const lines: readonly (readonly [key: string, value: string | number | undefined])[] = [
    ['prompt', JSON.stringify(prompt)],
    ['negative', negative === '' ? undefined : JSON.stringify(negative)],
    ['seed', seed],
    ['noise', noise],
    ['steps', steps],
    ['scheduler', scheduler],
    ['emphasis', emphasis === 'a1111' ? undefined : emphasis],
    ['guidance', guidance],
    ['rescale', rescale],
    ['size', `${width}x${height}`],
    ['init', init && placeOf(init)],
    ['strength', strength],
    ['mask', mask && placeOf(mask)],
  ];
  return lines.flatMap(([key, value]) => (value === undefined ? [] : `${key}: ${value}`)).join('\n');
}

/** Name and value; what is as usual is not said, and the seed has a place of its own. */
export function settingFacts({ settings }: CellPlan, { emphasis, init, mask }: ImagePlan): readonly Fact[] {
  const { steps, scheduler, guidance, rescale, noise, strength, width, height } = settings;
  return [
    ...given('noise', noise),
    ['guidance', String(guidance)],
    ...given('rescale', rescale),
    ['steps', String(steps)],
    ['scheduler', scheduler],
    ['size', `${width} × ${height}`],
    ...given('emphasis', emphasis === 'a1111' ? undefined : emphasis),
    ...given('init', init && placeOf(init)),
    ...given('strength', strength),
    ...given('mask', mask && placeOf(mask)),
  ];
}

/** Where an image comes from: its model, its key, its file. */
export function provenanceFacts({ recipe, painter, images }: RecipeState, image: ImagePlan): readonly Fact[] {
  const { spec, precision, provider, adapters } = recipe.model;
  const hash = images.get(image.key)?.hash;
  return [
    ['model', modelName(spec)],
    ...given('model digest', painter?.digest),
    ...given('precision', painter?.precision ?? precision),
    ...given('provider', painter?.provider ?? provider),
    ...given('adapters', adapters?.join(', ')),
    ['key', image.key],
    ...given('file', hash === undefined ? undefined : `sha256:${hash}`),
  ];
}

function given(name: string, value: string | number | undefined): readonly Fact[] {
  return value === undefined ? [] : [[name, String(value)]];
}

/** Where an image lies, for people. */
const places: { readonly [K in ImageSource['kind']]: (source: Extract<ImageSource, { kind: K }>) => string } = {
  file: ({ path }) => JSON.stringify(path),
  data: ({ path, class: name, index }) => `image ${index + 1} of ${name === undefined ? path : `${path}/${name}`}`,
  drawn: ({ recipe }) => recipe,
};

function placeOf(source: ImageSource): string {
  return places[source.kind](source as never); // The kind that picks the entry is the kind that it takes.
}
