/** @file Keys of images. A recipe has thousands of them, so that what they share is written once. */
import { canonical, hashOf } from './key.ts';
import {
  type Dialect,
  type DrawSettings,
  type ImagePlan,
  type ImageSource,
  type ModelPlan,
  PLAN_VERSION,
} from './plan.ts';

type Keyed = Pick<ImagePlan, 'prompt' | 'negative' | 'seed' | 'init' | 'mask'>;

/**
 * The key of an image, the same as `keyOf` of all of these; members stand in the order of the alphabet. The engine
 * knows best what `precision` and `provider` come to, and mixes that in.
 */
export function imageKeys(
  { adapters, spec }: Pick<ModelPlan, 'adapters' | 'spec'>,
  emphasis: Dialect,
  settings: DrawSettings,
): (image: Keyed) => string {
  const head = `${member('adapters', adapters && [...adapters])}"emphasis":${canonical(emphasis)},`;
  const model = `"model":${canonical({ ...spec })},"negative":`;
  const tail = `,"settings":${canonical({ ...settings })},"version":${PLAN_VERSION}}`;
  return ({ prompt, negative, seed, init, mask }) => {
    const begins = `${sourceMember('init', init)}${sourceMember('mask', mask)}`;
    const words = `${JSON.stringify(negative)},"prompt":${JSON.stringify(prompt)},"seed":${seed}`;
    return hashOf(`{${head}${begins}${model}${words}${tail}`);
  };
}

function sourceMember(name: string, source: ImageSource | undefined): string {
  return member(name, source && { ...source });
}

function member(name: string, value: Parameters<typeof canonical>[0]): string {
  return value === undefined ? '' : `"${name}":${canonical(value)},`;
}
