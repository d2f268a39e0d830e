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
  DocumentPasteTriggerKind,
  languages,
  type Position,
  type Range,
  type TextDocument,
  Uri,
  type WorkspaceEdit,
  workspace,
} from 'vscode';
import { Failure } from '../../protocol/failure.ts';
import type { FoundImage } from '../../protocol/language.ts';
import type { Exchange, ImportedRecipe } from './exchange.ts';
import { insertion } from './insertion.ts';
import { encoded, firstPicture, pictureTypes } from './pictures.ts';

const selector = { language: 'vlprompt' };
const kind = DocumentDropOrPasteEditKind.Empty.append('vlprompt', 'recipe');
const addresses = 'text/uri-list';
const mimeTypes = [...pictureTypes, addresses];

/** Milliseconds after which the editor has done what a drop asks of it. */
const afterInsertion = 100;

/** @param reveal leads to the line that made a picture */
export function registerPictures(exchange: Exchange, reveal: (known: FoundImage) => void): readonly Disposable[] {
  const pasting = new PicturePasting(exchange, reveal);
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

/**
 * A picture that a recipe of the workspace draws leads to its line; any other that says how it was made becomes a recipe.
 * Nothing is offered for one that does not: then what else can be pasted is.
 */
export class PicturePasting implements DocumentPasteEditProvider, DocumentDropEditProvider {
  readonly #exchange: Pick<Exchange, 'importImage' | 'findImage'>;
  readonly #reveal: (known: FoundImage) => void;

  /** @param reveal leads to the line that made a picture */
  constructor(exchange: Pick<Exchange, 'importImage' | 'findImage'>, reveal: (known: FoundImage) => void) {
    this.#exchange = exchange;
    this.#reveal = reveal;
  }

  async provideDocumentPasteEdits(
    document: TextDocument,
    [range]: readonly Range[],
    data: DataTransfer,
    context: DocumentPasteEditContext,
    token: CancellationToken,
  ): Promise<DocumentPasteEdit[]> {
    const found = range && (await this.#lookInto(document, range.start, data, token));
    if (!found) return [];
    // Whoever only asks what could be pasted is led nowhere yet.
    if (found.known && context.triggerKind === DocumentPasteTriggerKind.Automatic) this.#lead(found.known);
    return offers(found, document).map(({ title, insertion }) => {
      const edit = new DocumentPasteEdit('', title, kind);
      if (insertion) edit.additionalEdit = insertion;
      return edit;
    });
  }

  async provideDocumentDropEdits(
    document: TextDocument,
    position: Position,
    data: DataTransfer,
    token: CancellationToken,
  ): Promise<DocumentDropEdit[]> {
    const found = await this.#lookInto(document, position, data, token);
    if (!found) return [];
    if (found.known) this.#lead(found.known);
    return offers(found, document).map(({ title, insertion }) => {
      const edit = new DocumentDropEdit('', title, kind);
      if (insertion) edit.additionalEdit = insertion;
      return edit;
    });
  }

  /** Once the editor has put the cursor where something was dropped or pasted. */
  #lead(known: FoundImage): void {
    setTimeout(() => this.#reveal(known), afterInsertion);
  }

  async #lookInto(
    document: TextDocument,
    { line, character }: Position,
    data: DataTransfer,
    token: CancellationToken,
  ): Promise<Found | undefined> {
    const picture = await pictureIn(data);
    if (!picture || token.isCancellationRequested) return undefined;
    const { name, bytes } = picture;
    const into = { uri: document.uri.toString(), position: { line, character } };
    try {
      const image = encoded(bytes, name);
      const known = await this.#exchange.findImage({ image });
      return { known, recipe: await this.#exchange.importImage({ image, name, into }) };
    } catch (error) {
      if (Failure.is(error)) return undefined;
      throw error;
    }
  }
}

interface Found {
  readonly recipe: ImportedRecipe;
  /** The recipe of the workspace that draws this very picture; null when none does. */
  readonly known: FoundImage | null;
}

interface Offer {
  readonly title: string;
  /** Absent when nothing is inserted. */
  readonly insertion?: WorkspaceEdit;
}

/** The first is what happens. */
function offers({ known, recipe }: Found, { uri }: TextDocument): readonly Offer[] {
  const insert: Offer = { title: `Insert recipe ${recipe.name}`, insertion: insertion(uri, recipe) };
  return known ? [{ title: `Reveal recipe ${known.recipe}` }, insert] : [insert];
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
