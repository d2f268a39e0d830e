/** @file Decisions of reviews, told to what else shows them: grids and lenses. */
import type { Plan } from '../../language/plan/plan.ts';
import type { CurationLookup } from '../boards/look-up-curations.ts';
import type { RecipeFacts } from '../panels/grid/recipe-facts.ts';

export interface ToldParts {
  readonly planOf: (uri: string) => Plan | undefined;
  readonly facts: Pick<RecipeFacts, 'refresh'>;
  readonly lookUpCuration: CurationLookup;
  readonly onError: (error: unknown) => void;
}

/** Has everything of a prompt file looked up that hangs on decisions. Never rejects. */
export function tellDecisions({ planOf, facts, lookUpCuration, onError }: ToldParts): (uri: string) => Promise<void> {
  return async (uri) => {
    const { recipes = [], curations = [] } = planOf(uri) ?? {};
    try {
      for (const { name } of recipes) await facts.refresh({ uri, name }, { withScores: false });
      for (const curation of curations) await lookUpCuration({ uri, name: curation.name }, curation);
    } catch (error) {
      onError(error);
    }
  };
}
