/** @file `vlprompt run`: draws what is missing of recipes. */

import { shellWord } from '../../protocol/texts/shell-word.ts';
import { modelsOf } from '../../protocol/used-models.ts';
import { downloadMissing } from '../download-models.ts';
import { type EngineChoices, type EngineSession, withEngine } from '../engine-session.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { runDocument } from '../json/run-document.ts';
import { chosen, openPromptFile, type PromptFile } from '../prompt-file.ts';
import { countsOf, drawRecipes, type RecipeRun } from '../recipe-run.ts';
import { withRedraws } from '../redrawn-recipes.ts';
import { saveReport } from '../report/save-report.ts';
import type { Shell } from '../shell.ts';
import { runSummary } from '../terminal/run-summary.ts';

export interface RunOptions extends EngineChoices {
  readonly workspace?: string;
  readonly json?: boolean;
  readonly report?: string;
  readonly download?: boolean;
}

export async function run(
  file: string,
  recipeNames: readonly string[],
  options: RunOptions,
  shell: Shell,
): Promise<ExitCode> {
  const promptFile = await openPromptFile(file, options, shell);
  const { recipes, curations } = recipesOf(recipeNames, promptFile);
  return withEngine(promptFile.workspace, options, shell, async (session) => {
    if (options.download) await downloadMissing(modelsOf({ recipes }), promptFile.workspace, session.calls, shell);
    const runs = await drawRecipes(await withRedraws(recipes, session), session, shell);
    const exitCode = exitCodeOf(runs);
    if (options.json) shell.terminal.out(runDocument(promptFile, session.info, runs, exitCode));
    else print(runs, session, shell);
    for (const name of curations) shell.terminal.note(nextStep(name, promptFile.name));
    await writeReport(options.report, promptFile, session, runs, shell);
    return exitCode;
  });
}

/** A curation stands for the recipes whose images it sorts. */
function recipesOf(names: readonly string[], promptFile: PromptFile) {
  const { recipes, curations = [] } = promptFile.plan;
  const named = curations.filter(({ name }) => names.includes(name));
  const sorted = named.flatMap(({ from }) => from.flatMap((each) => (each.kind === 'recipe' ? [each.recipe] : [])));
  const others = names.filter((name) => !named.some((curation) => curation.name === name));
  const chosenOnes = named.length > 0 && others.length === 0 ? [] : chosen(recipes, others, 'recipe', promptFile);
  const all = [...chosenOnes, ...sorted];
  const distinct = [...new Map(all.map((recipe) => [recipe.name, recipe])).values()];
  return { recipes: distinct, curations: named.map(({ name }) => name) };
}

function nextStep(curation: string, file: string): string {
  return `What becomes of these images says \`vlprompt curate status ${shellWord(file)} ${curation}\`.`;
}

export function exitCodeOf(runs: readonly RecipeRun[]): ExitCode {
  return runs.some((run) => countsOf(run).failed > 0) ? exitCodes.failed : exitCodes.passed;
}

function print(runs: readonly RecipeRun[], { store }: EngineSession, { terminal }: Shell): void {
  for (const line of runSummary(runs, terminal.style)) terminal.out(line);
  terminal.note(`The images are in ${store}.`);
}

async function writeReport(
  file: string | undefined,
  { file: source, name, workspace }: PromptFile,
  { info, store }: EngineSession,
  drawn: readonly RecipeRun[],
  shell: Shell,
): Promise<void> {
  if (file === undefined) return;
  const folders = [workspace, store];
  await saveReport(file, { source, folders, fileName: name, engine: info, drawn, evaluated: [] }, shell);
}
