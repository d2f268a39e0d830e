/** @file Draws the recipes of a file, one after the other, and counts what came of it. */
import type { RecipePlan } from '../language/plan/plan.ts';
import type { DrawnRecipe, DrawProgress } from '../protocol/engine.ts';
import type { RunId } from '../protocol/runs.ts';
import { preparing } from '../protocol/texts/preparing.ts';
import type { EngineSession } from './engine-session.ts';
import type { Shell } from './shell.ts';
import { createProgressLine, type Progress } from './terminal/progress-line.ts';

export interface RecipeRun {
  readonly recipe: RecipePlan;
  readonly drawn: DrawnRecipe;
}

/** @param resumes the interrupted run that this goes on with */
export async function drawRecipes(
  recipes: readonly RecipePlan[],
  { calls }: EngineSession,
  shell: Shell,
  resumes?: RunId,
): Promise<readonly RecipeRun[]> {
  const runs: RecipeRun[] = [];
  const progressLine = createProgressLine(shell.terminal, shell.now);
  try {
    for (const recipe of recipes) {
      const onProgress = (progress: DrawProgress) => progressLine.show(drawingProgress(recipe.name, progress));
      runs.push({
        recipe,
        drawn: await calls.draw(
          { recipe, ...(resumes !== undefined && { resumes }) },
          { signal: shell.signal, onProgress },
        ),
      });
    }
  } finally {
    progressLine.clear();
  }
  return runs;
}

function drawingProgress(name: string, { stage, part, done, total, step, secondsLeft }: DrawProgress): Progress {
  if (stage !== 'drawing') {
    const label = preparing({ stage, ...(part !== undefined && { part }) }, `the model of ${name}`);
    return { label, unit: 'image', done: 0, total: 0 };
  }
  return {
    label: `Drawing ${name}`,
    unit: 'image',
    done,
    total,
    ...(step && { fraction: step.index / step.count }),
    ...(secondsLeft !== undefined && { secondsLeft }),
  };
}

export interface RecipeCounts {
  readonly images: number;
  /** Drawn by this run. */
  readonly drawn: number;
  /** Found in the store. */
  readonly reused: number;
  readonly failed: number;
}

export function countsOf({ drawn }: RecipeRun): RecipeCounts {
  const failed = drawn.cells.flat().filter(({ state }) => state === 'failed').length;
  return { images: drawn.total, drawn: Math.max(0, drawn.done - drawn.reused), reused: drawn.reused, failed };
}

/** The first reason of each kind why images failed. */
export function reasonsOf({ drawn }: RecipeRun): readonly string[] {
  const reasons = drawn.cells.flat().flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
  return [...new Set(reasons)];
}
