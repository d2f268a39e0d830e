import assert from 'node:assert/strict';
import { channelsOf } from '../../../../src/engine/models/painters/diffusion-folder.ts';

describe('channels that a U-Net reads', () => {
  const graph = (channels: number | string) => ({
    inputs: [{ name: 'sample', type: 'float32', shape: ['batch', channels, 'height', 'width'] }],
  });

  it("are the graph's where it says them, else the configuration's", () => {
    assert.equal(channelsOf(graph(9), 4), 9);
    assert.equal(channelsOf(graph('channels'), 9), 9);
    assert.equal(channelsOf({ inputs: [] }, 4), 4);
  });
});
