import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  requireDiffRequest,
  requireExportRequest,
  requireFolder,
  requireImportRequest,
  requireMaterialiseRequest,
  requireReleaseName,
  requireReleaseRequest,
} from '../../../../src/engine/serving/shapes/release-shapes.ts';
import type { CuratePlan } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type {
  CurationExportRequest,
  ImportRequest,
  MaterialiseRequest,
  ReleaseRequest,
} from '../../../../src/protocol/releases.ts';
import { evaluationPlan, recipePlan, span } from '../../support/plans.ts';

const { model, classes } = evaluationPlan({ on: [] });
const judging = { model, classes };
const curation: CuratePlan = {
  name: 'train-2',
  from: [{ kind: 'recipe', recipe: { ...recipePlan(), judging } }],
  judging,
  rules: [],
  seed: 1,
  about: { licence: 'MIT', version: '1.0.0', published: '2026-11-22' },
  span,
};
const set = { curation, day: '2026-11-22', allowsLeaks: false };
const exporting: CurationExportRequest = { ...set, exports: [{ format: 'cvat', path: 'out' }], replaces: true };
const releasing: ReleaseRequest = { ...set, isForced: false, version: 'two', note: '', commit: 'abc' };
const materialising: MaterialiseRequest = { folder: '/a', to: '/b', format: 'csv' };
const importing: ImportRequest = { from: '/a', to: 'data/x' };

const requests: readonly (readonly [string, (params: unknown) => unknown, object])[] = [
  ['an export', requireExportRequest, exporting],
  ['a release', requireReleaseRequest, releasing],
  ['a comparison', requireDiffRequest, { ...set, before: '1.0.0' }],
  ['an image made again', requireMaterialiseRequest, materialising],
  ['an import', requireImportRequest, importing],
];

const isRefused = (error: unknown) => Failure.is(error, 'plan-invalid');

describe('the shapes of requests about exports and releases', () => {
  for (const [what, require, request] of requests) {
    it(`let through ${what} as it is asked for, and refuse anything else`, () => {
      assert.equal(require(request), request);
      fc.assert(fc.property(fc.anything(), (params) => assert.throws(() => require(params), isRefused)));
    });

    it(`name what is wrong with ${what}`, () => {
      for (const [name, value] of Object.entries(request)) {
        if (['note', 'commit', 'before'].includes(name)) continue;
        for (const wrong of [{}, [[]], 7, null]) {
          const isNamed = (error: unknown) => isRefused(error) && String(error).includes(`params.${name}`);
          assert.throws(() => require({ ...request, [name]: wrong }), isNamed, `${name} ${JSON.stringify(value)}`);
        }
      }
    });
  }

  it('let no name and no version lead elsewhere', () => {
    for (const name of ['..', 'a/b', '', '.hidden', 'a\\b', 'x\0', 'a b']) {
      assert.throws(() => requireExportRequest({ ...exporting, curation: { ...curation, name } }), isRefused, name);
      assert.throws(() => requireReleaseName({ name }), isRefused, name);
    }
    assert.equal(requireReleaseName({ name: 'Stiefel_2-ü' }), 'Stiefel_2-ü');
    for (const before of ['../1.0.0', '', 'a/b', 'x'.repeat(65)])
      assert.throws(() => requireDiffRequest({ ...set, before }), isRefused, before);
    for (const folder of ['relative', '', '/a\0b', 7]) assert.throws(() => requireFolder({ folder }), isRefused);
    assert.equal(requireFolder({ folder: '/a' }), '/a');
  });
});
