/** @file What differs between two states of a set, and how much that is by the rule of Croissant. Pure. */
import type { DiffCounts, ReleaseChange } from '../../../protocol/releases.ts';
import type { ManifestImage } from './manifest.ts';

/** A set as it was frozen, or as it is now. */
export interface SetState {
  /** In the order of their numbers. */
  readonly classes: readonly string[];
  readonly images: readonly ManifestImage[];
  /** What is said of the set as a whole, as text. */
  readonly words: string;
}

export interface StateDiff {
  readonly added: readonly ManifestImage[];
  readonly removed: readonly ManifestImage[];
  readonly relabelled: readonly ChangedState[];
  /** Into another split, of the same class. */
  readonly moved: readonly ChangedState[];
  readonly counts: DiffCounts;
  readonly change: ReleaseChange;
}

export interface ChangedState {
  readonly before: ManifestImage;
  readonly after: ManifestImage;
}

/** Images are the same when their pixels are. @param before absent: there is nothing to compare with */
export function diffStates(before: SetState | undefined, after: SetState): StateDiff {
  const old = new Map((before?.images ?? []).map((image) => [image.id, image]));
  const now = new Map(after.images.map((image) => [image.id, image]));
  const both = after.images.flatMap((image) => {
    const earlier = old.get(image.id);
    return earlier === undefined ? [] : [{ before: earlier, after: image }];
  });
  const relabelled = both.filter((pair) => pair.before.class !== pair.after.class);
  const moved = both.filter((pair) => pair.before.class === pair.after.class && pair.before.split !== pair.after.split);
  const lists = {
    added: after.images.filter(({ id }) => !old.has(id)),
    removed: [...old.values()].filter(({ id }) => !now.has(id)),
    relabelled,
    moved,
  };
  const counts = { ...countsOf(lists), same: both.length - relabelled.length - moved.length };
  return { ...lists, counts, change: changeOf(before, after, counts, both) };
}

function countsOf(lists: Pick<StateDiff, 'added' | 'removed' | 'relabelled' | 'moved'>): Omit<DiffCounts, 'same'> {
  const { added, removed, relabelled, moved } = lists;
  return { added: added.length, removed: removed.length, relabelled: relabelled.length, moved: moved.length };
}

/**
 * Major: something that was there is not, or not as it was; minor: only added to; patch: the same data, said otherwise.
 * https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
 */
function changeOf(
  before: SetState | undefined,
  after: SetState,
  { added, removed, relabelled, moved }: DiffCounts,
  both: readonly ChangedState[],
): ReleaseChange {
  if (before === undefined) return 'first';
  if (removed + relabelled + moved > 0 || !keepsNumbers(before.classes, after.classes)) return 'major';
  if (added > 0 || after.classes.length > before.classes.length) return 'minor';
  const isSame = before.words === after.words && both.every((pair) => saysTheSame(pair.before, pair.after));
  return isSame ? 'none' : 'patch';
}

/** Labels are numbers to those who train: a class in another place is another class. */
function keepsNumbers(before: readonly string[], after: readonly string[]): boolean {
  return before.every((name, index) => after[index] === name);
}

/** Which commit a line stood in is no property of an image; a commit that changes nothing makes no release. */
function saysTheSame(before: ManifestImage, after: ManifestImage): boolean {
  return wordsOf(before) === wordsOf(after);
}

function wordsOf({ sha256, key, columns }: ManifestImage): string {
  const { recipe_ref: _, ...rest } = columns;
  const known = Object.entries(rest).filter(([, cell]) => cell !== null);
  return JSON.stringify([sha256, key, known.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
