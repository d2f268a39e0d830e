/** @file What becomes of the images of curations that are seen in editors. */
import type { CuratePlan } from '../../language/plan/plan.ts';
import type { Caller } from '../../protocol/connection/calls.ts';
import type { EngineCalls } from '../../protocol/engine.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { EnginePurpose } from '../engine/engine-host.ts';
import type { CurationBoard } from './curation-board.ts';

/** Of more images the answer would take long: nobody waits for a number in a lens. */
const mostImages = 5000;

export interface CurationLookupParts {
  readonly engineOf: (uri: string, purpose: EnginePurpose) => Promise<Pick<Caller<EngineCalls>, 'lookupCuration'>>;
  /** Whether anything of a recipe of the file is drawn. */
  readonly isDrawn: (id: DeclarationId) => boolean;
  readonly curations: Pick<CurationBoard, 'set'>;
}

export type CurationLookup = (id: DeclarationId, curation: CuratePlan) => Promise<void>;

/** Asks nothing where nothing is drawn. The lookup throws Failure as the engine's `lookupCuration`. */
export function curationLookup({ engineOf, isDrawn, curations }: CurationLookupParts): CurationLookup {
  return async ({ uri, name }, curation) => {
    const recipes = curation.from.flatMap((each) => (each.kind === 'recipe' ? each.recipe : []));
    const images = recipes.reduce(
      (sum, { cells }) => sum + cells.reduce((own, cell) => own + cell.images.length, 0),
      0,
    );
    if (images > mostImages || !recipes.some((recipe) => isDrawn({ uri, name: recipe.name }))) return;
    const engine = await engineOf(uri, 'question');
    curations.set({ uri, name }, await engine.lookupCuration({ curation }));
  };
}
