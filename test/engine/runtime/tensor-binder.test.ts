import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bindFeeds, type TensorInfo } from '../../../src/engine/runtime/tensor-binder.ts';
import { Failure } from '../../../src/protocol/failure.ts';

const timestep = (type: string, shape: readonly (number | string)[]): TensorInfo => ({ name: 'timestep', type, shape });
const of500 = { timestep: { data: Float32Array.of(500), dims: [1] } };

describe('tensor binder', () => {
  const forms = [
    { title: 'scalar float32', input: timestep('float32', []), dims: [], data: Float32Array.of(500) },
    { title: '[1] float16', input: timestep('float16', [1]), dims: [1], data: Uint16Array.of(0x5fd0) },
    { title: '[1] int64', input: timestep('int64', [1]), dims: [1], data: BigInt64Array.of(500n) },
    { title: '[2] int64', input: timestep('int64', [2]), dims: [2], data: BigInt64Array.of(500n, 500n) },
    { title: '[batch] int32', input: timestep('int32', ['batch']), dims: [1], data: Int32Array.of(500) },
  ];
  for (const { title, input, dims, data } of forms) {
    it(`feeds a timestep as ${title}`, () => {
      assert.deepEqual(bindFeeds([input], of500, 'g'), { timestep: { type: input.type, data, dims } });
    });
  }

  it('rounds what becomes an integer', () => {
    const feeds = { timestep: { data: Float32Array.of(946.73682), dims: [1] } };
    assert.deepEqual(bindFeeds([timestep('int64', [1])], feeds, 'g').timestep?.data, BigInt64Array.of(947n));
  });

  it('passes float32 on without a copy', () => {
    const data = new Float32Array(8);
    const input = { name: 'sample', type: 'float32', shape: ['batch', 2, 2] };
    assert.equal(bindFeeds([input], { sample: { data, dims: [2, 2, 2] } }, 'g').sample?.data, data);
  });

  it('leaves out what the graph does not read', () => {
    const feeds = { ...of500, attention_mask: { data: new Int32Array(3), dims: [1, 3] } };
    assert.deepEqual(Object.keys(bindFeeds([timestep('int64', ['n'])], feeds, 'g')), ['timestep']);
  });

  const refused = [
    { title: 'an input nothing is fed to', input: { name: 'time_ids', type: 'float32', shape: [1] }, says: /time_ids/ },
    { title: 'a dtype that is not ours', input: timestep('string', [1]), says: /timestep.*string/ },
    { title: 'another fixed size', input: { name: 'x', type: 'float32', shape: ['b', 3] }, says: /b×3, not 1×4/ },
    {
      title: 'a batch that does not divide',
      input: { name: 'rows', type: 'float32', shape: [3, 2] },
      says: /3×2, not 2×2/,
    },
    { title: 'too low a rank', input: { name: 'x', type: 'float32', shape: [4] }, feeds: [2, 2], says: /4, not 2×2/ },
  ];
  for (const { title, input, says, feeds } of refused) {
    it(`refuses ${title} and names it`, () => {
      const given = {
        ...of500,
        x: { data: new Float32Array(4), dims: feeds ?? [1, 4] },
        rows: { data: new Float32Array(4), dims: [2, 2] },
      };
      assert.throws(
        () => bindFeeds([input], given, '/m/model.onnx'),
        (error) =>
          Failure.is(error, 'model-unsupported') && says.test(error.message) && /\/m\/model/.test(error.message),
      );
    });
  }

  it('keeps every row in order when it fills a fixed batch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (rows, copies) => {
        const data = Float32Array.from({ length: rows * 2 }, (_, i) => i);
        const input = { name: 'x', type: 'float32', shape: [rows * copies, 2] };
        const bound = bindFeeds([input], { x: { data, dims: [rows, 2] } }, 'g').x;
        const expected = Array.from({ length: rows * copies * 2 }, (_, i) => i % (rows * 2));
        assert.deepEqual([...Array.from(bound?.data ?? [], Number)], expected);
      }),
    );
  });
});
