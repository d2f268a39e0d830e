/** @file Changes of decisions that depend on what is decided already. */
import type { DecisionChange, ImageDecision } from '../../../protocol/decisions.ts';
import type { ReviewImage } from '../../../protocol/webviews/review.ts';

/** Pins, unless all are pinned. */
export function pinChange(decisions: Iterable<ImageDecision>): DecisionChange {
  for (const { isFlagged } of decisions) if (!isFlagged) return { op: 'flag' };
  return { op: 'unflag' };
}

/** Tags, or takes off a tag that the image has. */
export function tagChange(tag: string, image: ReviewImage | undefined): DecisionChange {
  return { op: image?.own.tags.includes(tag) ? 'untag' : 'tag', to: tag };
}

export function relabelChange(to: string, image: ReviewImage | undefined): DecisionChange {
  const from = image?.label ?? image?.class;
  return { op: 'relabel', to, ...(from !== undefined && { from }) };
}

/** Back to what it was drawn as; undefined when it has no other label. */
export function unlabelChange(image: ReviewImage | undefined): DecisionChange | undefined {
  if (image?.class === undefined || image.label === undefined || image.label === image.class) return undefined;
  return { op: 'relabel', to: image.class, from: image.label };
}

/** An empty note is none. */
export function noteChange(note: string): DecisionChange {
  return note === '' ? { op: 'note' } : { op: 'note', note };
}

export function rejectChange(why: readonly string[], note: string): DecisionChange {
  return { op: 'reject', ...(why.length > 0 && { why }), ...(note !== '' && { note }) };
}
