/** @file What the page remembers: what was looked at and how, never what was fetched. */
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { ScrollPlace } from '../shared/remembered-scroll.ts';
import { defaultSize } from '../shared/zoom-sizes.ts';
import { type Choice, everything } from './chosen-images.ts';

/** Of one recipe. */
export interface RecipeView {
  /** Pixels of a tile's side. */
  readonly size: number;
  readonly page: number;
  readonly choice: Choice;
  readonly scroll: ScrollPlace;
  readonly current?: number;
}

export interface GridMemory {
  /** That was shown last, which VS Code restores the tab with. */
  readonly id: DeclarationId;
  readonly isPinned: boolean;
  /** By recipe, the one that was shown last at the end. */
  readonly views: readonly (readonly [recipe: string, view: RecipeView])[];
}

/** Recipes whose view is remembered. */
const most = 30;

export const firstView: RecipeView = {
  size: defaultSize,
  page: 0,
  choice: everything,
  scroll: { left: 0, top: 0 },
};

export function recipeKey({ uri, name }: DeclarationId): string {
  return `${uri}#${name}`;
}

export function viewOf(memory: Partial<GridMemory>, id: DeclarationId): RecipeView {
  const known = memory.views?.find(([recipe]) => recipe === recipeKey(id));
  return { ...firstView, ...known?.[1] };
}

export function remembering(
  memory: Partial<GridMemory>,
  { id, isPinned }: Pick<GridMemory, 'id' | 'isPinned'>,
  view: RecipeView,
): GridMemory {
  const key = recipeKey(id);
  const others = (memory.views ?? []).filter(([recipe]) => recipe !== key);
  return { id, isPinned, views: [...others, [key, view] as const].slice(-most) };
}
