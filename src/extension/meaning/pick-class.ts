/** @file The class that a command is about: the one at the cursor, else one of the file in front. */
import { window } from 'vscode';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { Plans } from '../language/plans.ts';

/** Undefined when none is picked, or the file in front has none of its own. */
export async function pickClass(plans: Plans): Promise<DeclarationId | undefined> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'vlprompt') return undefined;
  const { plan } = await plans.of(editor.document);
  const own = plan.classes.filter(({ span }) => span.file === plan.file);
  const { line } = editor.selection.active;
  const atCursor = own.find(({ span }) => span.start.line <= line && line <= span.end.line);
  const uri = editor.document.uri.toString();
  if (atCursor) return { uri, name: atCursor.name };
  const items = own.map(({ name, captions }) => ({ label: name, description: captions.join(', ') }));
  const picked = await window.showQuickPick(items, { title: 'Try other words for which class?' });
  return picked && { uri, name: picked.label };
}
