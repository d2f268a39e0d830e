/** @file Which recipe or evaluation a command is about when nobody said so. */
import { type TextEditor, window } from 'vscode';
import type { Plan, SourceSpan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { Plans } from '../language/plans.ts';
import { declarationAt } from './declaration-at.ts';

/** What a command can be about. */
export type DeclarationChoice = 'recipe' | 'evaluate' | 'curate' | 'either' | 'reviewed';

/**
 * The declaration at the cursor, else the only one, else the one that is picked; undefined when nothing is picked.
 * @throws Failure `plan-invalid` when there is none
 */
export async function pickDeclaration(kind: DeclarationChoice, plans: Plans): Promise<DeclarationId | undefined> {
  const editor = promptEditor();
  if (!editor) throw new Failure('plan-invalid', 'No prompt file is open: open a .vlprompt file and try again.');
  const { plan } = await plans.of(editor.document);
  const declared = choices[kind](plan);
  const name = declarationAt(editor.selection.active.line, declared) ?? (await pickName(words[kind], declared));
  return name === undefined ? undefined : { uri: editor.document.uri.toString(), name };
}

type Declared = readonly { readonly name: string; readonly span: SourceSpan }[];

const choices: { readonly [K in DeclarationChoice]: (plan: Plan) => Declared } = {
  recipe: ({ recipes }) => recipes,
  evaluate: ({ evaluations }) => evaluations,
  curate: ({ curations = [] }) => curations,
  either: ({ recipes, evaluations }) => [...recipes, ...evaluations],
  reviewed: ({ recipes, curations = [] }) => [...recipes, ...curations],
};

const words: { readonly [K in DeclarationChoice]: string } = {
  recipe: 'recipe',
  evaluate: 'evaluation',
  curate: 'curation',
  either: 'recipe or evaluation',
  reviewed: 'recipe or curation',
};

async function pickName(kind: string, declared: readonly { name: string }[]): Promise<string | undefined> {
  if (declared.length === 0)
    throw new Failure('plan-invalid', `This file has no ${kind} without errors: write one and try again.`);
  return window.showQuickPick(
    declared.map(({ name }) => name),
    { title: `Which ${kind}?` },
  );
}

/** The editor in front, else one that is seen: a webview beside it may have the focus. */
export function promptEditor(): TextEditor | undefined {
  const isPromptFile = (editor: TextEditor | undefined) => editor?.document.languageId === 'vlprompt';
  return isPromptFile(window.activeTextEditor) ? window.activeTextEditor : window.visibleTextEditors.find(isPromptFile);
}
