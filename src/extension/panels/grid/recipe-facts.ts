/** @file What judges and reviewers think of the images of recipes: asked for when images come, by image and not by plan. */
import { Emitter } from 'vscode-jsonrpc';
import type { RecipePlan } from '../../../language/plan/plan.ts';
import type { Caller } from '../../../protocol/connection/calls.ts';
import {
  type DecisionAct,
  decidedBy,
  type ImageDecision,
  type Redraw,
  undecided,
} from '../../../protocol/decisions.ts';
import type { EngineCalls } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { ImageScore, RecipeScores } from '../../../protocol/scores.ts';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import type { GridFacts, Scoring } from '../../../protocol/webviews/grid.ts';
import { keyOf } from '../../boards/board.ts';
import type { DecisionBoard } from '../../boards/decision-board.ts';
import type { RecipeState } from '../../boards/recipe-state.ts';
import type { EnginePurpose } from '../../engine/engine-host.ts';
import { indexedImages } from './grid-images.ts';

export type FactsEngine = Pick<Caller<EngineCalls>, 'score' | 'lookupScores' | 'lookupDecisions' | 'decide' | 'redraw'>;

export interface RecipeFactsParts {
  readonly engineOf: (uri: string, purpose: EnginePurpose) => Promise<FactsEngine>;
  readonly reviewerOf: (uri: string) => Promise<string>;
  readonly stateOf: (id: DeclarationId) => RecipeState | undefined;
  readonly decisions: Pick<DecisionBoard, 'set'>;
  readonly isTrusted: () => boolean;
  readonly onError: (error: unknown) => void;
}

interface Known {
  /** By the plan's key of the image. */
  readonly decisions: ReadonlyMap<string, ImageDecision>;
  readonly scores?: RecipeScores;
  /** By the plan's key of the image. */
  readonly scoreOf: ReadonlyMap<string, ImageScore>;
  readonly scoring?: { readonly done: number; readonly total: number };
  readonly version: number;
}

const nothing: Known = { decisions: new Map(), scoreOf: new Map(), version: 0 };

export class RecipeFacts {
  readonly #parts: RecipeFactsParts;
  readonly #known = new Map<string, Known>();
  readonly #runs = new Map<string, AbortController>();
  readonly #changed = new Emitter<DeclarationId>();
  readonly onDidChange = this.#changed.event;

  constructor(parts: RecipeFactsParts) {
    this.#parts = parts;
  }

  /** Rises with every change. */
  version(id: DeclarationId): number {
    return this.#of(id).version;
  }

  scoring(id: DeclarationId): Scoring {
    const { scoring, scores } = this.#of(id);
    const recipe = this.#parts.stateOf(id)?.recipe;
    if (scoring) return { kind: 'scoring', ...scoring };
    if (!recipe?.judging) return { kind: 'impossible', sentence: noJudge };
    return scores && this.#isWhole(id) ? { kind: 'scored' } : { kind: 'possible' };
  }

  /** In the order of the recipe as it now stands. */
  facts(id: DeclarationId): GridFacts | undefined {
    const recipe = this.#parts.stateOf(id)?.recipe;
    if (!recipe) return undefined;
    const { decisions, scores, scoreOf } = this.#of(id);
    const images = indexedImages(recipe);
    return {
      scores: scores ? images.map(({ image }) => scoreOf.get(image.key) ?? null) : null,
      classes: scores?.classes ?? [],
      judge: scores ? modelName(scores.judge.spec) : '',
      decisions: images.map(({ image }) => decisions.get(image.key) ?? null),
    };
  }

  /** Asks the engine for what was decided, and for scores where somebody looks at them. Never rejects. */
  async refresh(id: DeclarationId, { withScores }: { readonly withScores: boolean }): Promise<void> {
    const recipe = this.#parts.stateOf(id)?.recipe;
    if (!recipe || !this.#parts.isTrusted()) return;
    try {
      const engine = await this.#parts.engineOf(id.uri, 'question');
      const reviewer = await this.#parts.reviewerOf(id.uri);
      await this.#takeDecisions(id, recipe, engine, reviewer);
      if (withScores && recipe.judging) this.#takeScores(id, recipe, await engine.lookupScores({ recipe }));
    } catch (error) {
      if (!Failure.is(error, 'cancelled')) this.#parts.onError(error);
    }
  }

  /** @throws Failure as the engine's `score`, but not `cancelled` */
  async score(id: DeclarationId): Promise<void> {
    const recipe = this.#parts.stateOf(id)?.recipe;
    if (!recipe || this.#runs.has(keyOf(id))) return;
    if (!recipe.judging) throw new Failure('plan-invalid', noJudge);
    const controller = new AbortController();
    this.#runs.set(keyOf(id), controller);
    this.#change(id, { scoring: { done: 0, total: 0 } });
    try {
      const engine = await this.#parts.engineOf(id.uri, 'run');
      const onProgress = ({ done, total }: { done: number; total: number }) =>
        this.#change(id, { scoring: { done, total } });
      this.#takeScores(id, recipe, await engine.score({ recipe }, { signal: controller.signal, onProgress }));
    } catch (error) {
      if (!Failure.is(error, 'cancelled')) throw error;
    } finally {
      this.#runs.delete(keyOf(id));
      const { scoring: _, ...rest } = this.#of(id);
      this.#set(id, rest);
    }
  }

  cancel(id: DeclarationId): void {
    this.#runs.get(keyOf(id))?.abort();
  }

  /** @throws Failure as the engine's `decide` */
  async decide(id: DeclarationId, keys: readonly string[], act: DecisionAct | 'undo'): Promise<void> {
    const recipe = this.#parts.stateOf(id)?.recipe;
    if (!recipe) return;
    const engine = await this.#parts.engineOf(id.uri, 'run');
    const reviewer = await this.#parts.reviewerOf(id.uri);
    await engine.decide({ recipe: only(recipe, keys), reviewer, keys, act });
    if (act === 'undo') return this.#takeDecisions(id, recipe, engine, reviewer);
    const decisions = new Map(this.#of(id).decisions);
    for (const key of keys) decisions.set(key, decidedBy(decisions.get(key) ?? undecided, act));
    this.#change(id, { decisions });
    this.#tell(id, recipe);
  }

  /**
   * Rejects an image, and keeps what is drawn in its place.
   * @throws Failure as the engine's `redraw`
   */
  async redraw(id: DeclarationId, key: string, redraw: Redraw): Promise<void> {
    const recipe = this.#parts.stateOf(id)?.recipe;
    if (!recipe) return;
    const engine = await this.#parts.engineOf(id.uri, 'run');
    const reviewer = await this.#parts.reviewerOf(id.uri);
    await engine.redraw({ recipe, reviewer, key, redraw });
    await this.#takeDecisions(id, recipe, engine, reviewer);
  }

  async #takeDecisions(id: DeclarationId, recipe: RecipePlan, engine: FactsEngine, reviewer: string): Promise<void> {
    const { cells } = await engine.lookupDecisions({ recipe, reviewer });
    const found = indexedImages(recipe).flatMap(({ image, at: [cell, number] }) => {
      const decision = cells[cell]?.[number];
      return decision ? [[image.key, decision] as const] : [];
    });
    this.#change(id, { decisions: new Map(found) });
    this.#tell(id, recipe);
  }

  #takeScores(id: DeclarationId, recipe: RecipePlan, scores: RecipeScores | null): void {
    if (!scores) return;
    const found = indexedImages(recipe).flatMap(({ image, at: [cell, number] }) => {
      const score = scores.cells[cell]?.[number];
      return score ? [[image.key, score] as const] : [];
    });
    this.#change(id, { scores, scoreOf: new Map(found) });
  }

  /** For whoever counts decisions. */
  #tell(id: DeclarationId, recipe: RecipePlan): void {
    const { decisions } = this.#of(id);
    const cells = recipe.cells.map(({ images }) => images.map(({ key }) => decisions.get(key) ?? null));
    this.#parts.decisions.set(id, recipe, { recipe: recipe.name, cells });
  }

  /** Whether every image that is drawn has a score. */
  #isWhole(id: DeclarationId): boolean {
    const state = this.#parts.stateOf(id);
    const { scoreOf } = this.#of(id);
    const images = state ? indexedImages(state.recipe) : [];
    return images.every(({ image: { key } }) => state?.images.get(key)?.state !== 'done' || scoreOf.has(key));
  }

  #of(id: DeclarationId): Known {
    return this.#known.get(keyOf(id)) ?? nothing;
  }

  #change(id: DeclarationId, change: Partial<Known>): void {
    this.#set(id, { ...this.#of(id), ...change });
  }

  #set(id: DeclarationId, known: Known): void {
    this.#known.set(keyOf(id), { ...known, version: this.#of(id).version + 1 });
    this.#changed.fire(id);
  }
}

const noJudge = 'This recipe has no judge: declare a model to judge with, such as model judge = "starter/clip".';

/** A recipe with these images alone, so that no others are looked up. */
function only(recipe: RecipePlan, keys: readonly string[]): RecipePlan {
  const wanted = new Set(keys);
  const cells = recipe.cells.map((cell) => ({ ...cell, images: cell.images.filter(({ key }) => wanted.has(key)) }));
  return { ...recipe, cells };
}
