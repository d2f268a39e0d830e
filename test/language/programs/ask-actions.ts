/** @file Everything that can be done with a selection, done. */
import assert from 'node:assert/strict';
import { createDocument, documentsOf, type PromptDocument } from '../../../src/language/document.ts';
import type { Action, ActionContext } from '../../../src/language/features/actions/action.ts';
import { actionsFor } from '../../../src/language/features/actions/actions.ts';
import { quickFixes } from '../../../src/language/features/actions/fixes.ts';
import { splittings } from '../../../src/language/features/actions/split.ts';
import { applyChanges, type TextChange } from '../../../src/language/format/text-change.ts';
import { countFew } from './few-tokens.ts';

/** What is good stays good: no action makes a mistake of syntax. */
export async function doEverything(document: PromptDocument, start: number, end: number): Promise<void> {
  const selected: ActionContext = { document, documents: [...documentsOf(document).values()], range: { start, end } };
  const actions = [...quickFixes(selected), ...actionsFor(selected), ...(await splittings(selected, countFew))];
  for (const action of actions) isDone(document, action);
}

function isDone(document: PromptDocument, { title, changes }: Action): void {
  assertApart(document.text, changes);
  const after = createDocument(document.file, applyChanges(document.text, changes));
  if (document.syntax.length > 0) return;
  assert.deepEqual(
    after.syntax.map(({ message }) => message),
    [],
    `after “${title}”`,
  );
}

/** Changes lie within the text and none touches the inside of another. */
export function assertApart(text: string, changes: readonly TextChange[]): void {
  const places = changes.map(({ at }) => at).toSorted((a, b) => a.start - b.start || a.end - b.end);
  let last = 0;
  for (const { start, end } of places) {
    assert.ok(last <= start && start <= end && end <= text.length, `changes overlap: ${JSON.stringify(places)}`);
    last = end;
  }
}
