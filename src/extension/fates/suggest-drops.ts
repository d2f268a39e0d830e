/** @file *Suggest What to Drop*: lists options that are clearly kept less often; the chosen one is selected. */
import { Range, type TextEditor, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { Failure } from '../../protocol/failure.ts';
import type { ChoicePoint, TakenOption } from '../../protocol/language.ts';
import { withoutLinks } from '../without-links.ts';
import { dropEdit } from './drop-edit.ts';
import { rangeOf } from './fate-marks.ts';
import { dropText, warningOf } from './fate-texts.ts';
import type { WordFates } from './word-fates.ts';

/** @throws Failure `plan-invalid` when no prompt file is in front, or nothing of it was decided or stands out */
export async function suggestDrops(fates: WordFates): Promise<void> {
  const uri = window.activeTextEditor?.document.uri.toString() ?? '';
  const recipes = await fates.suggestionsOf(uri);
  const suggestions = recipes.flatMap((recipe) => recipe.suggestions.map((suggestion) => ({ ...recipe, suggestion })));
  const compared = recipes.reduce((sum, recipe) => sum + recipe.compared, 0);
  if (compared === 0) throw new Failure('plan-invalid', nothingToCompare);
  const warning = warningOf({ suggestions: suggestions.map(({ suggestion }) => suggestion), compared });
  if (suggestions.length === 0) {
    void window.showInformationMessage(
      `No option is clearly kept less often than the others of its place (${warning}).`,
    );
    return;
  }
  const items = suggestions.map(({ id, uriOf, suggestion }) => {
    const { label, description, detail } = dropText(suggestion);
    const uri = uriOf(suggestion.option.span);
    const { option, point } = suggestion;
    return { label, description: `${description} · recipe ${id.name}`, detail, uri, option, takenAt: point.kind };
  });
  const title = `What to drop: ${warning}`;
  const placeHolder = 'Choose one to select it; no file is changed yet';
  const picked = await window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  if (!picked) return;
  const editor = await window.showTextDocument(Uri.parse(picked.uri, true), { selection: rangeOf(picked.option.span) });
  void offerToDrop(editor, picked);
}

/** Not waited for: the message may stay on the screen for hours, and the text may be another one by then. */
async function offerToDrop(
  { document }: TextEditor,
  {
    label,
    option,
    takenAt,
  }: { readonly label: string; readonly option: TakenOption; readonly takenAt: ChoicePoint['kind'] },
): Promise<void> {
  const edit = () => dropEdit(document.getText(), document.offsetAt(rangeOf(option.span).start), option.text, takenAt);
  const drop = 'Drop It';
  if (edit() === undefined) return;
  if ((await window.showInformationMessage(`Drop ${withoutLinks(label)}? Undo brings it back.`, drop)) !== drop) return;
  const change = edit();
  if (change === undefined) return;
  const changes = new WorkspaceEdit();
  const range = new Range(document.positionAt(change.start), document.positionAt(change.end));
  changes.replace(document.uri, range, change.text);
  await workspace.applyEdit(changes);
}

const nothingToCompare =
  'There is nothing to compare in this file: keep and exclude images of a recipe with variants, wildcards or several lines first.';
