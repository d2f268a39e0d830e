/** @file What the grid page says. */
import type { DrawSettings } from '../../language/plan/plan.ts';
import { counted, duration, preparing } from '../../protocol/texts.ts';
import type { GridActivity, GridImage, GridSnapshot } from '../../protocol/webviews/grid.ts';

type Sentences = { readonly [K in GridActivity['kind']]: (snapshot: GridSnapshot, activity: ActivityOf<K>) => string };
type ActivityOf<K extends GridActivity['kind']> = Extract<GridActivity, { kind: K }>;

const sentences: Sentences = {
  idle: standing,
  loading: (_, { stage, part }) =>
    `${preparing({ stage: stage ?? 'loading', ...(part !== undefined && { part }) }, 'the model')} …`,
  drawing: ({ done, total }, { secondsLeft }) => {
    const left = secondsLeft === undefined ? '' : ` · ${duration(secondsLeft)} left`;
    return `${done} of ${counted(total, 'image')}${left}`;
  },
  failed: standing,
  gone: standing,
  untrusted: standing,
};

/** Nothing is said of an empty grid: the button says how many there will be. */
function standing({ done, total }: GridSnapshot): string {
  if (done === 0) return '';
  return done === total ? counted(total, 'image') : `${done} of ${counted(total, 'image')}`;
}

/** What stands beside the title. */
export function progressWords(snapshot: GridSnapshot): string {
  // The table is keyed by the very kind it is read with, which the compiler cannot follow through a union.
  const write = sentences[snapshot.activity.kind] as (snapshot: GridSnapshot, activity: GridActivity) => string;
  return write(snapshot, snapshot.activity);
}

/** On the button that draws; empty when there is nothing to draw. */
export function drawWords({ done, total }: GridSnapshot): string {
  if (done === total) return '';
  return done === 0 ? `Draw ${counted(total, 'image')}` : `Draw ${total - done} more`;
}

const stateWords: { readonly [S in GridImage['state']]: string } = {
  missing: 'not drawn yet',
  queued: 'waiting to be drawn',
  drawing: 'being drawn',
  done: 'drawn',
  failed: 'failed',
};

/** In a cell that the recipe leaves out. */
export const skippedWords = 'left out';

/** For those who hear the page, and for those who hold the pointer still. */
export function imageWords({ state, prompt, seed, reason }: GridImage): string {
  const failure = reason === undefined ? '' : `: ${reason}`;
  return state === 'done' ? `${prompt} · seed ${seed}` : `${prompt} · seed ${seed} · ${stateWords[state]}${failure}`;
}

/** Name and value of everything that made an image, words aside. */
export function settingWords(settings: DrawSettings, { seed }: GridImage): readonly (readonly [string, string])[] {
  const { steps, scheduler, guidance, rescale, noise, strength, width, height } = settings;
  return [
    ['seed', String(seed)],
    ...given('noise', noise),
    ['guidance', String(guidance)],
    ...given('rescale', rescale),
    ...given('strength', strength),
    ['steps', String(steps)],
    ['scheduler', scheduler],
    ['size', `${width} × ${height}`],
  ];
}

/** What is as usual is not said. */
function given(name: string, value: string | number | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, String(value)]];
}
