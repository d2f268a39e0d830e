/** @file Code actions. */
import type { PartialLangiumLSPServices } from 'langium/lsp';
import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import type { Action, ActionContext } from '../../features/actions/action.ts';
import { actionsFor } from '../../features/actions/actions.ts';
import { quickFixes } from '../../features/actions/fixes.ts';
import { splittings } from '../../features/actions/split.ts';
import type { TokenCounter } from '../../host.ts';
import { toLsp } from '../validator.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { type OpenFiles, openFiles } from './files.ts';
import { editsOf, extentOf } from './protocol.ts';

export function actionProviders(workspace: PromptWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  return {
    CodeActionProvider: {
      getCodeActions: (document, params) =>
        codeActions(openFiles(workspace, document), params, workspace.tokenCounterFor(document.uri)),
    },
  };
}

async function codeActions(
  files: OpenFiles,
  { range, context }: CodeActionParams,
  counter: TokenCounter | undefined,
): Promise<CodeAction[]> {
  const { document, documents } = files;
  const selected: ActionContext = { document, documents, range: extentOf(document, range) };
  const wanted = ({ kind }: Action) =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const fixes = quickFixes(selected)
    .filter(wanted)
    .map((fix) => ({
      ...codeAction(files, fix),
      diagnostics: [toLsp(document, fix.problem)],
      isPreferred: fix.isPreferred,
    }));
  const split = counter ? await splittings(selected, counter) : [];
  return [...fixes, ...[...actionsFor(selected), ...split].filter(wanted).map((action) => codeAction(files, action))];
}

function codeAction({ document, uriOf }: OpenFiles, { title, kind, changes }: Action): CodeAction {
  return { title, kind, edit: { changes: { [uriOf(document.file)]: editsOf(document, changes) } } };
}
