/** @file Keys of images. A recipe has thousands of them, so that what they share is written once. */
import { canonical, hashOf } from './key.ts';
import { type Dialect, type DrawSettings, type ImagePlan, type ModelSpec, PLAN_VERSION } from './plan.ts';

type Keyed = Pick<ImagePlan, 'prompt' | 'negative' | 'seed'>;

/** The key of an image, the same as `keyOf` of all of these; members stand in the order of the alphabet. */
export function imageKeys(spec: ModelSpec, emphasis: Dialect, settings: DrawSettings): (image: Keyed) => string {
  const head = `{"emphasis":${canonical(emphasis)},"model":${canonical({ ...spec })},"negative":`;
  const tail = `,"settings":${canonical({ ...settings })},"version":${PLAN_VERSION}}`;
  return ({ prompt, negative, seed }) =>
    hashOf(`${head}${JSON.stringify(negative)},"prompt":${JSON.stringify(prompt)},"seed":${seed}${tail}`);
}
