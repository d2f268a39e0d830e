/** @file Tensors of test/fixtures/starter, and how near the engine must come to them. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Numbers } from '../../../../src/engine/runtime/tensor-binder.ts';
import { greatestDistance } from '../../support/fixture.ts';

/** Row-major. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** Images in the fixtures are named from here. */
export const repository = fileURLToPath(new URL('../../../..', import.meta.url));

export function numbersOf(tensor: Tensor): Numbers {
  return { data: Float32Array.from(tensor.data), dims: tensor.shape };
}

export function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-4): void {
  const distance = greatestDistance(actual, expected);
  assert.ok(distance <= tolerance, `they differ by ${distance}`);
}
