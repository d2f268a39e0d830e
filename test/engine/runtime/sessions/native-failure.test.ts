import assert from 'node:assert/strict';
import { nativeFailure } from '../../../../src/engine/runtime/sessions/native-failure.ts';
import type { FailureCode } from '../../../../src/protocol/failure.ts';

/** Messages of onnxruntime, of what is below it, and of Dawn; from their sources and issues. */
const said: readonly (readonly [string, FailureCode])[] = [
  ['[E:onnxruntime] Failed to allocate memory for requested buffer of size 35184372088832', 'memory-short'],
  ['std::bad_alloc', 'memory-short'],
  ['bad allocation', 'memory-short'],
  ['bfc_arena.cc:376 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool)', 'memory-short'],
  ['CUDA failure 2: out of memory ; GPU=0 ; hostname=host', 'memory-short'],
  ['CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0', 'memory-short'],
  ['Buffer size (4294967296) exceeds the max buffer size limit (2147483648).', 'memory-short'],
  [
    'Binding size (805306368) of [Buffer] is larger than the maximum storage buffer binding size (134217728).',
    'memory-short',
  ],
  [
    'Exception(1) tid(2) 8007000E Not enough memory resources are available to complete this operation.',
    'memory-short',
  ],
  ['DmlCommittedResourceAllocator: E_OUTOFMEMORY', 'memory-short'],
  ['Load model from /m.onnx failed:Protobuf parsing failed.', 'model-corrupt'],
  ['External initializer: w offset: 0 size to read: 8', 'model-corrupt'],
  ['Program Cast requires f16 but the device does not support it.', 'provider-unavailable'],
  ['Fatal error: com.microsoft:GroupNorm(-1) is not a registered function/op', 'model-unsupported'],
];

describe('what the runtime says', () => {
  for (const [words, code] of said) {
    it(`means ${code}: ${words}`, () => {
      const error = new Error(words);
      const failure = nativeFailure(error, '/m.onnx', 'cpu');
      assert.equal(failure.code, code);
      assert.match(failure.message, /\/m\.onnx/);
      assert.doesNotMatch(failure.message, /cannot be used/);
      assert.equal(failure.cause, error);
    });
  }

  it('is passed on where its meaning is not known', () => {
    const failure = nativeFailure(new Error('Error: Axis 7 is odd.\nat node 3'), '/m.onnx', 'cpu');
    assert.equal(failure.code, 'model-unsupported');
    assert.equal(failure.message, 'The model file /m.onnx cannot be used: Axis 7 is odd; export it again.');
  });
});
