/** @file *Import From Image…*: the recipe of a picture, into the prompt file in front or a new one. */
import { Range, type TextDocument, type TextEditor, Uri, window, workspace } from 'vscode';
import { counted } from '../../protocol/texts/figures.ts';
import { promptEditor } from '../commands/pick-declaration.ts';
import type { Exchange, ImportedRecipe } from './exchange.ts';
import { insertion } from './insertion.ts';
import { encoded, pictureEndings } from './pictures.ts';

/** @param target the picture that the explorer names; without it one is chosen */
export async function importFromImage(target: unknown, exchange: Exchange): Promise<void> {
  const picture = target instanceof Uri ? target : await choosePicture();
  if (!picture) return;
  const name = picture.path.split('/').at(-1) ?? '';
  const image = encoded(await workspace.fs.readFile(picture), name);
  const { document } = promptEditor() ?? {};
  const into = document && { into: { uri: document.uri.toString() } };
  const imported = await exchange.importImage({ image, name, ...into });
  await reveal(document ? await added(document, imported) : await opened(imported), imported);
}

async function choosePicture(): Promise<Uri | undefined> {
  const [picture] =
    (await window.showOpenDialog({
      title: 'Import a recipe from a picture',
      openLabel: 'Import',
      filters: { Pictures: [...pictureEndings], 'Text beside a picture': ['txt'] },
    })) ?? [];
  return picture;
}

/** Adds the recipe to an open file; it can be undone. */
async function added(document: TextDocument, imported: ImportedRecipe): Promise<TextEditor> {
  const isAdded = await workspace.applyEdit(insertion(document.uri, imported));
  // Some files can only be read.
  return isAdded ? window.showTextDocument(document) : opened(imported);
}

async function opened({ text }: ImportedRecipe): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument({ language: 'vlprompt', content: text }));
}

async function reveal(editor: TextEditor, { name, notes }: ImportedRecipe): Promise<void> {
  const { document } = editor;
  const offset = document.getText().lastIndexOf(`recipe ${name} {`);
  const place = document.positionAt(Math.max(0, offset));
  editor.revealRange(new Range(place, place));
  const rest = notes.length === 0 ? '' : `; ${counted(notes.length, 'note')} above it`;
  window.setStatusBarMessage(`recipe ${name} imported${rest}`, 5000);
}
