/** @file `vlprompt copy`: a recipe as other tools have it. */
import { commandOf } from '../../language/exchange/copy/command-of.ts';
import { type CopiedImage, copiedImages } from '../../language/exchange/copy/copied-image.ts';
import { diffusersScriptOf } from '../../language/exchange/copy/diffusers-script-of.ts';
import { infotextOf } from '../../language/exchange/copy/infotext-of.ts';
import type { RecipePlan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { productVersion } from '../product.ts';
import { chosen, openPromptFile } from '../prompt-file.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';

export interface CopyOptions {
  readonly workspace?: string;
  readonly as: CopyForm;
  /** Counted from 1, cell by cell. */
  readonly image: number;
}

export const copyForms = ['infotext', 'diffusers', 'command'] as const;
export type CopyForm = (typeof copyForms)[number];

type Writer = (recipe: RecipePlan, file: string, options: CopyOptions) => string;

const writers: { readonly [F in CopyForm]: Writer } = {
  infotext: (recipe, _file, { image }) => infotextOf(imageOf(recipe, image), productVersion()),
  diffusers: (recipe, _file, { image }) => diffusersScriptOf(imageOf(recipe, image)).trimEnd(),
  command: (recipe, file) => commandOf(file, recipe.name, process.platform === 'win32' ? 'powershell' : 'posix'),
};

/** The text goes to standard output as it is, to be piped or pasted. */
export async function copy(file: string, name: string, options: CopyOptions, shell: Shell): Promise<ExitCode> {
  const promptFile = await openPromptFile(file, options, shell);
  const [recipe] = chosen(promptFile.plan.recipes, [name], 'recipe', promptFile);
  if (recipe) shell.terminal.out(writers[options.as](recipe, file, options));
  return exitCodes.passed;
}

/** @throws UsageError when there are not so many; Failure `plan-invalid` when there is none */
function imageOf(recipe: RecipePlan, number: number): CopiedImage {
  const images = copiedImages(recipe);
  const image = images[number - 1];
  if (image) return image;
  if (images.length === 0)
    throw new Failure('plan-invalid', `The recipe ${recipe.name} draws no image: all its cells are skipped.`);
  throw new UsageError(
    `The recipe ${recipe.name} has ${counted(images.length, 'image')}; --image ${number} is none of them.`,
  );
}
