/** @file Tells what kind of model lies in a folder, by its files and what they say. */
import { Failure } from '../../protocol/failure.ts';
import { fileExists } from '../files/json-file.ts';
import { judgeFamily } from './judges/judge-family.ts';
import { holdsDiffusion } from './painters/diffusion-parts.ts';

type ModelFamily = 'stable-diffusion' | 'clip';

/**
 * @param folder absolute
 * @throws Failure `model-missing`, `model-unsupported` naming what was found, `model-corrupt`
 */
async function detectFamily(folder: string): Promise<ModelFamily> {
  if (!(await fileExists(folder))) {
    throw new Failure('model-missing', `There is no model folder ${folder}; check the path or download the model.`);
  }
  if (await holdsDiffusion(folder)) return 'stable-diffusion';
  await judgeFamily(folder);
  return 'clip';
}

/**
 * @throws Failure `model-unsupported` when the folder holds a model of another family
 */
export async function requireFamily(folder: string, wanted: ModelFamily): Promise<void> {
  const found = await detectFamily(folder);
  if (found === wanted) return;
  throw new Failure('model-unsupported', `The model in ${folder} is no ${roles[wanted]}, but a ${roles[found]}.`);
}

const roles: { readonly [F in ModelFamily]: string } = {
  'stable-diffusion': 'diffusion model, which draws',
  clip: 'CLIP model, which judges',
};
