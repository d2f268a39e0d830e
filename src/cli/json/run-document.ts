/** @file `vlprompt run --json`. */
import type { CellPlan } from '../../language/plan/plan.ts';
import type { DrawnImage, EngineInfo } from '../../protocol/engine.ts';
import type { ExitCode } from '../exit-code.ts';
import type { PromptFile } from '../prompt-file.ts';
import { countsOf, type RecipeRun } from '../recipe-run.ts';
import { documentPath, documentText } from './document.ts';

export function runDocument(
  promptFile: PromptFile,
  info: EngineInfo,
  runs: readonly RecipeRun[],
  exitCode: ExitCode,
): string {
  const { file, workspace } = promptFile;
  return documentText('vlprompt.run', {
    file: documentPath(file, workspace),
    workspace,
    engine: engineBody(info),
    exitCode,
    recipes: runs.map((run) => recipeBody(run, workspace)),
  });
}

export function engineBody({ version, runtime, provider }: EngineInfo) {
  return { version, runtime, provider };
}

function recipeBody(run: RecipeRun, workspace: string) {
  const { recipe, drawn } = run;
  return {
    recipe: recipe.name,
    model: recipe.model.spec,
    ...countsOf(run),
    milliseconds: drawn.milliseconds,
    notes: drawn.notes,
    rows: recipe.rows,
    columns: recipe.columns,
    cells: recipe.cells.map((cell, index) => cellBody(cell, drawn.cells[index] ?? [], workspace)),
  };
}

function cellBody(cell: CellPlan, drawn: readonly DrawnImage[], workspace: string) {
  const { row, column, settings, images, isSkipped } = cell;
  const bodies = images.map((image, index) => imageBody(image, drawn[index], workspace));
  return { row, column, settings, isSkipped, images: bodies };
}

function imageBody(image: CellPlan['images'][number], drawn: DrawnImage | undefined, workspace: string) {
  const { key, prompt, negative, emphasis, seed } = image;
  const { state = 'missing', file, hash, reason } = drawn ?? {};
  return { key, prompt, negative, emphasis, seed, state, file: file && documentPath(file, workspace), hash, reason };
}
