import type { JsonObject } from '../../../files/json-file.ts';
import type { CleanLimit } from '../../../schedulers/steps/clean-limit.ts';
import { numberField, positive } from './scheduler-fields.ts';

/**
 * A file that says nothing does not clip: what some classes of diffusers then do is for pixels, and spoils latents.
 * @param canClip only thresholds count otherwise
 */
export function limitFields(config: JsonObject, canClip: boolean): { readonly limit?: CleanLimit } {
  if (config.boolean('thresholding', false)) {
    const ratio = numberField(config, 'dynamic_thresholding_ratio', { least: 0, most: 1 }, 0.995);
    return { limit: { kind: 'quantile', ratio, most: numberField(config, 'sample_max_value', positive, 1) } };
  }
  if (!canClip || !config.boolean('clip_sample', false)) return {};
  return { limit: { kind: 'clip', range: numberField(config, 'clip_sample_range', positive, 1) } };
}
