/** @file Everything that an editor asks of a wildcard file. */
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { documentsOf, type PromptDocument } from '../../../src/language/document.ts';
import { applyChanges } from '../../../src/language/format/text-change.ts';
import { actionsFor } from '../../../src/language/wildcard/features/actions.ts';
import { checkView, checkWords } from '../../../src/language/wildcard/features/check-view.ts';
import { completionsAt } from '../../../src/language/wildcard/features/completion.ts';
import { factsOf } from '../../../src/language/wildcard/features/facts.ts';
import { hoverAt } from '../../../src/language/wildcard/features/hover.ts';
import { namesAt, placesAt, usesOfFile } from '../../../src/language/wildcard/features/names.ts';
import { wildcardSymbols } from '../../../src/language/wildcard/features/symbols.ts';
import type { WildcardView } from '../../../src/language/wildcard/features/view.ts';
import { formatLines } from '../../../src/language/wildcard/format-lines.ts';
import type { WildcardFile } from '../../../src/language/wildcard/wildcard-file.ts';
import { assertApart } from './ask-actions.ts';

/** Of every wildcard file of a program. @param at somewhere in each. */
export function askWildcards(document: PromptDocument, at: number): void {
  const documents = [...documentsOf(document).values()];
  for (const { wildcardFiles } of documents)
    for (const file of wildcardFiles.values()) askWildcard(file, documents, at % (file.text.length + 1));
}

export function askWildcard(file: WildcardFile, documents: readonly PromptDocument[], offset: number): void {
  const { text } = file;
  const lines = TextDocument.create(file.file, 'vlwildcard', 0, text);
  const view: WildcardView = { file, lines, documents };
  for (const { at } of [...checkView(view), ...checkWords(view)])
    assert.ok(at.start <= at.end && at.end <= text.length);
  completionsAt(view, offset);
  factsOf(view);
  hoverAt(view, offset);
  namesAt(view, offset);
  placesAt(view, offset, true);
  usesOfFile(view);
  wildcardSymbols(file, lines);
  const formatted = file.file.endsWith('.txt') ? [formatLines(text)] : [];
  for (const changes of [
    ...formatted,
    ...actionsFor(file, { start: offset, end: offset }).map((each) => each.changes),
  ]) {
    assertApart(text, changes);
    applyChanges(text, changes);
  }
}
