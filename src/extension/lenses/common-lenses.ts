/** @file Lenses that recipes and evaluations have in common. */
import { counted } from '../../protocol/texts/figures.ts';
import type { DecisionCount } from '../boards/class-counts.ts';
import { mostOften } from '../boards/reason-counts.ts';
import type { Lens, LensAction, LensKind } from './lens.ts';

/** @param count of different prompts */
export function promptsLens(count: number): Lens {
  const title = `≡ ${counted(count, 'prompt')}`;
  return { kind: 'prompts', title, action: 'showPrompts', tooltip: 'Show the prompts, spelled out' };
}

export const untrustedLens: Lens = {
  title: 'Trust this workspace to draw',
  action: 'manageTrust',
  tooltip: 'Models run only in workspaces you trust. Everything else of the language works without.',
};

export const brokenLens: Lens = { title: '⚠ Has errors', action: 'showProblems', tooltip: 'Show the problems' };

/** In place of what a run does when its turn has not come. */
export const waitingLenses: { readonly [S in Standing]: Omit<Lens, 'kind'> } = {
  waiting: { title: '◌ Waiting', action: 'showQueue', tooltip: 'Other runs come first: show the queue' },
  paused: { title: '◌ Paused', action: 'showQueue', tooltip: 'The queue is paused: show it' },
};

/** Why a run that was asked for does not go on. */
export type Standing = 'waiting' | 'paused';

export const cancelLens: Omit<Lens, 'kind'> = { title: '■ Cancel', action: 'cancel' };

/** @param pending images that are drawn and not decided; nothing is said while nothing is drawn */
export function reviewLens(kind: LensKind, action: LensAction, drawn: number, pending: number): readonly Lens[] {
  if (drawn === 0) return [];
  const title = pending === 0 ? '✓ Reviewed' : `▷ Review ${pending} pending`;
  return [{ kind, title, action, tooltip: 'Accept or reject the images, one after the other' }];
}

/** What was decided about the images of a class or recipe, and why images were rejected. */
export function decisionsLens({ kept, rejected, reasons = [] }: DecisionCount, of: 'class' | 'recipe'): Lens {
  const list = reasons.map(({ why, images }) => `${why} (${images})`).join(', ');
  return {
    kind: 'decisions',
    title: `${kept} kept · ${rejected} rejected${mostOften(reasons)}`,
    action: 'showGrid',
    tooltip: `Your decisions about the images of this ${of}${list === '' ? '' : `; rejected for: ${list}`}`,
  };
}
