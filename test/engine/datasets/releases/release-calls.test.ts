/** @file A real engine process and drawn images: every call about exports and releases through the client. */
import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { EngineProcess } from '../../../../src/engine/client/engine-process.ts';
import type { CuratePlan } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { exportFormatNames, type SetProgress } from '../../../../src/protocol/releases.ts';
import { evaluationPlan, recipePlan, span } from '../../support/plans.ts';
import { bundleEngine, spawnQuickEngine } from '../../support/quick-engine.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

describe('exports and releases in an engine process', function () {
  this.timeout(120_000);
  const recipe = recipePlan({ images: 4, steps: 1 });
  const { model, classes } = evaluationPlan({ on: [] });
  const judging = { model, classes };
  const curation: CuratePlan = {
    name: 'train',
    from: [{ kind: 'recipe', recipe: { ...recipe, judging } }],
    judging,
    rules: [],
    split: [
      { name: 'train', share: 0.5 },
      { name: 'val', share: 0.5 },
    ],
    seed: 1,
    about: { licence: 'MIT', creator: 'Us', description: 'A few.' },
    span,
  };
  const set = { curation, day: '2026-11-22', allowsLeaks: false };
  let workspace: TemporaryWorkspace;
  let engine: EngineProcess;

  before(async () => {
    workspace = await temporaryWorkspace();
    engine = await spawnQuickEngine(await bundleEngine(), workspace.settings);
    await engine.calls.draw({ recipe });
  });

  after(async () => {
    engine.kill();
    await workspace.remove();
  });

  const inWorkspace = (name: string) => path.join(workspace.settings.workspace, name);

  it('write every format, with progress, and read each again', async () => {
    const exports = exportFormatNames.map((format) => ({ format, path: `out/${format}` }));
    const stages = new Set<SetProgress['stage']>();
    const onProgress = ({ stage }: SetProgress) => stages.add(stage);
    const exported = await engine.calls.exportCuration({ ...set, exports, replaces: false }, { onProgress });
    assert.deepEqual(
      exported.exports.map(({ format, images }) => [format, images]),
      exportFormatNames.map((format) => [format, 8]),
    );
    assert.ok(stages.has('writing') && stages.has('verifying'), [...stages].join());
    for (const { folder } of exported.exports) {
      const check = await engine.calls.verifyFolder({ folder });
      assert.deepEqual([check.kind, check.problems], ['export', []]);
    }
    const back = await engine.calls.importData({ from: inWorkspace('out/parquet'), to: 'data/back' });
    assert.deepEqual([back.format, back.images], ['parquet', 8]);
  });

  it('freeze the set, compare it, and make it again from nothing but the lock', async () => {
    const released = await engine.calls.releaseCuration({ ...set, isForced: false });
    assert.deepEqual([released.version, released.images], ['1.0.0', 8]);
    const { folder } = released;
    assert.deepEqual((await engine.calls.verifyFolder({ folder })).problems, []);
    const fewer = { ...curation, rules: [dropped('sneaker')] };
    const diff = await engine.calls.diffReleases({ ...set, curation: fewer });
    assert.deepEqual([diff.change, diff.counts.removed], ['major', 4]);
    const listed = await engine.calls.listReleases({ name: 'train' });
    assert.deepEqual(
      listed.map(({ version, images }) => [version, images]),
      [['1.0.0', 8]],
    );
    const whole = await engine.calls.materialiseRelease({ folder, format: 'csv', to: inWorkspace('out/whole') });
    await rm(path.join(workspace.settings.store, 'cache'), { recursive: true });
    assert.equal((await engine.calls.verifyFolder({ folder })).sound, 0);
    const again = await engine.calls.materialiseRelease({ folder, format: 'csv', to: inWorkspace('out/again') });
    assert.deepEqual([again.drawn, again.export.digest], [8, whole.export.digest]);
    assert.deepEqual((await engine.calls.verifyFolder({ folder })).problems, []);
    const lock = JSON.parse(await readFile(path.join(folder, 'release.json'), 'utf8'));
    assert.match(lock.models[0].digest, /^[0-9a-f]{64}$/);
  });

  function dropped(name: string): CuratePlan['rules'][number] {
    const condition = { kind: 'compare', field: 'class', operator: '=', value: name } as const;
    return { kind: 'drop', condition, text: `drop where class = ${name}`, span };
  }

  it('stop when they are cancelled, and leave no export', async () => {
    const controller = new AbortController();
    const exports = [{ format: 'imagefolder', path: 'out/cancelled' } as const];
    // At the first sign of life: hundreds of changes of the disk are still to come.
    const onProgress = () => controller.abort();
    await assert.rejects(
      engine.calls.exportCuration({ ...set, exports, replaces: false }, { signal: controller.signal, onProgress }),
      (error: unknown) => Failure.is(error, 'cancelled'),
    );
    assert.equal((await readdir(inWorkspace('out'))).includes('cancelled'), false);
  });
});
