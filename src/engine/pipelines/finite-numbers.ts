import { Failure } from '../../protocol/failure.ts';

/**
 * Numbers that overflow half precision spread from there, and end as a black picture.
 * @param what for the message: `step 3 of 20 of <model>`
 * @param isHalf whether the network computes in half precision
 * @throws Failure `numbers-overflowed`
 */
export function requireFinite(values: Float32Array, what: string, isHalf = false): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    const remedy = isHalf
      ? ', which is in half precision (fp16); use the model’s 32-bit files (`fp32`)'
      : '; use another export of the model, or the provider `cpu`';
    throw new Failure('numbers-overflowed', `The numbers overflowed in ${what}${remedy}.`);
  }
}
