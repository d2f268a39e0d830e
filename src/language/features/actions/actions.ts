/** @file Everything that can be done with what is selected. */
import type { Action, ActionContext, ActionKind, ActionSource } from './action.ts';
import { conversions } from './convert-attention.ts';
import { escapes } from './escape.ts';
import { expectations } from './expectations.ts';
import { extractions } from './extract.ts';
import { fixAll } from './fixes.ts';
import { inlinings } from './inline.ts';
import { organiseImports } from './organise-imports.ts';
import { sortings } from './sort.ts';

const sources: readonly ActionSource[] = [
  extractions,
  inlinings,
  escapes,
  sortings,
  expectations,
  conversions,
  organiseImports,
  fixAll,
];

export const actionKinds: readonly ActionKind[] = [
  'quickfix',
  'refactor.extract',
  'refactor.inline',
  'refactor.rewrite',
  'source.fixAll.vlprompt',
  'source.organizeImports',
];

/** Without the fixes of single diagnostics. */
export function actionsFor(context: ActionContext): Action[] {
  return sources.flatMap((source) => source(context));
}
