/** @file What the grid webview shows, made of what is known of a recipe. */
import type { CellPlan, ImagePlan, ImageSource, RecipePlan } from '../../language/plan/plan.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { GridActivity, GridCell, GridImage, GridSnapshot } from '../../protocol/webviews/grid.ts';
import { countImages, type RecipeState, type SeenImage } from '../boards/recipe-state.ts';
import { type AddressOf, baseName } from './addresses.ts';
import type { Availability } from './availability.ts';

export interface GridView {
  readonly id: DeclarationId;
  /** Absent until the file was read. */
  readonly state: RecipeState | undefined;
  readonly availability: Availability;
  /** How the webview may load a file of the store. */
  readonly addressOf: AddressOf;
}

export function gridSnapshot({ id, state, availability, addressOf }: GridView): GridSnapshot {
  const head = { id, file: baseName(id.uri), activity: activityOf(state, availability) };
  if (!state) return { ...head, rows: [], columns: [], cells: [], done: 0, total: 0 };
  const { recipe, images } = state;
  return {
    ...head,
    rows: recipe.rows.map(({ label }) => ({ label })),
    columns: recipe.columns.map(({ label }) => ({ label })),
    cells: recipe.cells.map((cell) => gridCell(cell, images, addressOf)),
    ...countImages(state),
    ...(state.notes && { notes: state.notes }),
  };
}

export function findImage(recipe: RecipePlan, key: string): { cell: CellPlan; image: ImagePlan } | undefined {
  for (const cell of recipe.cells) {
    const image = cell.images.find((candidate) => candidate.key === key);
    if (image) return { cell, image };
  }
  return undefined;
}

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

/** Where an image lies, for people. */
const places: { readonly [K in ImageSource['kind']]: (source: Extract<ImageSource, { kind: K }>) => string } = {
  file: ({ path }) => JSON.stringify(path),
  data: ({ path, class: name, index }) => `image ${index + 1} of ${name === undefined ? path : `${path}/${name}`}`,
  drawn: ({ recipe }) => recipe,
};

function placeOf(source: ImageSource): string {
  return places[source.kind](source as never); // The kind that picks the entry is the kind that it takes.
}

function activityOf(state: RecipeState | undefined, availability: Availability): GridActivity {
  if (state?.run) return runActivity(state.run);
  if (availability.kind !== 'ready') return availability;
  if (!state) return { kind: 'loading' };
  return state.failure === undefined ? { kind: 'idle' } : { kind: 'failed', sentence: state.failure };
}

function runActivity({ stage, part, secondsLeft, step }: NonNullable<RecipeState['run']>): GridActivity {
  if (stage === 'warming-up') return { kind: 'loading', stage };
  if (stage === 'loading') return { kind: 'loading', ...(part !== undefined && { part }) };
  return { kind: 'drawing', ...(secondsLeft !== undefined && { secondsLeft }), ...(step && { step }) };
}

function gridCell(cell: CellPlan, images: RecipeState['images'], addressOf: AddressOf): GridCell {
  return {
    settings: cell.settings,
    ...(cell.isSkipped && { isSkipped: cell.isSkipped }),
    images: cell.images.map((image) => gridImage(image, images.get(image.key), addressOf)),
  };
}

function gridImage(plan: ImagePlan, seen: SeenImage | undefined, addressOf: AddressOf): GridImage {
  const { key, prompt, negative, seed, source } = plan;
  const picture = seen && pictureOf(seen, addressOf);
  return {
    key,
    prompt,
    negative,
    seed,
    state: seen?.state ?? 'missing',
    line: source.start.line + 1,
    ...(picture !== undefined && { url: picture }),
    ...(seen?.reason !== undefined && { reason: seen.reason }),
  };
}

/** Files of the store never change under their name, but previews do, and a browser would show the first for ever. */
function pictureOf({ file, preview, revision }: SeenImage, addressOf: AddressOf): string | undefined {
  if (file !== undefined) return addressOf(file);
  return preview === undefined ? undefined : `${addressOf(preview)}?step=${revision}`;
}
