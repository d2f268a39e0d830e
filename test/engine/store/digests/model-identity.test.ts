import assert from 'node:assert/strict';
import { digestOf, isDigest } from '../../../../src/engine/files/digest.ts';
import {
  artefactKey,
  embeddingSpace,
  type ModelIdentity,
} from '../../../../src/engine/store/digests/model-identity.ts';

const model: ModelIdentity = { digest: digestOf('model'), numericsVersion: 1, provider: 'cpu', precision: 'fp32' };
const others: readonly ModelIdentity[] = [
  { ...model, digest: digestOf('another') },
  { ...model, numericsVersion: 2 },
  { ...model, provider: 'webgpu' },
  { ...model, precision: 'fp16' },
];

describe('keys of what a model makes', () => {
  it('change with everything that affects it, and with nothing else', () => {
    const reading = { wordings: [[[{ text: 'red', weight: 2 }]]], steps: [0] };
    const images = [
      { key: digestOf('a') },
      { key: digestOf('b') },
      { key: digestOf('a'), reading },
      { key: digestOf('a'), negativeReading: reading },
      { key: digestOf('a'), reading: { ...reading, steps: [0, 0] } },
    ];
    const keys = [model, ...others].flatMap((one) => [
      ...images.map((image) => artefactKey(image, one)),
      embeddingSpace(one),
    ]);
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.every(isDigest));
    for (const image of images)
      assert.equal(artefactKey(structuredClone(image), model), artefactKey(image, { ...model }));
  });
});
