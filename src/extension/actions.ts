/** @file What people ask for, from lenses, palette and webviews alike. Each action tells of its own failure. */
import { commands, env, Range, TextEditorRevealType, Uri, ViewColumn, window, workspace } from 'vscode';
import type { ModelPlan, SourceSpan } from '../language/plan/plan.ts';
import { Failure } from '../protocol/failure.ts';
import type { HubRequest } from '../protocol/models.ts';
import { counted } from '../protocol/texts.ts';
import { modelsOf } from '../protocol/used-models.ts';
import type { DeclarationId } from '../protocol/webviews/declaration.ts';
import type { EvaluationBoard } from './boards/evaluation-board.ts';
import type { PlanFollower } from './boards/follow-plans.ts';
import type { RecipeBoard } from './boards/recipe-board.ts';
import { countImages } from './boards/recipe-state.ts';
import { drawnContextKey } from './commands/command-table.ts';
import type { Plans } from './language/plans.ts';
import { setting } from './settings/settings.ts';
import type { Telling } from './telling.ts';
import type { Places } from './workspace/places.ts';

export interface ActionParts {
  readonly recipes: RecipeBoard;
  readonly evaluations: EvaluationBoard;
  readonly plans: Plans;
  readonly follower: PlanFollower;
  readonly places: Places;
  readonly telling: Telling;
  /** What to download before these can run. */
  readonly missingModels: (models: readonly ModelPlan[]) => Promise<readonly HubRequest[]>;
}

export class Actions {
  readonly #parts: ActionParts;

  constructor(parts: ActionParts) {
    this.#parts = parts;
  }

  /** Draws what is missing of the recipe as it stands in the editor, saved or not. */
  async draw(id: DeclarationId): Promise<void> {
    const { recipes, follower } = this.#parts;
    const draw = async () => {
      await this.#requireDeclared('recipe', id);
      if (!(await this.#isConfirmed(id))) return;
      await recipes.draw(id);
      await commands.executeCommand('setContext', drawnContextKey, true);
      follower.refresh(id.uri);
    };
    await this.#parts.telling(draw, { canRetry: true, missingModels: () => this.#missingModels(id) });
  }

  /** Judges the evaluation as it stands in the editor, saved or not. */
  async evaluate(id: DeclarationId): Promise<void> {
    const { evaluations, follower } = this.#parts;
    const evaluate = async () => {
      await this.#requireDeclared('evaluate', id);
      await evaluations.evaluate(id);
      follower.refresh(id.uri);
    };
    await this.#parts.telling(evaluate, { canRetry: true, missingModels: () => this.#missingModels(id) });
  }

  /** Without an id: everything that is at work. */
  cancel(id?: DeclarationId): void {
    for (const board of [this.#parts.recipes, this.#parts.evaluations]) {
      if (id) board.cancel(id);
      else board.cancelAll();
    }
  }

  get isAtWork(): boolean {
    const { recipes, evaluations } = this.#parts;
    return recipes.isAtWork || evaluations.isAtWork;
  }

  /** Selects a place of a prompt file, in the editor that shows it already where there is one. */
  async reveal(uri: string, planFile: string, span: SourceSpan): Promise<void> {
    const { start, end } = span;
    await this.#parts.telling(async () => {
      const document = await workspace.openTextDocument(this.#parts.places.fileOf(uri, planFile, span));
      const shown = window.visibleTextEditors.find((editor) => editor.document === document);
      const selection = new Range(start.line, start.character, end.line, end.character);
      const viewColumn = shown?.viewColumn ?? ViewColumn.One;
      const editor = await window.showTextDocument(document, { viewColumn, selection });
      editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
    });
  }

  /** @param file absolute path of a picture */
  async openPicture(file: string): Promise<void> {
    await commands.executeCommand('vscode.open', Uri.file(file));
  }

  async copy(text: string): Promise<void> {
    await env.clipboard.writeText(text);
    window.setStatusBarMessage('Settings of the image copied', 3000);
  }

  /** Of a recipe or an evaluation. */
  async #missingModels({ uri, name }: DeclarationId): Promise<readonly HubRequest[]> {
    const { plan } = await this.#parts.plans.ofFile(uri);
    const recipes = plan.recipes.filter((recipe) => recipe.name === name);
    const evaluations = plan.evaluations.filter((evaluation) => evaluation.name === name);
    return this.#parts.missingModels(modelsOf({ recipes, evaluations }));
  }

  async #requireDeclared(kind: 'recipe' | 'evaluate', id: DeclarationId): Promise<void> {
    const { plan } = await this.#parts.plans.ofFile(id.uri);
    const declared = kind === 'recipe' ? plan.recipes : plan.evaluations;
    if (declared.some(({ name }) => name === id.name)) return;
    throw new Failure(
      'plan-invalid',
      `${kind} ${id.name} has errors or is gone: correct it in the editor and try again.`,
    );
  }

  /** Asks before a run so long that it may be a slip, such as one zero too many. */
  async #isConfirmed(id: DeclarationId): Promise<boolean> {
    const { recipes } = this.#parts;
    const limit = setting('vlprompt.draw.confirmAbove');
    const state = recipes.state(id);
    if (!state || countImages(state).total <= limit) return true;
    if (!state.isKnown) await recipes.lookup(id);
    const { done, total } = countImages(recipes.state(id) ?? state);
    if (total - done <= limit) return true;
    const detail = `The recipe ${id.name} asks for ${counted(total, 'image')}; ${total - done} are missing.`;
    const answer = await window.showWarningMessage(
      `Draw ${counted(total - done, 'image')}?`,
      { modal: true, detail },
      'Draw',
    );
    return answer === 'Draw';
  }
}
