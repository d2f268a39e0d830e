/** @file What the grid page says. */
import type { ImageDecision } from '../../protocol/decisions.ts';
import type { ImageState } from '../../protocol/engine.ts';
import type { ImageScore } from '../../protocol/scores.ts';
import { cosine, counted, percent } from '../../protocol/texts/figures.ts';
import { preparing } from '../../protocol/texts/preparing.ts';
import { duration } from '../../protocol/texts/times.ts';
import type { Fact, GridActivity, GridImage, GridSnapshot } from '../../protocol/webviews/grid.ts';

type Sentences = { readonly [K in GridActivity['kind']]: (snapshot: GridSnapshot, activity: ActivityOf<K>) => string };
type ActivityOf<K extends GridActivity['kind']> = Extract<GridActivity, { kind: K }>;

const sentences: Sentences = {
  idle: standing,
  loading: (_, { stage, part }) =>
    `${preparing({ stage: stage ?? 'loading', ...(part !== undefined && { part }) }, 'the model')} …`,
  drawing: ({ done, total }, { secondsLeft, isPaused }) => {
    const share = `${done} of ${counted(total, 'image')}`;
    if (isPaused) return `${share} · paused`;
    return secondsLeft === undefined ? share : `${share} · ${duration(secondsLeft)} left`;
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
  const words = write(snapshot, snapshot.activity);
  const { reused } = snapshot;
  return reused === undefined || reused === 0 || words === '' ? words : `${words} · ${reused} from cache`;
}

/** On the button that draws; empty when there is nothing to draw. */
export function drawWords({ done, total }: GridSnapshot): string {
  if (done === total) return '';
  return done === 0 ? `Draw ${counted(total, 'image')}` : `Draw ${total - done} more`;
}

const stateWords: { readonly [S in ImageState]: string } = {
  missing: 'not drawn yet',
  queued: 'waiting to be drawn',
  drawing: 'being drawn',
  done: 'drawn',
  failed: 'failed',
};

const decisionWords: { readonly [S in ImageDecision['state']]: string } = {
  kept: 'kept',
  rejected: 'excluded',
  undecided: '',
};

/** In a cell that the recipe leaves out. */
export const skippedWords = 'left out';

interface Tile {
  readonly state: ImageState;
  readonly image: GridImage | undefined;
  readonly decision: ImageDecision | null | undefined;
}

/** For those who hear the page, and for those who hold the pointer still. */
export function tileWords({ state, image, decision }: Tile): string {
  if (!image) return stateWords[state];
  const decided = decision ? [decisionWords[decision.state], decision.isFlagged ? 'pinned' : ''] : [];
  const words = [image.prompt, `seed ${image.seed}`, state === 'done' ? '' : failureWords(state, image), ...decided];
  return words.filter((each) => each !== '').join(' · ');
}

function failureWords(state: ImageState, { reason }: GridImage): string {
  return reason === undefined ? stateWords[state] : `${stateWords[state]}: ${reason}`;
}

/** What a judge thinks of an image. @param classes that it told apart */
export function scoreFacts(score: ImageScore, classes: readonly string[]): readonly Fact[] {
  const predicted = classes[score.predicted];
  const likeness: Fact = ['likeness to prompt', score.score === null ? 'not to be had' : cosine(score.score)];
  if (predicted === undefined) return [likeness];
  const agrees = score.agrees === null ? '' : score.agrees ? ', as asked' : ', not as asked';
  return [
    likeness,
    ['judged as', `${predicted}${agrees}`],
    ['confidence', percent(score.confidence)],
    ['margin', percent(score.margin)],
  ];
}

/** Below a tile of a wall that is sorted by it. */
export function sortedWords(score: ImageScore | null | undefined, by: 'score' | 'margin' | 'confidence'): string {
  const value = score?.[by] ?? undefined;
  if (value === undefined) return 'no score';
  return by === 'score' ? cosine(value) : percent(value);
}
