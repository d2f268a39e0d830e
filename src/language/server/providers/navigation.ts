/** @file From a name to its declaration and its uses, in every file; renaming; links. */
import type { LangiumDocument } from 'langium';
import type { PartialLangiumLSPServices } from 'langium/lsp';
import {
  type DocumentLink,
  type Location,
  type LocationLink,
  LSPErrorCodes,
  type Position,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { pathLinks } from '../../features/links.ts';
import { nameAt, placesOf } from '../../features/name-at.ts';
import { rename } from '../../features/rename.ts';
import { placeOfTarget, wholeOfTarget } from '../../features/target.ts';
import { touches } from '../../tree/extent.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { locationOf, type OpenFiles, openFiles, workspaceEditOf } from './files.ts';
import { offsetOf, rangeOf } from './protocol.ts';

export function navigationProviders(workspace: PromptWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  const open = (document: LangiumDocument) => openFiles(workspace, document);
  return {
    DefinitionProvider: { getDefinition: (document, { position }) => define(open(document), position) },
    ReferencesProvider: {
      findReferences: async (document, { position, context }) => {
        await workspace.indexed;
        return refer(open(document), position, context.includeDeclaration);
      },
    },
    DocumentHighlightProvider: {
      getDocumentHighlight: (document, { position }) => highlight(open(document), position),
    },
    RenameProvider: {
      prepareRename: (document, { position }) => renamable(open(document), position),
      rename: async (document, { position, newName }) => {
        await workspace.indexed;
        return renamed(open(document), position, newName);
      },
    },
    DocumentLinkProvider: { getDocumentLinks: (document) => links(open(document)) },
  };
}

function define(files: OpenFiles, position: Position): LocationLink[] | undefined {
  const { document } = files;
  const offset = offsetOf(document, position);
  const found = nameAt(document, offset);
  if (found === undefined) return openPath(files, offset);
  const target = locationOf(files, wholeOfTarget(found.target));
  const name = locationOf(files, placeOfTarget(found.target) ?? wholeOfTarget(found.target));
  if (target === undefined || name === undefined) return undefined;
  return [
    {
      originSelectionRange: rangeOf(document, found.at),
      targetUri: target.uri,
      targetRange: target.range,
      targetSelectionRange: name.range,
    },
  ];
}

const top: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** From a path to the beginning of its file, where that is a file that the language reads. */
function openPath(files: OpenFiles, offset: number): LocationLink[] | undefined {
  const link = pathLinks(files.document).find(({ at }) => touches(at, offset));
  if (link === undefined || !/\.(vlprompt|txt|ya?ml|json)$/i.test(link.path)) return undefined;
  const originSelectionRange = rangeOf(files.document, link.at);
  return [{ originSelectionRange, targetUri: files.uriOf(link.path), targetRange: top, targetSelectionRange: top }];
}

function refer(files: OpenFiles, position: Position, isDeclarationWanted: boolean): Location[] {
  const found = nameAt(files.document, offsetOf(files.document, position));
  if (found === undefined) return [];
  return placesOf(files.documents, found.target, isDeclarationWanted).flatMap(({ at }) => locationOf(files, at) ?? []);
}

function highlight({ document }: OpenFiles, position: Position) {
  const found = nameAt(document, offsetOf(document, position));
  if (found === undefined) return [];
  return placesOf([document], found.target, true)
    .filter(({ at }) => at.file === document.file)
    .map(({ at }) => ({ range: rangeOf(document, at) }));
}

function renamable({ document }: OpenFiles, position: Position): Range | undefined {
  const found = nameAt(document, offsetOf(document, position));
  return found && !found.isMatched ? rangeOf(document, found.at) : undefined;
}

function renamed(files: OpenFiles, position: Position, name: string): WorkspaceEdit | undefined {
  const result = rename(files.document, offsetOf(files.document, position), name, files.documents);
  if (result === undefined) return undefined;
  if ('refusal' in result) throw new ResponseError(LSPErrorCodes.RequestFailed, result.refusal);
  return workspaceEditOf(files, result.changes);
}

function links({ document, uriOf }: OpenFiles): DocumentLink[] {
  return pathLinks(document).map(({ at, path }) => ({ range: rangeOf(document, at), target: uriOf(path) }));
}
