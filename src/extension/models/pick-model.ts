/** @file Which model, and which of its precisions, a command is about. */
import { type QuickPickItem, window } from 'vscode';
import type { CatalogueEntry } from '../../protocol/catalogue.ts';
import { hubSpecOf, modelName } from '../../protocol/model-name.ts';
import type { DownloadPlan, InstalledModel } from '../../protocol/models.ts';
import { counted, sized } from '../../protocol/texts/figures.ts';

/** The model of that kind that is picked; undefined when none is, or none is there. */
export async function pickModel(title: string, models: readonly InstalledModel[]): Promise<InstalledModel | undefined> {
  const items = models.map((model) => ({
    label: modelName(model.spec),
    description: [model.family, sized(model.bytes)].filter((text) => text !== undefined).join(' · '),
    model,
  }));
  const chosen = await window.showQuickPick(items, { title, placeHolder: 'Which model?', matchOnDescription: true });
  return chosen?.model;
}

/** A name that was typed; undefined when it was given up. */
export function askForName(): Thenable<string | undefined> {
  return window.showInputBox({
    title: 'Download Model',
    prompt: 'A model of the Hugging Face hub with ONNX files',
    placeHolder: 'hf:owner/name or hf:owner/name@revision',
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' || hubSpecOf(text) ? undefined : 'Write hf:owner/name, or hf:owner/name@revision.',
  });
}

/**
 * The plan that is picked: it says what is fetched, under which licence, and whether there is room.
 * @param known of the catalogue: names of files do not tell of every repository that it is in half precision
 */
export async function pickPlan(
  plans: readonly DownloadPlan[],
  known: CatalogueEntry['precisions'] = [],
): Promise<DownloadPlan | undefined> {
  const [first] = plans;
  if (!first) return undefined;
  const only = plans.length === 1 && known.length === 1 ? known[0] : undefined;
  const chosen = await window.showQuickPick(
    plans.map((plan) => ({ ...planItem(plan), ...(only && { label: only.precision }), plan })),
    {
      title: `Download ${modelName(first.spec)}`,
      placeHolder: 'Which precision? fp32 is exact, fp16 half its size, int8 a quarter of it and less exact.',
    },
  );
  return chosen?.plan;
}

/** What an offer says. */
function planItem({ precision, files, missingBytes, bytes, freeBytes, licence }: DownloadPlan): QuickPickItem {
  const missing = files.filter(({ isThere }) => !isThere).length;
  const size = missingBytes === bytes || missing === 0 ? sized(bytes) : `${sized(missingBytes)} of ${sized(bytes)}`;
  const room = missingBytes > freeBytes ? `$(warning) only ${sized(freeBytes)} are free` : `${sized(freeBytes)} free`;
  const terms = licence === undefined ? 'its card names no licence' : `licence ${licence}`;
  const state = missing === 0 ? 'all files are here already' : `${counted(missing, 'file')} to download, ${room}`;
  return { label: precision, description: size, detail: `${state}; ${terms}` };
}
