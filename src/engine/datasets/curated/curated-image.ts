import type { CuratedImage } from '../../../protocol/curated-set.ts';
import type { Drawing } from '../samples/sample.ts';
import type { SplitMember } from './split-members.ts';

export function curatedImage({ id, class: shown, isKept, side, sample }: SplitMember): CuratedImage {
  const { file, hash, from, key, class: drawnAs, drawing, score, predicted, decision } = sample;
  return {
    id,
    file,
    hash,
    class: shown,
    ...(drawnAs !== undefined && drawnAs !== shown && { drawnAs }),
    ...(side !== undefined && { split: side }),
    by: isKept ? 'decision' : 'rules',
    from,
    isDrawn: drawing !== undefined,
    ...(key !== undefined && { key }),
    ...(drawing && drawnWith(drawing)),
    ...(score !== undefined && score.score !== null && { score: score.score }),
    ...(score !== undefined && predicted !== undefined && { margin: score.margin, predicted }),
    ...(decision?.rating !== undefined && { rating: decision.rating }),
    tags: decision?.tags ?? [],
    reviewers: decision?.keptBy ?? [],
  };
}

function drawnWith({ image, settings }: Drawing) {
  const { prompt, negative, seed, source } = image;
  const { steps, guidance, scheduler } = settings;
  return { prompt, negative, seed, steps, guidance, scheduler, source };
}

/** By split, class and id, each by code unit. */
export function inOrder(a: CuratedImage, b: CuratedImage): number {
  return compare(a.split ?? '', b.split ?? '') || compare(a.class, b.class) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
