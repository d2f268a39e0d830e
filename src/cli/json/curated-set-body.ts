/** @file A curation carried out, as `vlprompt curate status --json` and `apply --json` say it. */
import type { CuratedImage, CuratedSet } from '../../protocol/curated-set.ts';
import { documentPath } from './document.ts';

export function curatedSetBody({ images, leaks, ...set }: CuratedSet, workspace: string) {
  const { leftOut, classes, notes } = set;
  return {
    images: images.map((image) => memberBody(image, workspace)),
    leftOut,
    classes,
    leaks: leaks.map(({ file, other, ...leak }) => ({
      ...leak,
      file: documentPath(file, workspace),
      other: documentPath(other, workspace),
    })),
    notes,
  };
}

/** As a line of `curations/<name>.jsonl`: what does not change with the machine, nor with a score's last digit. */
export function memberBody(
  { id, class: shown, drawnAs, split, from, prompt, seed, by, key, file, hash }: CuratedImage,
  workspace: string,
) {
  return {
    id,
    class: shown,
    ...(drawnAs !== undefined && { drawnAs }),
    ...(split !== undefined && { split }),
    from,
    ...(prompt !== undefined && { prompt }),
    ...(seed !== undefined && { seed }),
    by,
    ...(key !== undefined && { key }),
    file: documentPath(file, workspace),
    sha256: hash,
  };
}
