/** @file What the lenses say. Only known facts: nothing is computed or asked for here. */
import type { Estimate, EvaluateProgress, EvaluationReport, Verdict } from '../../protocol/evaluation.ts';
import { counted, duration, percent, preparing } from '../../protocol/texts.ts';
import type { EvaluationState } from '../boards/evaluation-state.ts';
import { countImages, imagesOf, type RecipeState } from '../boards/recipe-state.ts';

/** @param count of different prompts */
export function promptsLens(count: number): Lens {
  return { title: `≡ ${counted(count, 'prompt')}`, action: 'showPrompts', tooltip: 'Show the prompts, spelled out' };
}

/** What a click on a lens does; the provider binds it to a command and to the declaration. */
export type LensAction =
  | 'draw'
  | 'cancel'
  | 'showGrid'
  | 'evaluate'
  | 'showMatrix'
  | 'showPrompts'
  | 'manageTrust'
  | 'showProblems';

export interface Lens {
  readonly title: string;
  readonly action: LensAction;
  readonly tooltip?: string;
}

export const untrustedLens: Lens = {
  title: 'Trust this workspace to draw',
  action: 'manageTrust',
  tooltip: 'Models run only in workspaces you trust. Everything else of the language works without.',
};

export const brokenLens: Lens = { title: '⚠ Has errors', action: 'showProblems', tooltip: 'Show the problems' };

export function recipeLenses(state: RecipeState): readonly Lens[] {
  const grid: Lens = { title: '▦ Grid', action: 'showGrid', tooltip: 'Show the images beside the editor' };
  return state.run ? [drawingLens(state), cancelLens, grid] : [drawLens(state), grid];
}

export function evaluationLenses(state: EvaluationState): readonly Lens[] {
  const { run, report } = state;
  const results = report ? resultLenses(report, state.isStale) : [];
  return run ? [{ title: judgingTitle(run), action: 'showMatrix' }, cancelLens] : [evaluateLens, ...results];
}

const cancelLens: Lens = { title: '■ Cancel', action: 'cancel' };

const evaluateLens: Lens = {
  title: '▷ Evaluate',
  action: 'evaluate',
  tooltip: 'Judge the images with these words; missing images are drawn first',
};

function drawLens(state: RecipeState): Lens {
  const { done, total } = countImages(state);
  const images = counted(total, 'image');
  if (done === total) return { title: `✓ ${images}`, action: 'showGrid', tooltip: 'All images are drawn' };
  const title = done === 0 ? `▷ Draw ${images}` : `▷ Draw ${total - done} of ${images}`;
  return { title, action: 'draw', tooltip: done === 0 ? 'Draw the images' : 'Draw the images that are missing' };
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

const stageWords: { readonly [Stage in EvaluateProgress['stage']]: string } = {
  loading: 'Loading the models',
  'warming-up': 'Warming up',
  drawing: 'Drawing',
  reading: 'Reading',
  judging: 'Judging',
};

/** What an evaluation is doing: `Reading holdout`. */
export function judgingLabel({ stage, part, source }: EvaluateProgress): string {
  if (part !== undefined) return preparing({ stage: 'loading', part }, 'the models');
  return source === undefined ? stageWords[stage] : `${stageWords[stage]} ${source}`;
}

function judgingTitle(run: EvaluateProgress): string {
  return run.total === 0 ? `◌ ${judgingLabel(run)}` : `◌ ${judgingLabel(run)}: ${run.done} of ${run.total}`;
}

const verdictMarks: { readonly [V in Verdict]: string } = { passed: '✓', failed: '✗', 'needs-review': '?' };

const verdictWords: { readonly [V in Verdict]: string } = {
  passed: 'Every expect and check holds',
  failed: 'An expect does not hold',
  'needs-review': 'A check does not hold: please look',
};

function resultLenses(report: EvaluationReport, isStale: boolean): readonly Lens[] {
  const mark = report.statements.length === 0 ? '' : `${verdictMarks[report.verdict]} `;
  const tooltip = isStale ? 'Before the last change; evaluate again' : verdictWords[report.verdict];
  return report.sources.map(({ name, accuracy }, index) => ({
    title: `${index === 0 ? (isStale ? 'was ' : mark) : ''}${accuracyText(accuracy)} on ${name} (n ${accuracy.n})`,
    action: 'showMatrix' as const,
    tooltip,
  }));
}

function accuracyText({ value }: Estimate): string {
  return value === null ? 'no accuracy' : percent(value);
}
