/** @file Code actions. */
import type { PartialLangiumLSPServices } from 'langium/lsp';
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { downloadCommand } from '../../../protocol/language.ts';
import type { Action, ActionContext } from '../../features/actions/action.ts';
import { actionsFor } from '../../features/actions/actions.ts';
import { downloads } from '../../features/actions/downloads.ts';
import { quickFixes } from '../../features/actions/fixes.ts';
import { splittings } from '../../features/actions/split.ts';
import type { TokenCounter } from '../../host.ts';
import { toLsp } from '../validator.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { type OpenFiles, openFiles } from './files.ts';
import { editsOf, extentOf } from './protocol.ts';

/** @param canDownload whether the client has the command that downloads a model */
export function actionProviders(
  workspace: PromptWorkspace,
  canDownload: () => boolean,
): NonNullable<PartialLangiumLSPServices['lsp']> {
  return {
    CodeActionProvider: {
      getCodeActions: async (document, params) => {
        const files = openFiles(workspace, document);
        const actions = await codeActions(files, params, workspace.tokenCounterFor(document.uri));
        return canDownload() ? [...(await downloadActions(workspace, files, params)), ...actions] : actions;
      },
    },
  };
}

async function downloadActions(
  workspace: PromptWorkspace,
  { document }: OpenFiles,
  { range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  if (context.only?.includes(CodeActionKind.QuickFix) === false) return [];
  const found = await downloads({ document, range: extentOf(document, range) }, workspace.isDownloaded);
  return found.map(({ title, problem, model }) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toLsp(document, problem)],
    isPreferred: true,
    command: { title, command: downloadCommand, arguments: [model] },
  }));
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
