import assert from 'node:assert/strict';
import { type UnetCall, unetFeeds } from '../../../../../src/engine/models/painters/unet/unet-feeds.ts';
import type { TensorInfo } from '../../../../../src/engine/runtime/tensor-binder.ts';
import { greatestDistance } from '../../../support/fixture.ts';

function rows(count: number): UnetCall {
  return {
    sample: { data: new Float32Array(count * 4 * 8 * 12), dims: [count, 4, 8, 12] },
    timestep: 981,
    context: {
      hidden: { data: new Float32Array(count * 77), dims: [count, 77, 1] },
      pooled: { data: new Float32Array(count * 3), dims: [count, 3] },
    },
    guidance: 2,
    pixelsPerLatent: 8,
  };
}

const input = (name: string, shape: TensorInfo['shape']): TensorInfo => ({ name, type: 'float32', shape });
const sample = input('sample', ['batch', 4, 'height', 'width']);
const numbers = (feeds: ReturnType<typeof unetFeeds>, name: string) => [...feeds[name]!.data];

describe('what a U-Net is fed', () => {
  it('is what it has inputs for, and nothing that is not known', () => {
    const inputs = [sample, input('encoder_hidden_states', ['batch', 77, 1]), input('depth_map', [1])];
    assert.deepEqual(Object.keys(unetFeeds(inputs, rows(2))), ['sample', 'encoder_hidden_states']);
    assert.deepEqual(unetFeeds([input('constructor', [])], rows(1)), {});
  });

  it('has one timestep for all rows, or one each where the export counts them as rows', () => {
    for (const shape of [[], [1], ['steps'], ['']]) {
      const feeds = unetFeeds([sample, input('timestep', shape)], rows(2));
      assert.deepEqual(numbers(feeds, 'timestep'), [981]);
    }
    assert.deepEqual(numbers(unetFeeds([sample, input('timestep', ['batch'])], rows(2)), 'timestep'), [981, 981]);
  });

  it('has sizes with the height first', () => {
    const feeds = unetFeeds([sample, input('time_ids', ['batch', 6])], rows(2));
    assert.deepEqual(feeds.time_ids!.dims, [2, 6]);
    assert.deepEqual(numbers(feeds, 'time_ids'), [64, 96, 0, 0, 64, 96, 64, 96, 0, 0, 64, 96]);
  });

  it('has how much a picture is liked in place of its size, where the network reads five numbers', () => {
    const feeds = unetFeeds([sample, input('time_ids', ['batch', 5])], rows(2));
    assert.deepEqual(numbers(feeds, 'time_ids'), [64, 96, 0, 0, 2.5, 64, 96, 0, 0, 6]);
    assert.deepEqual(numbers(unetFeeds([sample, input('time_ids', [1, 5])], rows(1)), 'time_ids').at(-1), 6);
  });

  it('has guidance as waves, as torch computes them', () => {
    // diffusers' get_guidance_scale_embedding, in torch 1.13: w = 1, and w = 7.5 of 256 numbers.
    const two = [0.8268796, 0.6503187, 0.8344632, 0.0998334, 0.5623791, -0.7596615, -0.5510637, 0.9950042];
    const feeds = unetFeeds([sample, input('timestep_cond', ['batch', 8])], rows(2));
    assert.deepEqual(feeds.timestep_cond!.dims, [2, 8]);
    assert.ok(greatestDistance(numbers(feeds, 'timestep_cond'), [...two, ...two]) < 1e-5);
    const open = unetFeeds([sample, input('timestep_cond', ['batch', 'features'])], rows(1));
    assert.deepEqual(open.timestep_cond!.dims, [1, 256]);
    const many = numbers(
      unetFeeds([sample, input('timestep_cond', [1, 256])], { ...rows(1), guidance: 8.5 }),
      'timestep_cond',
    );
    // Angles of thousands: the last bit of a frequency moves the sine by this much.
    assert.ok(
      greatestDistance(many.slice(0, 6), [-0.8512359, 0.8421312, 0.0118763, 0.9923768, 0.5564691, -0.6731281]) < 1e-3,
    );
    assert.ok(greatestDistance(many.slice(128, 131), [-0.5247833, 0.5392727, -0.9999295]) < 1e-3);
  });
});
