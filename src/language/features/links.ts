/** @file Paths that can be opened with a click. */
import type { PromptDocument } from '../document.ts';
import type { Extent } from '../tree/extent.ts';
import { pathTexts } from './path-texts.ts';

export interface PathLink {
  readonly at: Extent;
  /** Relative to the workspace. */
  readonly path: string;
}

export function pathLinks(document: PromptDocument): PathLink[] {
  return pathTexts(document).flatMap(({ at, path }) => (path === undefined ? [] : [{ at, path }]));
}
