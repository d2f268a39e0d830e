/** @file What the page of a review asks, answered. */
import { commands } from 'vscode';
import type { Handlers } from '../../protocol/connection/calls.ts';
import { undecided } from '../../protocol/decisions.ts';
import { letterOf, type ReviewCalls } from '../../protocol/webviews/review.ts';
import { findImage, indexedImages } from '../panels/grid/grid-images.ts';
import { quietly } from '../panels/quietly.ts';
import { watchSnapshots } from '../panels/watch-snapshots.ts';
import { reviewImages } from './review-images.ts';
import type { ReviewParts, ReviewSession } from './review-session.ts';

export function reviewHandlers(session: ReviewSession, parts: ReviewParts, ended: AbortSignal): Handlers<ReviewCalls> {
  const { telling, facts } = parts;
  return {
    watch: (_, { signal, report }) =>
      watchSnapshots(session.watched, { signal: AbortSignal.any([signal, ended]), report }),
    ...answersOf(session, parts),
    // Waited for: what was not kept is not shown as if it were.
    decide: quietly(({ keys, act }) => telling(() => session.decide(keys, act))),
    undo: quietly(() => commands.executeCommand('undo')),
    change: quietly(({ view }) => session.change(view)),
    score: quietly(() => {
      const { id } = session;
      // It tells of itself in the snapshots.
      if (id) void telling(() => facts.score(id), { canRetry: true });
    }),
    ...placesOf(session, parts),
    trustWorkspace: quietly(() => commands.executeCommand('workbench.trust.manage')),
  };
}

type Some<M extends keyof ReviewCalls> = Pick<Handlers<ReviewCalls>, M>;

/** Of the list that the page knows. */
function answersOf(session: ReviewSession, { facts }: ReviewParts): Some<'images' | 'standing' | 'place'> {
  const factsNow = () => session.id && facts.facts(session.id);
  return {
    images: async ({ revision, from, count }) => {
      const [list, { state, addressOf }] = [session.listOf(revision), session];
      return list && state ? reviewImages({ list, state, facts: factsNow(), addressOf }, from, count) : [];
    },
    standing: async ({ revision }) => {
      const list = session.listOf(revision);
      const decisions = factsNow()?.decisions;
      return list?.places.map((place) => letterOf(decisions?.[place] ?? undecided)).join('') ?? null;
    },
    place: async ({ revision, key }) => {
      const list = session.listOf(revision);
      const images = list && indexedImages(list.recipe);
      const index = list?.places.findIndex((place) => images?.[place]?.image.key === key) ?? -1;
      return index < 0 ? null : index;
    },
  };
}

/** In editors. */
function placesOf(
  session: ReviewSession,
  { actions, plans }: ReviewParts,
): Some<'openImage' | 'revealPrompt' | 'openAsText'> {
  return {
    openImage: quietly(async ({ key }) => {
      const file = session.state?.images.get(key)?.file;
      if (file !== undefined) await actions.openPicture(file);
    }),
    revealPrompt: quietly(async ({ key }) => {
      const { id, state } = session;
      const source = state && findImage(state.recipe, key)?.image.source;
      if (id && source) await actions.reveal(id.uri, plans.latest(id.uri)?.plan.file ?? source.file, source);
    }),
    openAsText: quietly(() => commands.executeCommand('vscode.openWith', session.document.uri, 'default')),
  };
}
