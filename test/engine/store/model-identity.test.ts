import assert from 'node:assert/strict';
import { digestOf, isDigest } from '../../../src/engine/store/digest.ts';
import { artefactKey, embeddingSpace, type ModelIdentity } from '../../../src/engine/store/model-identity.ts';

const model: ModelIdentity = { digest: digestOf('model'), numericsVersion: 1, provider: 'cpu' };
const others: readonly ModelIdentity[] = [
  { ...model, digest: digestOf('another') },
  { ...model, numericsVersion: 2 },
  { ...model, provider: 'webgpu' },
];

describe('keys of what a model makes', () => {
  it('change with everything that affects it, and with nothing else', () => {
    const keys = [model, ...others].flatMap((one) => [
      artefactKey(digestOf('a'), one),
      artefactKey(digestOf('b'), one),
      embeddingSpace(one),
    ]);
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.every(isDigest));
    assert.equal(artefactKey(digestOf('a'), model), artefactKey(digestOf('a'), { ...model }));
  });
});
