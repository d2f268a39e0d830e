/** @file What the page of a review says. */
import type { DecisionChange, ImageDecision } from '../../protocol/decisions.ts';
import type { ImageShow, OrderIntent } from '../../protocol/image-sets.ts';
import { counted } from '../../protocol/texts/figures.ts';
import type { ReviewImage, ReviewMode, ReviewSnapshot } from '../../protocol/webviews/review.ts';
import type { DecisionCounts } from './list/decided-letters.ts';

export const modeWords: { readonly [M in ReviewMode]: string } = {
  cull: 'One by one',
  grid: 'Many',
  pairs: 'Near-duplicates',
};

export const showWords: { readonly [S in ImageShow]: string } = {
  undecided: 'Undecided',
  all: 'All',
  kept: 'Accepted',
  rejected: 'Rejected',
  pinned: 'Pinned',
  disputed: 'Disputed',
};

export const intentWords: { readonly [I in OrderIntent]: string } = {
  uncertain: 'Most uncertain',
  typical: 'Most typical',
  different: 'Most different',
  mislabelled: 'Likely mislabelled',
  duplicates: 'Near-duplicates',
  quality: 'Quality issues',
  outliers: 'Outliers',
  memorised: 'Memorisation suspects',
};

const stateWords: { readonly [S in ImageDecision['state']]: string } = {
  undecided: 'undecided',
  kept: 'accepted',
  rejected: 'rejected',
};

export function decisionWords({ state, isFlagged }: ImageDecision): string {
  return isFlagged ? `${stateWords[state]}, pinned` : stateWords[state];
}

/** What the image is of, as it is known: `dent`, and what the reviewer says instead. */
export function classWords({ class: drawnAs, label, from }: ReviewImage): string {
  const known = drawnAs ?? from;
  return label === undefined || label === drawnAs ? known : `${label}, drawn as ${known}`;
}

/** How far the reviewer is. */
export function progressWords({ undecided, kept, rejected }: DecisionCounts): string {
  const left = undecided === 0 ? 'All decided' : `${figure(undecided)} to go`;
  return `${left} · ${figure(kept)} accepted · ${figure(rejected)} rejected`;
}

/** `100 000`: in groups of three, with spaces that do not break. */
export function figure(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202F');
}

/** What is about to be done, as a word: `Accept`, `Relabel to dent`. */
export function changeWords(change: DecisionChange): string {
  // The table is keyed by the very kind it is read with, which the compiler cannot follow through a union.
  return (actWords[change.op] as (change: DecisionChange) => string)(change);
}

const actWords: { readonly [O in DecisionChange['op']]: (change: Extract<DecisionChange, { op: O }>) => string } = {
  accept: () => 'Accept',
  reject: () => 'Reject',
  undecide: () => 'Make undecided',
  flag: () => 'Pin',
  unflag: () => 'Unpin',
  relabel: ({ to }) => `Relabel to ${to}`,
  rate: ({ to }) => (to === 0 ? 'Take ratings back' : `Rate with ${counted(to, 'star')}`),
  tag: ({ to }) => `Tag with ${to}`,
  untag: ({ to }) => `Take the tag ${to} off`,
  split: ({ to }) => `Put into ${to}`,
  distinct: () => 'Tell apart',
  note: () => 'Note',
};

/** In place of an image when there is none to show: what, and what to do. */
export function emptyWords({ view, drawn, total }: ReviewSnapshot): readonly [what: string, then: string] {
  if (total === 0) return ['Nothing asks for images.', 'Correct it in the editor.'];
  if (drawn === 0) return ['Nothing is drawn yet.', 'Draw the recipe, and its images appear here.'];
  if (view.where !== '') return ['No image meets the condition.', 'Change it above, or take it out.'];
  if (view.order.by === 'duplicates') return ['No image nearly repeats another.', 'Choose another order to go on.'];
  if (view.order.by === 'quality') return ['No image has an issue of quality.', 'Choose another order to go on.'];
  const all = counted(drawn, 'image');
  if (view.show === 'undecided') return ['Nothing is left to decide.', `Show all to look at the ${all} again.`];
  return ['No image is like that.', `Show all to see the ${all}.`];
}

/** Names and values of an image, for people. */
export function factsOf(row: ReviewImage): readonly (readonly [name: string, value: string])[] {
  const { seed, settings, width, height, score, margin, confidence, predicted, rank, own } = row;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['found as', rank?.words],
    ['score', score?.toFixed(3)],
    ['margin', margin?.toFixed(3)],
    ['judged as', predicted === undefined ? undefined : judgedWords(predicted, confidence)],
    ['seed', seed?.toString()],
    ...settings,
    ['size', `${width} × ${height}`],
    ['split', own.split],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

function judgedWords(predicted: string, confidence: number | undefined): string {
  return confidence === undefined ? predicted : `${predicted} (${(confidence * 100).toFixed(1)}%)`;
}

/** `Ann Lee keeps it; Jo Doe rejects it`; empty where only the reviewer has said anything. */
export function teamWords({ team }: Pick<ReviewImage, 'team'>, reviewer: string): string {
  if (!team || [...team.keptBy, ...team.rejectedBy].every((name) => name === reviewer)) return '';
  const said = [sayWords(team.keptBy, 'keeps', 'keep'), sayWords(team.rejectedBy, 'rejects', 'reject')];
  return said.filter((each) => each !== '').join('; ');
}

function sayWords(names: readonly string[], one: string, many: string): string {
  return names.length === 0 ? '' : `${names.join(', ')} ${names.length === 1 ? one : many} it`;
}
