/** @file The images that speak against statements, in a list: walking through it shows each, beside it the matrix. */
import path from 'node:path';
import { commands, type QuickPickItem, Uri, window } from 'vscode';
import type { JudgedImage } from '../../protocol/evaluation.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { StatementResult } from './statement-result.ts';

export interface ShownImages {
  readonly id: DeclarationId;
  readonly classes: readonly string[];
  readonly results: readonly StatementResult[];
}

interface ImageItem extends QuickPickItem {
  readonly uri: Uri;
}

/** @param showMatrix opens the matrix beside the editor */
export function showImages(shown: ShownImages, showMatrix: (id: DeclarationId) => void): void {
  showMatrix(shown.id);
  const items = imageItems(shown);
  if (items.length > 0) pickImages(items, shown.results);
}

function pickImages(items: readonly ImageItem[], results: readonly StatementResult[]): void {
  const picker = window.createQuickPick<ImageItem>();
  picker.title = `Images against ${results.map(({ statement }) => statement.text.replace(/\s+/gu, ' ')).join(', ')}`;
  picker.placeholder = 'Arrow keys show an image, Enter keeps it open';
  picker.matchOnDescription = true;
  picker.items = items;
  picker.onDidChangeActive(([item]) => item && open(item, { preview: true, preserveFocus: true }));
  picker.onDidAccept(() => {
    const [item] = picker.activeItems;
    if (item) open(item, { preview: false });
    picker.hide();
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
}

function open({ uri }: ImageItem, how: { readonly preview: boolean; readonly preserveFocus?: boolean }): void {
  void commands.executeCommand('vscode.open', uri, how);
}

/** Each image once, the surest mistakes of the first statement first. */
function imageItems({ results, classes }: ShownImages): readonly ImageItem[] {
  const against = results.flatMap(({ findings }) => findings).flatMap((finding) => finding.against);
  const byFile = new Map(against.map((image) => [image.file, image]));
  return [...byFile.values()].map((image) => imageItem(image, classes));
}

function imageItem(
  { file, actual, predicted, confidence, origin }: JudgedImage,
  classes: readonly string[],
): ImageItem {
  const uri = Uri.file(file);
  const [is, was] = [classes[actual] ?? '', classes[predicted] ?? ''];
  return {
    uri,
    iconPath: uri,
    label: actual === predicted ? is : `${is} taken for ${was}`,
    description: `${confidence.toFixed(2)} · ${origin?.prompt ?? path.basename(file)}`,
  };
}
