/** @file What comparing asks of the rest of the engine. */
import type { EvaluationPlan, RecipePlan } from '../../language/plan/plan.ts';
import type { DrawnRecipe, DrawProgress } from '../../protocol/engine.ts';
import type { EvaluateProgress, EvaluationReport } from '../../protocol/evaluation.ts';
import type { RunId, RunRecord } from '../../protocol/runs.ts';
import type { RecipeScores } from '../../protocol/scores.ts';

export interface ComparisonDesk {
  lookup(recipe: RecipePlan): Promise<DrawnRecipe>;
  draw(recipe: RecipePlan, signal: AbortSignal): AsyncGenerator<DrawProgress, DrawnRecipe>;
  lastReport(evaluation: EvaluationPlan): Promise<EvaluationReport | null>;
  evaluate(evaluation: EvaluationPlan, signal: AbortSignal): AsyncGenerator<EvaluateProgress, EvaluationReport>;
  lookupScores(recipe: RecipePlan): Promise<RecipeScores | null>;
  score(recipe: RecipePlan, signal: AbortSignal): AsyncGenerator<EvaluateProgress, RecipeScores>;
  readRun(run: RunId): Promise<RunRecord>;
}
