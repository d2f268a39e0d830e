/** @file The features of wildcard files, in the shapes that the language server protocol wants them in. */
import type { LangiumDocument } from 'langium';
import type { PartialLangiumLSPServices } from 'langium/lsp';
import {
  type CodeAction,
  CodeActionKind,
  type CodeLens,
  type CompletionItem,
  type CompletionList,
  type Hover,
  type Location,
  type LocationLink,
  LSPErrorCodes,
  MarkupKind,
  type Position,
  type Range,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Completion } from '../../features/completion/completion.ts';
import { renameTarget } from '../../features/rename.ts';
import { placeOfTarget, wholeOfTarget } from '../../features/target.ts';
import { actionsFor } from '../../wildcard/features/actions.ts';
import { checkView } from '../../wildcard/features/check-view.ts';
import { completionsAt } from '../../wildcard/features/completion.ts';
import { summaryOf } from '../../wildcard/features/counts.ts';
import { hoverAt } from '../../wildcard/features/hover.ts';
import { namesAt, placesAt, usesOfFile } from '../../wildcard/features/names.ts';
import { wildcardSymbols } from '../../wildcard/features/symbols.ts';
import { formatLines } from '../../wildcard/format-lines.ts';
import { editsOf, extentOf, offsetOf, rangeOf } from '../providers/protocol.ts';
import { toLsp } from '../validator.ts';
import { locationIn, type OpenWildcards, type WildcardWorkspace } from './open-wildcards.ts';

export function wildcardProviders(workspace: WildcardWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  const open = (document: LangiumDocument) => workspace.viewOf(document);
  // What stands elsewhere must be known first.
  const complete = (document: LangiumDocument) => workspace.completeViewOf(document);
  return {
    DocumentSymbolProvider: {
      getSymbols: (document) => {
        const { file, lines } = open(document);
        return wildcardSymbols(file, lines);
      },
    },
    HoverProvider: { getHoverContent: async (document, { position }) => hover(await complete(document), position) },
    CompletionProvider: {
      getCompletion: async (document, { position }) => completions(await complete(document), position),
    },
    DefinitionProvider: { getDefinition: async (document, { position }) => define(await complete(document), position) },
    ReferencesProvider: {
      findReferences: async (document, { position, context }) =>
        refer((await complete(document)).amongAll(), position, context.includeDeclaration),
    },
    RenameProvider: {
      prepareRename: async (document, { position }) => renamable(await complete(document), position),
      rename: async (document, { position, newName }) =>
        rename((await complete(document)).amongAll(), position, newName),
    },
    CodeActionProvider: { getCodeActions: async (document, { range }) => actions(await complete(document), range) },
    CodeLensProvider: { provideCodeLens: async (document) => lenses(await complete(document)) },
    Formatter: {
      formatDocument: (document) => format(open(document)),
      formatDocumentRange: (document, { range }) => formatRange(open(document), range),
      formatDocumentOnType: () => [],
      formatOnTypeOptions: undefined,
    },
  };
}

function hover(view: OpenWildcards, position: Position): Hover | undefined {
  const found = hoverAt(view, offsetOf(view, position));
  return found && { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: rangeOf(view, found.at) };
}

function completions(view: OpenWildcards, position: Position): CompletionList | undefined {
  const found = completionsAt(view, offsetOf(view, position));
  const range = found && rangeOf(view, found.at);
  return range && { isIncomplete: false, items: found.items.map((item) => completionItem(item, range)) };
}

function completionItem({ label, kind, detail, documentation, text }: Completion, range: Range): CompletionItem {
  return {
    label,
    kind,
    textEdit: { range, newText: text ?? label },
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  };
}

function define(view: OpenWildcards, position: Position): LocationLink[] {
  return namesAt(view, offsetOf(view, position)).flatMap(({ at, target }) => {
    const whole = locationIn(view, wholeOfTarget(target));
    const name = locationIn(view, placeOfTarget(target) ?? wholeOfTarget(target));
    if (whole === undefined || name === undefined) return [];
    const originSelectionRange = rangeOf(view, at);
    return [{ originSelectionRange, targetUri: whole.uri, targetRange: whole.range, targetSelectionRange: name.range }];
  });
}

function refer(view: OpenWildcards, position: Position, isDeclarationWanted: boolean): Location[] {
  return placesAt(view, offsetOf(view, position), isDeclarationWanted).flatMap((at) => locationIn(view, at) ?? []);
}

function renamable(view: OpenWildcards, position: Position): Range | undefined {
  const found = namesAt(view, offsetOf(view, position)).find(({ isMatched }) => !isMatched);
  return found && rangeOf(view, found.at);
}

function rename(view: OpenWildcards, position: Position, name: string): WorkspaceEdit | undefined {
  const found = namesAt(view, offsetOf(view, position)).find(({ isMatched }) => !isMatched);
  if (found === undefined) return undefined;
  const result = renameTarget(found.target, name, view.documents);
  if ('refusal' in result) throw new ResponseError(LSPErrorCodes.RequestFailed, result.refusal);
  const changes: Record<string, TextEdit[]> = {};
  for (const { at, text } of result.changes) {
    const location = locationIn(view, at);
    if (location) changes[location.uri] = [...(changes[location.uri] ?? []), { range: location.range, newText: text }];
  }
  return { changes };
}

function actions(view: OpenWildcards, range: Range): CodeAction[] {
  const at = extentOf(view, range);
  const fixes = checkView(view).flatMap((found): CodeAction[] => {
    if (found.fix === undefined || found.at.start > at.end || at.start > found.at.end) return [];
    const edit = { changes: { [view.uri]: editsOf(view, [found.fix]) } };
    return [{ title: found.fix.title, kind: CodeActionKind.QuickFix, diagnostics: [toLsp(view, found)], edit }];
  });
  const changes = actionsFor(view.file, at).map((action): CodeAction => {
    const edit = { changes: { [view.uri]: editsOf(view, action.changes) } };
    return { title: action.title, kind: CodeActionKind.RefactorRewrite, edit };
  });
  return [...fixes, ...changes];
}

/** Above the first line. A click shows every place that names the file: editors know the command, or turn it into theirs. */
function lenses(view: OpenWildcards): CodeLens[] {
  const top = { line: 0, character: 0 };
  const uses = usesOfFile(view).flatMap((at) => locationIn(view, at) ?? []);
  const command = uses.length === 0 ? '' : 'editor.action.showReferences';
  return [
    { range: { start: top, end: top }, command: { title: summaryOf(view), command, arguments: [view.uri, top, uses] } },
  ];
}

/** Editors have formatters of their own for YAML and JSON. */
function format(view: OpenWildcards): TextEdit[] {
  return /\.(ya?ml|json)$/i.test(view.file.file) ? [] : editsOf(view, formatLines(view.file.text));
}

function formatRange(view: OpenWildcards, range: Range): TextEdit[] {
  return format(view).filter(
    (edit) => edit.range.end.line >= range.start.line && edit.range.start.line <= range.end.line,
  );
}
