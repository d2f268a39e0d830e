/** @file What a judge multiplies cosines by before a softmax. */
import { Failure } from '../../../protocol/failure.ts';
import type { JsonObject } from '../../files/json-file.ts';
import type { JudgeFamily } from './judge-family.ts';

/** What transformers writes before training; a trained scale is elsewhere, or it is another number. */
const UNTRAINED_SCALE = 2.6592;

/** Of OpenAI's and LAION's models, and where training clips it. */
const USUAL_SCALE = 100;

/** exp(4.7215), of Google's model SO400M; others differ by little. https://github.com/mlfoundations/open_clip/issues/746 */
const USUAL_SIGMOID_SCALE = 112.3;

/**
 * Split exports leave the trained scale out. In this order: `logit_scale` of the configuration (a logarithm, as the
 * weight itself is), what a joint graph does, `logit_scale_init_value` unless it is transformers' own, what is usual in
 * the family. Where a model was trained on pairs with a sigmoid, its logits have an offset as well; it is the same for all
 * classes, so no softmax over them depends on it.
 */
export async function findLogitScale(
  { config, isSigmoid }: JudgeFamily,
  measure: () => Promise<number | undefined>,
): Promise<number> {
  if (config.value('logit_scale') !== undefined) return scaleOf(config, 'logit_scale');
  const measured = await measure();
  if (measured !== undefined) return measured;
  const initial = config.number('logit_scale_init_value', UNTRAINED_SCALE);
  if (Math.abs(initial - UNTRAINED_SCALE) >= 1e-3) return scaleOf(config, 'logit_scale_init_value');
  return isSigmoid ? USUAL_SIGMOID_SCALE : USUAL_SCALE;
}

function scaleOf(config: JsonObject, name: string): number {
  const scale = Math.exp(config.number(name));
  if (Number.isFinite(scale) && scale > 0) return scale;
  throw new Failure('model-corrupt', `In ${config.place} \`${name}\` is no scale; download or export the model again.`);
}
