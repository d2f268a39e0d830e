import { imageKeys } from './image-key.ts';
import type { DrawSettings, ImagePlan, ModelPlan } from './plan.ts';
import { readPrompts } from './readings.ts';

/** What is other in an image that is drawn again. */
export interface Again {
  readonly seed: number;
  /** Absent: the same words. */
  readonly prompt?: string;
}

/**
 * The same image with another seed, and maybe other words, which are read as its recipe reads its own; its key is the one
 * that a plan would give it.
 */
export function redrawnImage(
  model: Pick<ModelPlan, 'adapters' | 'spec'>,
  settings: DrawSettings,
  image: ImagePlan,
  { seed, prompt = image.prompt }: Again,
): ImagePlan {
  const { reading: known, ...rest } = image;
  const isSame = prompt === image.prompt;
  const reading = isSame ? known : readPrompts()(prompt, image.emphasis, settings.steps);
  const isPlain = reading === undefined && image.negativeReading === undefined;
  const again = { ...rest, ...(reading !== undefined && { reading }), prompt, seed };
  return { ...again, key: imageKeys(model, isPlain ? 'none' : image.emphasis, settings)(again) };
}
