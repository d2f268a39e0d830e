/** @file The images that a run drew or found, as far as they are still there. */
import type { RecipePlan } from '../../language/plan/plan.ts';
import type { DrawnImage, DrawnRecipe } from '../../protocol/engine.ts';
import type { RunSummary } from '../../protocol/runs.ts';
import type { ImageStore } from '../store/image-store.ts';
import type { JournalImages } from './read-journal.ts';

/** Looks whether each image's file is there; reads none. */
export function drawnInRun(
  recipe: RecipePlan,
  journal: JournalImages,
  { started, ended, images }: RunSummary,
  store: Pick<ImageStore, 'findByHash'>,
): DrawnRecipe {
  const keys = new Set(recipe.cells.flatMap((cell) => cell.images.map(({ key }) => key)));
  const states = new Map([...keys].map((key) => [key, imageOf(key, journal, store)]));
  const cells = recipe.cells.map((cell) => cell.images.map(({ key }) => states.get(key) ?? missing(key)));
  const all = cells.flat();
  return {
    recipe: recipe.name,
    cells,
    done: all.filter(({ state }) => state === 'done').length,
    total: all.length,
    reused: images.reused,
    milliseconds: ended === undefined ? 0 : Math.max(0, Date.parse(ended) - Date.parse(started)),
  };
}

function imageOf(key: string, journal: JournalImages, store: Pick<ImageStore, 'findByHash'>): DrawnImage {
  const told = journal.get(key);
  if (told === undefined) return missing(key);
  if ('reason' in told) return { key, state: 'failed', reason: told.reason };
  const stored = store.findByHash(told.hash);
  return stored === undefined ? missing(key) : { key, state: 'done', ...stored };
}

function missing(key: string): DrawnImage {
  return { key, state: 'missing' };
}
