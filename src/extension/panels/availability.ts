/** @file Whether a declaration can be run, and if not, the sentence that says what to do. */
import type { PlanResult } from '../../protocol/language.ts';
import type { DeclarationId, Unavailable } from '../../protocol/webviews/declaration.ts';
import { baseName } from './addresses.ts';

export type Availability = { readonly kind: 'ready' } | Unavailable;

export interface Standing {
  readonly isTrusted: boolean;
  /** What the file said last; absent until it was read. */
  readonly plan: PlanResult | undefined;
  /** The file could not be read. */
  readonly isUnreadable: boolean;
  /** There is something to look at from before. */
  readonly wasSeen: boolean;
}

export function availabilityOf(kind: 'recipe' | 'evaluate', id: DeclarationId, standing: Standing): Availability {
  if (!standing.isTrusted) return { kind: 'untrusted', sentence: untrustedSentence };
  const file = baseName(id.uri);
  if (standing.isUnreadable)
    return { kind: 'gone', sentence: `${file} cannot be read: open it again from its folder.` };
  if (!standing.plan || isDeclared(kind, id.name, standing.plan)) return { kind: 'ready' };
  const reason = standing.plan.errors > 0 ? `has errors in ${file}` : `is not in ${file} any more`;
  const ending = standing.wasSeen ? 'This is how it last was.' : 'Correct it in the editor.';
  return { kind: 'gone', sentence: `${kind} ${id.name} ${reason}. ${ending}` };
}

export const untrustedSentence =
  'Models run only in workspaces you trust. Trust this workspace to draw and to evaluate.';

function isDeclared(kind: 'recipe' | 'evaluate', name: string, { plan }: PlanResult): boolean {
  const declared = kind === 'recipe' ? plan.recipes : plan.evaluations;
  return declared.some((declaration) => declaration.name === name);
}
