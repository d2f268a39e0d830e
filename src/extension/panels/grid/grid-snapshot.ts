/** @file What the grid webview shows, made of what is known of a recipe. */
import type { RecipePlan } from '../../../language/plan/plan.ts';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import {
  type Arrangement,
  type GridActivity,
  type GridImage,
  type GridLayout,
  type GridSnapshot,
  type ImagePreview,
  letterOfState,
  type Scoring,
} from '../../../protocol/webviews/grid.ts';
import { countImages, type RecipeState, type SeenImage } from '../../boards/recipe-state.ts';
import { type AddressOf, baseName } from '../addresses.ts';
import type { Availability } from '../availability.ts';
import { indexedImages } from './grid-images.ts';
import type { ReusedImages } from './reused-images.ts';

export interface GridView {
  readonly id: DeclarationId;
  /** Absent until the file was read. */
  readonly state: RecipeState | undefined;
  readonly availability: Availability;
  /** How the webview may load a file of the store. */
  readonly addressOf: AddressOf;
  /** As `GridSnapshot.plan`. */
  readonly plan: number;
  readonly facts: number;
  readonly scoring: Scoring;
  readonly reused: ReusedImages;
  readonly isPinned: boolean;
  readonly isPaused: boolean;
  /** Models of the recipe are missing and can be downloaded. */
  readonly canDownload: boolean;
  readonly pointed?: GridSnapshot['pointed'];
  readonly arrangement?: Arrangement | undefined;
}

export function gridSnapshot(view: GridView): GridSnapshot {
  const { id, state, plan, facts, scoring, isPinned, pointed, arrangement } = view;
  const head = {
    id,
    file: baseName(id.uri),
    plan,
    facts,
    scoring,
    isPinned,
    activity: activityOf(view),
    ...(pointed && { pointed }),
    ...(arrangement && { arrangement }),
  };
  if (!state) return { ...head, layout: noLayout, states: '', previews: [], done: 0, total: 0 };
  const reused = view.reused.countIn(state);
  return {
    ...head,
    layout: layoutOf(state.recipe),
    states: statesOf(state),
    previews: previewsOf(state, view.addressOf),
    ...countImages(state),
    ...(reused !== undefined && { reused }),
    ...(state.notes && { notes: state.notes }),
  };
}

const noLayout: GridLayout = { rows: [], axes: [], columns: [], counts: [], width: 64, height: 64 };

export function layoutOf({ rows, axes, columns, cells }: RecipePlan): GridLayout {
  const settings = cells[0]?.settings;
  return {
    rows: rows.map(({ label }) => ({ label })),
    axes: axes.map(({ name, values }) => ({ name, values })),
    columns: columns.map(({ label, values }) => ({ label, values })),
    counts: cells.map(({ images, isSkipped }) => (isSkipped ? -1 : images.length)),
    width: settings?.width ?? noLayout.width,
    height: settings?.height ?? noLayout.height,
  };
}

/** Images of these indices; those that are not there are left out. */
export function gridImages(
  { recipe, images }: RecipeState,
  indices: readonly number[],
  addressOf: AddressOf,
  reused: ReusedImages,
): readonly GridImage[] {
  const planned = indexedImages(recipe);
  return indices.flatMap((index) => {
    const found = planned[index];
    if (!found) return [];
    const { key, prompt, seed } = found.image;
    const seen = images.get(key);
    return {
      index,
      key,
      state: seen?.state ?? 'missing',
      prompt,
      seed,
      isReused: reused.has(key),
      ...(seen?.file !== undefined && { url: addressOf(seen.file) }),
      ...(seen?.reason !== undefined && { reason: seen.reason }),
    };
  });
}

function statesOf({ recipe, images }: RecipeState): string {
  const letters = indexedImages(recipe).map(({ image }) => letterOfState[images.get(image.key)?.state ?? 'missing']);
  return letters.join('');
}

function previewsOf({ recipe, images }: RecipeState, addressOf: AddressOf): readonly ImagePreview[] {
  return indexedImages(recipe).flatMap(({ image }, index) => {
    const seen = images.get(image.key);
    return seen?.state === 'drawing' ? { index, ...previewOf(seen, addressOf) } : [];
  });
}

/** Files of the store never change under their name, but previews do, and a browser would show the first for ever. */
function previewOf({ preview, revision }: SeenImage, addressOf: AddressOf): { readonly url?: string } {
  return preview === undefined ? {} : { url: `${addressOf(preview)}?step=${revision}` };
}

function activityOf({ state, availability, isPaused, canDownload }: GridView): GridActivity {
  if (state?.run) return runActivity(state.run, isPaused);
  if (availability.kind !== 'ready') return availability;
  if (!state) return { kind: 'loading' };
  if (state.failure === undefined) return { kind: 'idle' };
  return canDownload
    ? { kind: 'failed', sentence: missingSentence(state.failure), canDownload }
    : { kind: 'failed', sentence: plainSentence(state.failure) };
}

/** What to type in a terminal is of no use beside a button that does it. */
function missingSentence(sentence: string): string {
  return `${plainSentence(sentence).replace(/[;:]\s.*$/su, '')}.`.replace(/\.\.$/u, '.');
}

/** Pages show no Markdown. */
function plainSentence(sentence: string): string {
  return sentence.replaceAll('`', '').replace(/\*(\S[^*]*)\*/gu, '$1');
}

function runActivity(run: NonNullable<RecipeState['run']>, isPaused: boolean): GridActivity {
  const { stage, part, secondsLeft, step } = run;
  if (isPaused) return { kind: 'drawing', isPaused };
  if (stage === 'warming-up') return { kind: 'loading', stage };
  if (stage === 'loading') return { kind: 'loading', ...(part !== undefined && { part }) };
  return { kind: 'drawing', ...(secondsLeft !== undefined && { secondsLeft }), ...(step && { step }) };
}
