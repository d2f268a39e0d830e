/** @file What the page of a review asks, answered. What it asks of an earlier list is answered with null. */
import type { Handlers } from '../../protocol/connection/calls.ts';
import { Failure } from '../../protocol/failure.ts';
import type { Facet, ImageRow, ScoreExplanation } from '../../protocol/image-sets.ts';
import type { AskedAction, DecidedPlaces, ReviewCalls } from '../../protocol/webviews/review.ts';
import type { AddressOf } from '../panels/addresses.ts';
import { quietly } from '../panels/quietly.ts';
import { watchSnapshots } from '../panels/watch-snapshots.ts';
import type { RowToRedraw } from '../redraw/redrawing.ts';
import type { Telling } from '../telling.ts';
import { reviewImages } from './listed-rows.ts';
import { type Conditions, completionsOf } from './review-conditions.ts';
import type { ReviewSession } from './review-session.ts';
import type { SetEngine } from './set-engine.ts';
import type { ShownList } from './shown-list.ts';

/** What is done outside of the review's own tab. */
export interface ReviewSurroundings {
  readonly addressOf: AddressOf;
  readonly telling: Telling;
  readonly conditions: Conditions;
  /** Tells of what commands ask of the page in front. */
  readonly onDidAsk: (listener: (asked: AskedAction) => void) => { dispose(): void };
  readonly openImage: (file: string) => unknown;
  /** Selects the line that made an image. */
  readonly reveal: (row: ImageRow) => unknown;
  /** Resolves to whether anything was rejected. */
  readonly redraw: (rows: readonly RowToRedraw[]) => Promise<boolean> | undefined;
  readonly run: (
    act: 'undo' | 'redo' | 'saveView' | 'openView' | 'changeReviewer' | 'openAsText' | 'openKeys' | 'trust',
  ) => unknown;
  readonly setBlind: (isBlind: boolean) => unknown;
}

export function reviewHandlers(
  session: ReviewSession,
  around: ReviewSurroundings,
  ended: AbortSignal,
): Handlers<ReviewCalls> {
  const { telling, run } = around;
  return {
    watch: (_, { signal, report }) =>
      watchSnapshots(session.watched, { signal: AbortSignal.any([signal, ended]), report }),
    watchActions: (_, { signal, report }) => until(AbortSignal.any([signal, ended]), () => around.onDidAsk(report)),
    ...listed(session, around, ended),
    ...decided(session, around),
    change: quietly(({ view }) => session.change(view)),
    saveView: quietly(() => run('saveView')),
    openView: quietly(() => run('openView')),
    undo: quietly(() => run('undo')),
    redo: quietly(() => run('redo')),
    // It tells of itself in the snapshots.
    score: quietly(() => void telling(() => session.score(), { canRetry: true })),
    blind: quietly(({ isBlind }) => around.setBlind(isBlind)),
    changeReviewer: quietly(() => run('changeReviewer')),
    openAsText: quietly(() => run('openAsText')),
    openKeys: quietly(() => run('openKeys')),
    trustWorkspace: quietly(() => run('trust')),
  };
}

type Some<M extends keyof ReviewCalls> = Pick<Handlers<ReviewCalls>, M>;

/** Of the list that the page knows. */
function listed(
  session: ReviewSession,
  { addressOf, conditions }: ReviewSurroundings,
  ended: AbortSignal,
): Some<'images' | 'standing' | 'watchDecisions' | 'place' | 'facets' | 'explain' | 'nearestReal' | 'complete'> {
  const { set } = session;
  return {
    images: async ({ revision, from, count }) => {
      const first = Math.max(0, from);
      const rows = await rowsOf(session, revision, first, count);
      return rows && reviewImages(rows, first, addressOf);
    },
    standing: async ({ revision }) => session.listOf(revision)?.letters ?? null,
    watchDecisions: ({ revision }, { signal, report }) =>
      watchDecisions(session, revision, AbortSignal.any([signal, ended]), report),
    place: async ({ revision, number }) => session.listOf(revision)?.placeOf(number) ?? null,
    facets: async ({ revision }) => {
      const facets = await facetsOf(session, revision);
      if (facets?.find(({ field }) => field === 'score')?.none) session.lackScores();
      return facets;
    },
    explain: ({ revision, place }, { signal }) =>
      ofImage(session, revision, place, (engine, set, number) =>
        engine.explainScore({ set, number }, { signal }),
      ).catch(unexplained),
    nearestReal: async ({ revision, place }, { signal }) => {
      const ask = (engine: SetEngine, set: string, number: number) => engine.nearestReal({ set, number }, { signal });
      // Without a judge or real images there is none to stand beside it.
      const real = await ofImage(session, revision, place, ask).catch(() => null);
      if (!real) return null;
      const { file, ...rest } = real;
      return { ...rest, url: addressOf(file) };
    },
    complete: async ({ text, offset }) => {
      const found = await conditions.complete({ uri: session.promptUri, text, offset });
      const facets = found.field === undefined ? null : await facetsOf(session, set.list?.revision ?? 0);
      return completionsOf(text.slice(0, offset), found, facets ?? []);
    },
  };
}

/** Waited for: what was not kept is not shown as if it were. */
function decided(
  session: ReviewSession,
  { telling, openImage, reveal, redraw }: ReviewSurroundings,
): Some<'decide' | 'count' | 'tellApart' | 'redraw' | 'openImage' | 'revealPrompt'> {
  const withRow = async (revision: number, place: number, act: (row: ImageRow) => unknown) => {
    const [row] = (await rowsOf(session, revision, place, 1)) ?? [];
    if (row) await act(row);
  };
  return {
    decide: async (decision) => {
      let result: DecidedPlaces | null = null;
      await telling(async () => {
        result = await session.decide(decision);
      });
      return result;
    },
    count: (decision) => session.count(decision).catch(() => null),
    tellApart: quietly(({ revision, places }) => telling(() => session.tellApart(revision, places))),
    redraw: quietly(({ revision, places }) =>
      telling(async () => {
        const rows: RowToRedraw[] = [];
        for (const place of places) {
          const [row] = (await rowsOf(session, revision, place, 1)) ?? [];
          if (row) rows.push({ ...row, reject: rejecting(session, revision, place) });
        }
        if (await redraw(rows)) await session.refresh(true);
      }),
    ),
    openImage: quietly(({ revision, place }) => withRow(revision, place, ({ file }) => openImage(file))),
    revealPrompt: quietly(({ revision, place }) => withRow(revision, place, reveal)),
  };
}

/** As one step to undo, which takes the redraw away as well. */
function rejecting(session: ReviewSession, revision: number, place: number): RowToRedraw['reject'] {
  return async (redraw) => {
    const decided = await session.decide({ revision, places: [place], change: { op: 'reject', redraw } });
    if (decided === null) throw new Failure('plan-invalid', 'The list is another one by now; choose the image again.');
  };
}

async function rowsOf(
  session: ReviewSession,
  revision: number,
  from: number,
  count: number,
): Promise<readonly ImageRow[] | null> {
  return ofList(session, revision, (engine, set, { list }) => engine.readList({ set, list, from, count }));
}

function facetsOf(session: ReviewSession, revision: number): Promise<readonly Facet[] | null> {
  return ofList(session, revision, (engine, set, { list }) => engine.facetsOf({ set, list }));
}

/** Such as that nothing can judge it. @throws whatever is no Failure */
function unexplained(error: unknown): ScoreExplanation {
  if (Failure.is(error) && error.code !== 'cancelled') return { classes: [], notes: [error.message] };
  throw error;
}

async function ofImage<T>(
  session: ReviewSession,
  revision: number,
  place: number,
  ask: (engine: SetEngine, set: string, number: number) => Promise<T>,
): Promise<T | null> {
  const [number] = session.listOf(revision)?.numbersAt([place]) ?? [];
  if (number === undefined) return null;
  return ofList(session, revision, (engine, set) => ask(engine, set, number));
}

/** A list that the engine has forgotten is made anew, and the page asks again. */
async function ofList<T>(
  session: ReviewSession,
  revision: number,
  ask: (engine: SetEngine, set: string, list: ShownList) => Promise<T>,
): Promise<T | null> {
  const list = session.listOf(revision);
  const answer = list && (await session.set.live?.askOfList((engine, set) => ask(engine, set, list)));
  if (list && answer === undefined) session.relist();
  return answer ?? null;
}

/** Ends when another list holds. */
function watchDecisions(
  session: ReviewSession,
  revision: number,
  signal: AbortSignal,
  report: (decided: DecidedPlaces) => void,
): Promise<null> {
  const { set } = session;
  const other = new AbortController();
  const endWhenOther = () => {
    if (!session.listOf(revision)) other.abort();
  };
  endWhenOther();
  return until(AbortSignal.any([signal, other.signal]), () => {
    const subscriptions = [set.onDidDecide((letters) => report({ letters })), set.onDidChange(endWhenOther)];
    return {
      dispose: () => {
        for (const subscription of subscriptions) subscription.dispose();
      },
    };
  });
}

/** Listens until the signal aborts. */
function until(signal: AbortSignal, listen: () => { dispose(): void }): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(null);
    const subscription = listen();
    const end = () => {
      subscription.dispose();
      resolve(null);
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
