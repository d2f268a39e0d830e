/** @file Keeps the boards in step with the plans, and the plans' images and reports in step with the store. */
import type { Plan } from '../../language/plan/plan.ts';
import type { PlanResult } from '../../protocol/language.ts';
import { type Paced, settled, systemTimer, type Timer } from '../paced.ts';
import type { EvaluationBoard } from './evaluation-board.ts';
import type { CurationLookup } from './look-up-curations.ts';
import type { DecisionLookup } from './look-up-decisions.ts';
import type { RecipeBoard } from './recipe-board.ts';

/** The store is asked when typing has paused for so long, so that the engine never has a queue of old questions. */
const pauseInTyping = 250;

export interface FollowerOptions {
  readonly recipes: RecipeBoard;
  readonly evaluations: EvaluationBoard;
  /** Looks up what was decided about a recipe's images. */
  readonly lookUpDecisions?: DecisionLookup;
  /** Looks up what becomes of a curation's images. */
  readonly lookUpCuration?: CurationLookup;
  /** Models and stores are for trusted workspaces only. */
  readonly isTrusted: () => boolean;
  /** A question that failed is no one's request: it is written down, and not shown. */
  readonly onError: (error: unknown) => void;
  readonly timer?: Timer;
}

export class PlanFollower {
  readonly #options: FollowerOptions;
  readonly #refreshes = new Map<string, Paced>();
  readonly #latest = new Map<string, PlanResult>();

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Takes in what a file now says. */
  accept(uri: string, result: PlanResult): void {
    const { recipes, evaluations } = this.#options;
    const before = this.#latest.get(uri)?.plan;
    this.#latest.set(uri, result);
    const { plan } = result;
    const askRecipes = plan.recipes.map((recipe) => recipes.show({ uri, name: recipe.name }, recipe));
    const askReports = plan.evaluations.map((one) => evaluations.show({ uri, name: one.name }, one));
    const isSorted = before === undefined || rulesOf(before) === rulesOf(plan);
    if (!isSorted || [...askRecipes, ...askReports].includes(true)) this.refresh(uri);
  }

  /** Asks the store again, once typing has paused. */
  refresh(uri: string): void {
    const known = this.#refreshes.get(uri);
    const refresh = known ?? settled(() => void this.lookup(uri), pauseInTyping, this.#options.timer ?? systemTimer);
    this.#refreshes.set(uri, refresh);
    refresh();
  }

  /** Asks the store for every declaration of a file, one after the other: the engine has one thread to answer with. */
  async lookup(uri: string): Promise<void> {
    const { recipes, evaluations, lookUpDecisions, lookUpCuration, isTrusted, onError } = this.#options;
    const plan = this.#latest.get(uri)?.plan;
    if (!plan || !isTrusted()) return;
    try {
      for (const { name } of plan.recipes) await recipes.lookup({ uri, name });
      for (const { name } of plan.evaluations) await evaluations.lookup({ uri, name });
      for (const recipe of plan.recipes) await lookUpDecisions?.({ uri, name: recipe.name }, recipe);
      for (const curation of plan.curations ?? []) await lookUpCuration?.({ uri, name: curation.name }, curation);
    } catch (error) {
      onError(error);
    }
  }

  dispose(): void {
    for (const refresh of this.#refreshes.values()) refresh.dispose();
  }
}

/** All of curations that recipes do not tell: how their images are sorted. Places change with every line above. */
function rulesOf({ curations = [] }: Plan): string {
  const told = curations.map(({ name, from, rules, reviewers, policy, judging }) => [
    name,
    from.map((source) => (source.kind === 'recipe' ? source.recipe.name : source.data.path)),
    rules.map(({ kind, text }) => [kind, text]),
    [reviewers, policy],
    judging.classes.map((each) => each.name),
  ]);
  return JSON.stringify(told);
}
