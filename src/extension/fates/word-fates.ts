/** @file What became of the images of words: what images took, joined with decisions and scores, off the typing path. */
import { Emitter } from 'vscode-jsonrpc';
import type { RecipePlan, SourceSpan } from '../../language/plan/plan.ts';
import type { ChoicesParams, PlanResult, RecipeChoices } from '../../protocol/language.ts';
import type { RecipeScores } from '../../protocol/scores.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { keyOf } from '../boards/board.ts';
import type { DecisionBoard } from '../boards/decision-board.ts';
import { type Paced, settled, systemTimer, type Timer } from '../paced.ts';
import { type DropSuggestions, dropSuggestions } from './drop-suggestions.ts';
import { type DecidedChoices, imageFates, type OptionFate, optionFates } from './option-fates.ts';

/** Milliseconds: who decides at keyboard speed is not computed after each key. */
const pause = 500;

export interface WordFateParts {
  readonly decisions: Pick<DecisionBoard, 'decided'>;
  readonly plans: { readonly latest: (uri: string) => PlanResult | undefined };
  /** Asks the language server. */
  readonly choicesOf: (params: ChoicesParams) => Promise<RecipeChoices | null>;
  /** Null when no image of the recipe was ever scored. */
  readonly scoresOf: (uri: string, recipe: RecipePlan) => Promise<RecipeScores | null>;
  /** The file that a span of a plan points into. */
  readonly uriOf: (uri: string, planFile: string, span: SourceSpan) => string;
  readonly onError: (error: unknown) => void;
  readonly timer?: Timer;
}

interface Known extends DecidedChoices {
  readonly id: DeclarationId;
  /** That the choices are of. */
  readonly plan: PlanResult;
}

export class WordFates {
  readonly #parts: WordFateParts;
  readonly #known = new Map<string, Known>();
  readonly #due = new Map<string, DeclarationId>();
  readonly #look: Paced;
  readonly #changed = new Emitter<void>();
  #fates: ReadonlyMap<string, readonly OptionFate[]> = new Map();
  readonly onDidChange = this.#changed.event;

  constructor(parts: WordFateParts) {
    this.#parts = parts;
    this.#look = settled(() => void this.lookNow(), pause, parts.timer ?? systemTimer);
  }

  /** Of a prompt file or a wildcard file, in the order of the text, as they were when last looked at. */
  fatesIn(uri: string): readonly OptionFate[] {
    return this.#fates.get(uri) ?? [];
  }

  /** Of each recipe of a file about whose images something was decided. */
  async suggestionsOf(uri: string): Promise<readonly (DropSuggestions & Pick<Known, 'id' | 'uriOf'>)[]> {
    await this.lookNow();
    return [...this.#known.values()]
      .filter(({ id }) => id.uri === uri)
      .map((known) => ({ ...dropSuggestions(known), id: known.id, uriOf: known.uriOf }));
  }

  /** Once nothing more has come for a while. */
  look(id: DeclarationId): void {
    this.#due.set(keyOf(id), id);
    this.#look();
  }

  /** The file says other things now. */
  renew(uri: string): void {
    for (const { id } of this.#known.values()) if (id.uri === uri) this.look(id);
  }

  /** Never rejects. */
  async lookNow(): Promise<void> {
    const due = [...this.#due.values()];
    this.#due.clear();
    if (due.length === 0) return;
    for (const id of due) await this.#lookAt(id).catch((error: unknown) => this.#parts.onError(error));
    this.#fates = optionFates([...this.#known.values()]);
    this.#changed.fire();
  }

  dispose(): void {
    this.#look.dispose();
  }

  async #lookAt(id: DeclarationId): Promise<void> {
    const known = await this.#ask(id);
    if (known) this.#known.set(keyOf(id), known);
    else this.#known.delete(keyOf(id));
  }

  /** Where nothing was decided, nothing is asked. */
  async #ask(id: DeclarationId): Promise<Known | undefined> {
    const { decisions, plans, uriOf, scoresOf } = this.#parts;
    const [decided, plan] = [decisions.decided(id), plans.latest(id.uri)];
    if (!plan || !decided?.decisions.cells.flat().some((each) => each && each.state !== 'undecided')) return undefined;
    const choices = await this.#choicesOf(id, plan);
    if (!choices) return undefined;
    const scores = decided.recipe.judging ? await scoresOf(id.uri, decided.recipe) : null;
    return {
      id,
      plan,
      choices,
      images: imageFates(decided.recipe, decided.decisions, scores),
      uriOf: (span) => uriOf(id.uri, plan.plan.file, span),
    };
  }

  /** The same plan has the same choices. */
  async #choicesOf({ uri, name }: DeclarationId, plan: PlanResult): Promise<RecipeChoices | null> {
    const known = this.#known.get(keyOf({ uri, name }));
    return known?.plan === plan ? known.choices : this.#parts.choicesOf({ uri, recipe: name });
  }
}
