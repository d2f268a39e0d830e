/** @file What stands above a recipe. Only known facts: nothing is computed or asked for here. */
import { counted } from '../../protocol/texts/figures.ts';
import { preparing } from '../../protocol/texts/preparing.ts';
import { duration, roughly } from '../../protocol/texts/times.ts';
import type { DecisionCount } from '../boards/class-counts.ts';
import { countImages, imagesOf, type RecipeState } from '../boards/recipe-state.ts';
import { cancelLens, decisionsLens, reviewLens, type Standing, waitingLenses } from './common-lenses.ts';
import type { Lens } from './lens.ts';

export interface RecipeFacts {
  /** Why its run does not go on. */
  readonly standing?: Standing | undefined;
  /** The file is in a git repository. */
  readonly isInGit?: boolean;
  /** Keys of its images that were kept or rejected. */
  readonly decided?: ReadonlySet<string>;
  readonly decisions?: DecisionCount | undefined;
}

const gridLens: Lens = {
  kind: 'grid',
  title: '▦ Grid',
  action: 'showGrid',
  tooltip: 'Show the images beside the editor',
};

const compareLens: Lens = {
  kind: 'compare',
  title: '⇄ Compare with HEAD',
  action: 'compare',
  tooltip: 'Compare words and images with those of the last commit',
};

export function recipeLenses(
  state: RecipeState,
  { standing, isInGit = false, decided = new Set(), decisions }: RecipeFacts = {},
): readonly Lens[] {
  const known = decisions === undefined ? [] : [decisionsLens(decisions, 'recipe')];
  const rest = [gridLens, ...reviewLenses(state, decided), ...(isInGit ? [compareLens] : []), ...known];
  if (!state.run) return [drawLens(state), ...rest];
  const shown = standing === undefined ? drawingLens(state) : waitingLenses[standing];
  return [{ kind: 'draw', ...shown }, { kind: 'draw', ...cancelLens }, ...rest];
}

function reviewLenses({ recipe, images }: RecipeState, decided: ReadonlySet<string>): readonly Lens[] {
  const drawn = imagesOf(recipe).filter(({ key }) => images.get(key)?.state === 'done');
  const pending = drawn.filter(({ key }) => !decided.has(key)).length;
  return reviewLens('review', 'review', drawn.length, pending);
}

function drawLens(state: RecipeState): Lens {
  const { done, total } = countImages(state);
  const images = counted(total, 'image');
  if (total === 0) return { kind: 'draw', title: '∅ No images', action: 'showGrid', tooltip: nothingAsked };
  if (done === total)
    return { kind: 'draw', title: `✓ ${images}`, action: 'showGrid', tooltip: 'All images are drawn' };
  const time = state.estimate === undefined ? [] : [`~${roughly(state.estimate)}`];
  if (done === 0) return { ...drawIt, title: `▷ Draw ${images}${inBrackets(time)}`, tooltip: 'Draw the images' };
  const title = `▷ Draw ${total - done} of ${total}${inBrackets([`${done} cached`, ...time])}`;
  return { ...drawIt, title, tooltip: 'Draw the images that are missing' };
}

const nothingAsked = 'The recipe asks for no image: it has no class without errors, or leaves out every cell';

const drawIt = { kind: 'draw', action: 'draw' } as const;

function inBrackets(facts: readonly string[]): string {
  return facts.length === 0 ? '' : ` (${facts.join(', ')})`;
}

function drawingLens({ run, recipe }: RecipeState): Lens {
  const { done, total, secondsLeft } = run ?? { done: 0, total: imagesOf(recipe).length };
  const left = secondsLeft === undefined ? '' : ` · ${duration(secondsLeft)} left`;
  const title =
    run === undefined || run.stage === 'drawing'
      ? `◌ Drawing ${done} of ${total}${left}`
      : `◌ ${preparing({ stage: run.stage }, 'the model')}`;
  return { title, action: 'showGrid' };
}
