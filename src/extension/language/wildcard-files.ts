/** @file Wildcard files in the editor: which files are some, and the line above them. */
import { CodeLens, type Disposable, languages, type TextDocument, Uri, workspace } from 'vscode';
import type { LanguageClient, Middleware } from 'vscode-languageclient/node';
import { isWildcardFileRequest, type WildcardFileParams } from '../../protocol/language.ts';
import { setting } from '../settings/settings.ts';

export const WILDCARD_LANGUAGE = 'vlwildcard';

/** YAML and JSON in other folders are checked by the server, as long as prompt files read them. */
export const wildcardSelector = [
  { language: WILDCARD_LANGUAGE },
  { scheme: 'file', pattern: '**/wildcards/**/*.{yaml,yml,json}' },
];

/** Shows text files that prompt files read as what they are, wherever they lie. */
export function adoptWildcardFiles(client: LanguageClient): Disposable {
  const adopt = async (document: TextDocument): Promise<void> => {
    if (document.languageId !== 'plaintext' || !/\.txt$/i.test(document.uri.path)) return;
    const params: WildcardFileParams = { uri: document.uri.toString() };
    const isWildcardFile = await client.sendRequest<boolean>(isWildcardFileRequest, params).catch(() => false);
    if (isWildcardFile && !document.isClosed) await languages.setTextDocumentLanguage(document, WILDCARD_LANGUAGE);
  };
  for (const document of workspace.textDocuments) void adopt(document);
  return workspace.onDidOpenTextDocument((document) => void adopt(document));
}

/** Converts what stands above wildcard files. @param client asked only once lenses are wanted. */
export function wildcardLenses(client: () => LanguageClient): Pick<Middleware, 'provideCodeLenses'> {
  return {
    provideCodeLenses: async (document, token, next) => {
      if (!setting('vlprompt.lens.enabled')) return [];
      const lenses = await next(document, token);
      return lenses?.map((lens) => withPlaces(lens, client().protocol2CodeConverter));
    },
  };
}

/** Uri, position and locations of the protocol, as the server writes them for every editor. */
type ShowReferences = readonly [string, unknown, readonly Parameters<Converter['asLocation']>[0][]];
type Converter = LanguageClient['protocol2CodeConverter'];

/** VS Code's command takes objects of its own where the protocol has plain ones. */
function withPlaces(lens: CodeLens, converter: Converter): CodeLens {
  const { command, range } = lens;
  if (command?.command !== 'editor.action.showReferences') return lens;
  const [uri, , places] = command.arguments as unknown as ShowReferences; // The server's own.
  const locations = places.map((place) => converter.asLocation(place));
  return new CodeLens(range, { ...command, arguments: [Uri.parse(uri), range.start, locations] });
}
