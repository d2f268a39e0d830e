/** @file What was decided about the images of recipes that are seen in editors, also where no grid shows them. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { RecipePlan } from '../../language/plan/plan.ts';
import type { Caller } from '../../protocol/connection/calls.ts';
import type { EngineCalls } from '../../protocol/engine.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { EnginePurpose } from '../engine/engine-host.ts';
import type { DecisionBoard } from './decision-board.ts';

export interface DecisionLookupParts {
  readonly engineOf: (uri: string, purpose: EnginePurpose) => Promise<Pick<Caller<EngineCalls>, 'lookupDecisions'>>;
  /** Absolute path of the folder that a file belongs to. */
  readonly folderOf: (uri: string) => string;
  /** @param folder absolute path */
  readonly reviewerIn: (folder: string) => Promise<string>;
  readonly decisions: Pick<DecisionBoard, 'set'>;
}

export type DecisionLookup = (id: DeclarationId, recipe: RecipePlan) => Promise<void>;

/** Asks nothing where nobody ever decided anything. The lookup throws Failure as the engine's `lookupDecisions`. */
export function decisionLookup({ engineOf, folderOf, reviewerIn, decisions }: DecisionLookupParts): DecisionLookup {
  return async (id, recipe) => {
    const folder = folderOf(id.uri);
    if (!existsSync(path.join(folder, 'reviews'))) return;
    const reviewer = await reviewerIn(folder);
    const engine = await engineOf(id.uri, 'question');
    decisions.set(id, recipe, await engine.lookupDecisions({ recipe, reviewer }));
  };
}
