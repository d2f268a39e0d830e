import assert from 'node:assert/strict';
import fc from 'fast-check';
import { modelSpec } from '../../src/language/plan/model-spec.ts';
import type { ModelSpec } from '../../src/language/plan/plan.ts';
import { hubSpecOf, modelName } from '../../src/protocol/model-name.ts';

const part = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,8}$/u);
const revisions = fc.oneof(
  fc.constant('main'),
  fc.stringMatching(/^[0-9a-f]{40}$/u),
  fc.stringMatching(/^[\w.-]{1,8}$/u),
);
const hubSpecs = fc
  .tuple(part, part, revisions)
  .map(([owner, name, revision]) => ({ kind: 'hub' as const, repository: `${owner}/${name}`, revision }));

describe('names of models', () => {
  it('are what a prompt file says', () => {
    const specs: readonly (readonly [ModelSpec, string])[] = [
      [{ kind: 'starter', name: 'clip' }, 'starter/clip'],
      [{ kind: 'folder', path: '/models/mine' }, '/models/mine'],
      [{ kind: 'hub', repository: 'a/b', revision: 'main' }, 'hf:a/b'],
      [{ kind: 'hub', repository: 'a/b', revision: 'fp16' }, 'hf:a/b@fp16'],
    ];
    for (const [spec, name] of specs) {
      assert.equal(modelName(spec), name);
      assert.deepEqual(modelSpec(name, 'a.vlprompt'), spec);
    }
  });

  it('of the hub are read back, by the language and by people alike', () => {
    fc.assert(
      fc.property(hubSpecs, (spec) => {
        assert.deepEqual(hubSpecOf(modelName(spec)), spec);
        assert.deepEqual(modelSpec(modelName(spec), 'a.vlprompt'), spec);
      }),
    );
  });

  for (const [written, spec] of [
    ['owner/name', { kind: 'hub', repository: 'owner/name', revision: 'main' }],
    [' hf:owner/name@v1.0 ', { kind: 'hub', repository: 'owner/name', revision: 'v1.0' }],
    ['https://huggingface.co/owner/name', { kind: 'hub', repository: 'owner/name', revision: 'main' }],
    ['https://huggingface.co/owner/name/tree/onnx', { kind: 'hub', repository: 'owner/name', revision: 'onnx' }],
    ['name', undefined],
    ['./models/mine', undefined],
    ['../mine', undefined],
    ['hf:owner/name/more', undefined],
    ['https://example.com/owner/name', undefined],
    ['owner/name@', undefined],
    ['', undefined],
  ] as const) {
    it(`are read as people write them: “${written}”`, () => {
      assert.deepEqual(hubSpecOf(written), spec);
    });
  }
});
