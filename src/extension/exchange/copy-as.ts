/** @file *Copy As…*: an image of a recipe as other tools have it. */
import { env, type QuickPickItem, window } from 'vscode';
import type { RecipePlan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { CopyParams } from '../../protocol/language.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { Plans } from '../language/plans.ts';
import type { Exchange } from './exchange.ts';
import { imageItems } from './image-items.ts';

/** An image with all that the plan says of it. */
export type PlannedImage = Pick<CopyParams, 'image' | 'settings' | 'model'>;

export interface CopyParts {
  readonly exchange: Exchange;
  readonly plans: Plans;
  /** Of this extension. */
  readonly version: string;
}

interface Form extends QuickPickItem {
  readonly form: CopyParams['as'] | 'command';
}

const forms: readonly Form[] = [
  {
    form: 'infotext',
    label: 'A1111 Infotext',
    detail: 'The text that A1111 writes into pictures, which most tools read',
  },
  { form: 'diffusers', label: 'Diffusers Script', detail: 'A Python script that draws this image' },
  { form: 'command', label: 'Command', detail: 'The call of vlprompt that draws the recipe' },
];

/**
 * Asks for the form, and for the image when there are several and none is named.
 * @throws Failure `plan-invalid` when the recipe is gone or draws nothing
 */
export async function copyAs(id: DeclarationId, parts: CopyParts, chosen?: PlannedImage): Promise<void> {
  const { plan } = await parts.plans.ofFile(id.uri);
  const form = await window.showQuickPick(forms, { title: `Copy ${id.name} as`, matchOnDetail: true });
  if (!form) return;
  const text =
    form.form === 'command'
      ? await parts.exchange.command({ file: plan.file, recipe: id.name, shell: ownShell() })
      : await imageText(form.form, chosen ?? (await pickImage(recipeOf(plan.recipes, id))), parts);
  if (text === undefined) return;
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(`${form.label} copied`, 3000);
}

function ownShell(): 'posix' | 'powershell' {
  return process.platform === 'win32' ? 'powershell' : 'posix';
}

async function imageText(
  form: CopyParams['as'],
  planned: PlannedImage | undefined,
  { exchange, version }: CopyParts,
): Promise<string | undefined> {
  return planned && exchange.copy({ as: form, version, ...planned });
}

function recipeOf(recipes: readonly RecipePlan[], { name }: DeclarationId): RecipePlan {
  const recipe = recipes.find((candidate) => candidate.name === name);
  if (recipe) return recipe;
  throw new Failure('plan-invalid', `recipe ${name} has errors or is gone: correct it in the editor and try again.`);
}

async function pickImage(recipe: RecipePlan): Promise<PlannedImage | undefined> {
  const items = imageItems(recipe);
  const [first] = items;
  if (!first) throw new Failure('plan-invalid', `recipe ${recipe.name} draws no image: all its cells are skipped.`);
  if (items.length === 1) return first.planned;
  const picked = await window.showQuickPick(items, { title: 'Which image?', matchOnDescription: true });
  return picked?.planned;
}
