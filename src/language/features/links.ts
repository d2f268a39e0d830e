/** @file Paths that can be opened with a click. */
import type { PromptDocument } from '../document.ts';
import { dataPath } from '../plan/evaluation-plan.ts';
import type { Extent } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';

export interface PathLink {
  readonly at: Extent;
  /** Relative to the workspace. */
  readonly path: string;
}

export function pathLinks(document: PromptDocument): PathLink[] {
  return document.tree.declarations.flatMap((declaration) => {
    if (declaration.keyword !== 'data' || declaration.path === undefined) return [];
    const path = dataPath(document, declaration);
    const { start, end } = placeOf(declaration.path);
    return path === undefined ? [] : [{ at: { start: start + 1, end: end - 1 }, path }];
  });
}
