/** @file From a name to its declaration and its uses; renaming; links. */
import type { LangiumDocument } from 'langium';
import type { PartialLangiumLSPServices } from 'langium/lsp';
import { LSPErrorCodes, type Position, type Range, ResponseError, type TextEdit } from 'vscode-languageserver';
import type { PromptDocument } from '../../document.ts';
import { pathLinks } from '../../features/links.ts';
import { nameAt, placesOf } from '../../features/name-at.ts';
import { rename } from '../../features/rename.ts';
import { namePlace } from '../../tree/declarations.ts';
import { placeOf } from '../../tree/places.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { editsOf, offsetOf, rangeOf } from './protocol.ts';

export function navigationProviders(workspace: PromptWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  const open = (document: LangiumDocument) => workspace.documentOf(document);
  return {
    DefinitionProvider: {
      getDefinition: (document, { position }) => define(open(document), document.textDocument.uri, position),
    },
    ReferencesProvider: {
      findReferences: (document, { position, context }) =>
        refer(open(document), position, context.includeDeclaration).map((range) => ({
          uri: document.textDocument.uri,
          range,
        })),
    },
    DocumentHighlightProvider: {
      getDocumentHighlight: (document, { position }) =>
        refer(open(document), position, true).map((range) => ({ range })),
    },
    RenameProvider: {
      prepareRename: (document, { position }) => renamable(open(document), position),
      rename: (document, { position, newName }) => {
        const edits = renameEdits(open(document), position, newName);
        return edits && { changes: { [document.textDocument.uri]: edits } };
      },
    },
    DocumentLinkProvider: {
      getDocumentLinks: (document) =>
        pathLinks(open(document)).map(({ at, path }) => ({
          range: rangeOf(open(document), at),
          target: workspace.resolve(document.uri, path).toString(),
        })),
    },
  };
}

function define(document: PromptDocument, uri: string, position: Position) {
  const found = nameAt(document, offsetOf(document, position));
  if (found === undefined) return undefined;
  return [
    {
      originSelectionRange: rangeOf(document, found.at),
      targetUri: uri,
      targetRange: rangeOf(document, placeOf(found.declaration)),
      targetSelectionRange: rangeOf(document, namePlace(found.declaration)),
    },
  ];
}

function refer(document: PromptDocument, position: Position, isDeclarationWanted: boolean): Range[] {
  const declaration = nameAt(document, offsetOf(document, position))?.declaration;
  return declaration ? placesOf(document, declaration, isDeclarationWanted).map((at) => rangeOf(document, at)) : [];
}

function renamable(document: PromptDocument, position: Position): Range | undefined {
  const found = nameAt(document, offsetOf(document, position));
  return found && rangeOf(document, found.at);
}

function renameEdits(document: PromptDocument, position: Position, name: string): TextEdit[] | undefined {
  const result = rename(document, offsetOf(document, position), name);
  if (result === undefined) return undefined;
  if ('refusal' in result) throw new ResponseError(LSPErrorCodes.RequestFailed, result.refusal);
  return editsOf(document, result.changes);
}
