/** @file What a judge multiplies cosines by before a softmax. */
import type { JsonObject } from '../json-file.ts';

/** What transformers writes before training; a trained scale is elsewhere, or it is another number. */
const UNTRAINED_SCALE = 2.6592;

/** Of OpenAI's and LAION's models, and where training clips it. */
const USUAL_SCALE = 100;

/**
 * Split exports leave the trained scale out. In this order: `logit_scale` of the configuration (a logarithm, as the
 * weight itself is), what a joint graph does, `logit_scale_init_value` unless it is transformers' own, 100.
 */
export async function findLogitScale(config: JsonObject, measure: () => Promise<number | undefined>): Promise<number> {
  if (config.value('logit_scale') !== undefined) return Math.exp(config.number('logit_scale'));
  const measured = await measure();
  if (measured !== undefined) return measured;
  const initial = config.number('logit_scale_init_value', UNTRAINED_SCALE);
  return Math.abs(initial - UNTRAINED_SCALE) < 1e-3 ? USUAL_SCALE : Math.exp(initial);
}
