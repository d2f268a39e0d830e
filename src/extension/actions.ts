/** @file What people ask for, from lenses, palette and webviews alike. Each action tells of its own failure. */
import { commands, env, Range, TextEditorRevealType, Uri, ViewColumn, window, workspace } from 'vscode';
import type { ModelPlan, RecipePlan, SourceSpan } from '../language/plan/plan.ts';
import { recipeOfClass } from '../language/plan/recipe-of-class.ts';
import { Failure } from '../protocol/failure.ts';
import type { HubRequest } from '../protocol/models.ts';
import { counted } from '../protocol/texts/figures.ts';
import { modelsOf } from '../protocol/used-models.ts';
import type { DeclarationId } from '../protocol/webviews/declaration.ts';
import type { EvaluateRequest, EvaluationBoard } from './boards/evaluation-board.ts';
import type { PlanFollower } from './boards/follow-plans.ts';
import type { DrawRequest, RecipeBoard } from './boards/recipe-board.ts';
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
  /** Resolves to whether all of them are here now. */
  readonly download: (models: readonly HubRequest[]) => Promise<boolean>;
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
      // However it ended: what is missing, and how long it takes, is another by now.
      await recipes.draw(id).finally(() => follower.refresh(id.uri));
      await commands.executeCommand('setContext', drawnContextKey, true);
    };
    await this.#parts.telling(draw, { canRetry: true, missingModels: () => this.missingModels(id) });
  }

  /** Draws what is missing of one class, in every recipe of its file. @param id of the class */
  async drawClass({ uri, name }: DeclarationId): Promise<void> {
    const { plan } = await this.#parts.plans.ofFile(uri);
    const parts = plan.recipes.flatMap((recipe) => {
      const part = recipeOfClass(recipe, name);
      return part ? [{ id: { uri, name: recipe.name }, part }] : [];
    });
    if (parts.length === 0) throw new Failure('plan-invalid', `No recipe without errors draws the class ${name}.`);
    for (const { id, part } of parts) await this.drawPart(id, { recipe: part });
  }

  /** Draws a part of a recipe, or a recipe as it once was; where it was never seen, as if it stood in the editor. */
  async drawPart(id: DeclarationId, request: DrawRequest & { readonly recipe: RecipePlan }): Promise<void> {
    const { recipes, follower } = this.#parts;
    const draw = async () => {
      if (!recipes.state(id)) recipes.show(id, request.recipe);
      // What is gone on with was confirmed when it began.
      const isConfirmed = request.resumes !== undefined || (await this.#isConfirmed(id, request.recipe));
      if (!isConfirmed) return;
      await recipes.draw(id, request).finally(() => follower.refresh(id.uri));
    };
    const missingModels = () => this.#parts.missingModels(modelsOf({ recipes: [request.recipe], evaluations: [] }));
    await this.#parts.telling(draw, { canRetry: true, missingModels });
  }

  /** Goes on with an evaluation as it once was. */
  async evaluateAgain(id: DeclarationId, request: Required<EvaluateRequest>): Promise<void> {
    const { evaluations, follower } = this.#parts;
    const evaluate = async () => {
      if (!evaluations.state(id)) evaluations.show(id, request.evaluation);
      await evaluations.evaluate(id, request);
      follower.refresh(id.uri);
    };
    const missingModels = () => this.#parts.missingModels(modelsOf({ recipes: [], evaluations: [request.evaluation] }));
    await this.#parts.telling(evaluate, { canRetry: true, missingModels });
  }

  /** Judges the evaluation as it stands in the editor, saved or not. */
  async evaluate(id: DeclarationId): Promise<void> {
    const { evaluations, follower } = this.#parts;
    const evaluate = async () => {
      await this.#requireDeclared('evaluate', id);
      await evaluations.evaluate(id);
      follower.refresh(id.uri);
    };
    await this.#parts.telling(evaluate, { canRetry: true, missingModels: () => this.missingModels(id) });
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

  /** Downloads what the recipe is missing, and draws it when all is there. */
  async downloadThenDraw(id: DeclarationId): Promise<void> {
    await this.#parts.telling(async () => {
      const isThere = await this.#parts.download(await this.missingModels(id));
      if (isThere) await this.draw(id);
    });
  }

  /** What a recipe or an evaluation would have to be downloaded for. */
  async missingModels({ uri, name }: DeclarationId): Promise<readonly HubRequest[]> {
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

  /**
   * Asks before a run so long that it may be a slip, such as one zero too many.
   * @param part what is drawn, when it is not the whole recipe as it now stands
   */
  async #isConfirmed(id: DeclarationId, part?: RecipePlan): Promise<boolean> {
    const { recipes } = this.#parts;
    const limit = setting('vlprompt.draw.confirmAbove');
    const count = () => {
      const state = recipes.state(id);
      return state ? countImages(part ? { ...state, recipe: part } : state) : { done: 0, total: 0 };
    };
    if (count().total <= limit) return true;
    if (!recipes.state(id)?.isKnown) await recipes.lookup(id);
    const { done, total } = count();
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
