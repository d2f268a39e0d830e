import { Failure } from '../../protocol/failure.ts';

/**
 * Numbers that overflow half precision spread from there, and end as a black picture.
 * @param what for the message: `step 3 of 20 of <model>`
 * @throws Failure `numbers-overflowed`
 */
export function requireFinite(values: Float32Array, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new Failure(
      'numbers-overflowed',
      `The numbers overflowed in ${what}; use a 32-bit export of the model, or the provider \`cpu\`.`,
    );
  }
}
