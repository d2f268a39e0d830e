/** @file Which recipe or evaluation a command is about when nobody said so. */
import { type TextEditor, window } from 'vscode';
import type { SourceSpan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { DeclarationId } from '../../protocol/webviews.ts';
import type { Plans } from '../language/plans.ts';
import { declarationAt } from './declaration-at.ts';

/**
 * The declaration at the cursor, else the only one, else the one that is picked; undefined when nothing is picked.
 * @throws Failure `plan-invalid` when there is none
 */
export async function pickDeclaration(kind: 'recipe' | 'evaluate', plans: Plans): Promise<DeclarationId | undefined> {
  const editor = promptEditor();
  if (!editor) throw new Failure('plan-invalid', 'No prompt file is open: open a .vlprompt file and try again.');
  const { plan } = await plans.of(editor.document);
  const declared: readonly { name: string; span: SourceSpan }[] = kind === 'recipe' ? plan.recipes : plan.evaluations;
  const name = declarationAt(editor.selection.active.line, declared) ?? (await pickName(kind, declared));
  return name === undefined ? undefined : { uri: editor.document.uri.toString(), name };
}

async function pickName(kind: string, declared: readonly { name: string }[]): Promise<string | undefined> {
  if (declared.length === 0)
    throw new Failure('plan-invalid', `This file has no ${kind} without errors: write one and try again.`);
  return window.showQuickPick(
    declared.map(({ name }) => name),
    { title: `Which ${kind}?` },
  );
}

/** The editor in front, else one that is seen: a webview beside it may have the focus. */
function promptEditor(): TextEditor | undefined {
  const isPromptFile = (editor: TextEditor | undefined) => editor?.document.languageId === 'vlprompt';
  return isPromptFile(window.activeTextEditor) ? window.activeTextEditor : window.visibleTextEditors.find(isPromptFile);
}
