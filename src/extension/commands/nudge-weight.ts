import { Range, Selection, window } from 'vscode';
import { nudged } from './nudged.ts';

/** Changes the weight of the selected words, or of the word at the cursor, in every cursor's line. @param by 0.05 or −0.05 */
export async function nudgeWeight(by: number): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'vlprompt') return;
  const { document } = editor;
  const changes = editor.selections.flatMap((selection) => {
    const range = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : selection;
    if (range === undefined || !range.isSingleLine) return [];
    const { line } = range.start;
    const change = nudged(document.lineAt(line).text, range.start.character, range.end.character, by);
    return change ? [{ line, ...change }] : [];
  });
  if (changes.length === 0) return;
  await editor.edit((edit) => {
    for (const { line, start, end, text } of changes) edit.replace(new Range(line, start, line, end), text);
  });
  editor.selections = changes.map(({ line, words }) => new Selection(line, words.start, line, words.end));
}
