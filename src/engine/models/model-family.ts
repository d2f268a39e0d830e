/** @file Tells what kind of model lies in a folder, by its files and what they say. */
import { join } from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { fileExists, readJsonFile } from './json-file.ts';
import { holdsDiffusion } from './painters/diffusion-parts.ts';

export type ModelFamily = 'stable-diffusion' | 'clip';

/**
 * @param folder absolute
 * @throws Failure `model-missing`, `model-unsupported` naming what was found, `model-corrupt`
 */
export async function detectFamily(folder: string): Promise<ModelFamily> {
  if (!(await fileExists(folder))) {
    throw new Failure('model-missing', `There is no model folder ${folder}; check the path or download the model.`);
  }
  return (await holdsDiffusion(folder)) ? 'stable-diffusion' : detectJudge(folder);
}

/**
 * @throws Failure `model-unsupported` when the folder holds a model of another family
 */
export async function requireFamily(folder: string, wanted: ModelFamily): Promise<void> {
  const found = await detectFamily(folder);
  if (found === wanted) return;
  throw new Failure('model-unsupported', `The model in ${folder} is no ${roles[wanted]} but a ${roles[found]}.`);
}

const roles: { readonly [F in ModelFamily]: string } = {
  'stable-diffusion': 'diffusion model, which draws',
  clip: 'CLIP model, which judges',
};

async function detectJudge(folder: string): Promise<ModelFamily> {
  if (!(await has(folder, 'config.json'))) {
    throw new Failure(
      'model-unsupported',
      `${folder} has neither \`model_index.json\` nor \`config.json\`; name the folder of a diffusion or CLIP model.`,
    );
  }
  const config = await readJsonFile(join(folder, 'config.json'));
  const type = config.string('model_type', 'unknown');
  if (type === 'clip') return 'clip';
  throw unsupported(folder, `a model of type \`${type}\``, 'CLIP');
}

function unsupported(folder: string, found: string, known: string): Failure {
  return new Failure(
    'model-unsupported',
    `${folder} holds ${found}, which is not supported; use one of type ${known}.`,
  );
}

function has(folder: string, name: string): Promise<boolean> {
  return fileExists(join(folder, name));
}
