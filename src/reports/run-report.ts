/** @file The report of a run that was. */
import type { RecipePlan } from '../language/plan/plan.ts';
import type { DrawnRecipe, EngineInfo } from '../protocol/engine.ts';
import { judgedRecipes } from '../protocol/judged-recipes.ts';
import type { RunRecord } from '../protocol/runs.ts';
import type { DrawnPart, ReportContents } from './report-contents.ts';

/** What a report needs of an engine. */
export interface ReportEngine {
  readonly info: EngineInfo;
  readonly lookup: (params: { readonly recipe: RecipePlan }) => Promise<DrawnRecipe>;
}

/**
 * What was asked and what came of it, with those of its images that are still there.
 * @returns undefined of a run that judged and did not come to its end
 */
export async function reportOfRun(run: RunRecord, engine: ReportEngine): Promise<ReportContents | undefined> {
  const { summary, recipe, drawn, evaluation, report } = run;
  const head = { fileName: summary.file, engine: engine.info };
  if (evaluation && report) {
    const pictures = await Promise.all(judgedRecipes([evaluation]).map((each) => lookedUp(each, engine)));
    return { ...head, drawn: pictures, evaluated: [{ plan: evaluation, report }] };
  }
  return recipe && drawn && { ...head, drawn: [{ recipe, drawn }], evaluated: [] };
}

async function lookedUp(recipe: RecipePlan, { lookup }: ReportEngine): Promise<DrawnPart> {
  return { recipe, drawn: await lookup({ recipe }) };
}
