/** @file Pictures that are pasted or dropped into a prompt file become recipes. */
import {
  type CancellationToken,
  type DataTransfer,
  type Disposable,
  DocumentDropEdit,
  type DocumentDropEditProvider,
  DocumentDropOrPasteEditKind,
  DocumentPasteEdit,
  type DocumentPasteEditContext,
  type DocumentPasteEditProvider,
  languages,
  type Position,
  type Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { Failure } from '../../protocol/failure.ts';
import type { Exchange, ImportedRecipe } from './exchange.ts';
import { insertion } from './insertion.ts';
import { encoded, firstPicture, pictureTypes } from './pictures.ts';

const selector = { language: 'vlprompt' };
const kind = DocumentDropOrPasteEditKind.Empty.append('vlprompt', 'recipe');
const addresses = 'text/uri-list';
const mimeTypes = [...pictureTypes, addresses];

export function registerPictures(exchange: Exchange): readonly Disposable[] {
  const pasting = new PicturePasting(exchange);
  return [
    languages.registerDocumentPasteEditProvider(selector, pasting, {
      providedPasteEditKinds: [kind],
      pasteMimeTypes: mimeTypes,
    }),
    languages.registerDocumentDropEditProvider(selector, pasting, {
      providedDropEditKinds: [kind],
      dropMimeTypes: mimeTypes,
    }),
  ];
}

/** Nothing is offered for a picture that does not say how it was made: then what else can be pasted is. */
export class PicturePasting implements DocumentPasteEditProvider, DocumentDropEditProvider {
  readonly #exchange: Pick<Exchange, 'importImage'>;

  constructor(exchange: Pick<Exchange, 'importImage'>) {
    this.#exchange = exchange;
  }

  async provideDocumentPasteEdits(
    document: TextDocument,
    [range]: readonly Range[],
    data: DataTransfer,
    _context: DocumentPasteEditContext,
    token: CancellationToken,
  ): Promise<DocumentPasteEdit[]> {
    const imported = range && (await this.#recipeIn(document, range.start, data, token));
    if (!imported) return [];
    const edit = new DocumentPasteEdit('', titleOf(imported), kind);
    edit.additionalEdit = insertion(document.uri, imported);
    return [edit];
  }

  async provideDocumentDropEdits(
    document: TextDocument,
    position: Position,
    data: DataTransfer,
    token: CancellationToken,
  ): Promise<DocumentDropEdit[]> {
    const imported = await this.#recipeIn(document, position, data, token);
    if (!imported) return [];
    const edit = new DocumentDropEdit('', titleOf(imported), kind);
    edit.additionalEdit = insertion(document.uri, imported);
    return [edit];
  }

  async #recipeIn(
    document: TextDocument,
    { line, character }: Position,
    data: DataTransfer,
    token: CancellationToken,
  ): Promise<ImportedRecipe | undefined> {
    const picture = await pictureIn(data);
    if (!picture || token.isCancellationRequested) return undefined;
    const { name, bytes } = picture;
    const into = { uri: document.uri.toString(), position: { line, character } };
    try {
      return await this.#exchange.importImage({ image: encoded(bytes, name), name, into });
    } catch (error) {
      if (Failure.is(error)) return undefined;
      throw error;
    }
  }
}

function titleOf({ name }: ImportedRecipe): string {
  return `Insert recipe ${name}`;
}

interface Picture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function pictureIn(data: DataTransfer): Promise<Picture | undefined> {
  for (const type of pictureTypes) {
    const file = data.get(type)?.asFile();
    if (file) return { name: file.name, bytes: await file.data() };
  }
  const address = firstPicture((await data.get(addresses)?.asString()) ?? '');
  return address === undefined ? undefined : readPicture(Uri.parse(address, true));
}

/** Nothing is fetched from the network for a paste, and what cannot be read is no picture. */
async function readPicture(uri: Uri): Promise<Picture | undefined> {
  if (uri.scheme === 'http' || uri.scheme === 'https') return undefined;
  try {
    return { name: uri.path.split('/').at(-1) ?? '', bytes: await workspace.fs.readFile(uri) };
  } catch {
    return undefined;
  }
}
