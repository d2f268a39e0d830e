/** @file *Suggest What to Drop*: lists options that are clearly kept less often; the chosen one is selected. */
import { Uri, window } from 'vscode';
import { Failure } from '../../protocol/failure.ts';
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
    return { label, description: `${description} · recipe ${id.name}`, detail, uri, span: suggestion.option.span };
  });
  const title = `What to drop: ${warning}`;
  const placeHolder = 'Choose one to select it; no file is changed';
  const picked = await window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  if (picked) await window.showTextDocument(Uri.parse(picked.uri, true), { selection: rangeOf(picked.span) });
}

const nothingToCompare =
  'There is nothing to compare in this file: keep and exclude images of a recipe with variants, wildcards or several lines first.';
