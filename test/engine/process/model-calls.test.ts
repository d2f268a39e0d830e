/** @file Models of the hub as they are used: a real engine process, a hub on this machine, pictures in the end. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Engine, EngineState } from '../../../src/engine/client/engine.ts';
import { startEngine } from '../../../src/engine/client/start-engine.ts';
import { encodePng } from '../../../src/engine/images/encode-png.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import type { DownloadProgress } from '../../../src/protocol/models.ts';
import { hub, hubHome } from '../hub/support/hub-home.ts';
import { filesOf } from '../hub/support/hub-server.ts';
import { plain } from '../support/garment-models.ts';
import { dataPlan, evaluationPlan, recipePlan } from '../support/plans.ts';
import { engineEntry, type TemporaryWorkspace, temporaryWorkspace } from '../support/workspace.ts';

const painter = hub('owner/painter');

describe('the engine process and the hub', function () {
  this.timeout(120_000);
  const home = hubHome();
  const lines: string[] = [];
  let workspace: TemporaryWorkspace;
  let engine: Engine;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    lines.length = 0;
    const settings = { ...workspace.settings, offline: false, logLevel: 'debug' } as const;
    const log = (line: string) => lines.push(line);
    engine = await startEngine({ ...engineEntry, settings, timing: { backOff: [1, 1] }, log });
    home.server.publish('owner/painter', await filesOf('test/fixtures/models/sd15'), { card: { license: 'mit' } });
  });

  afterEach(async () => {
    await engine.dispose();
    await workspace.remove();
  });

  const processOf = (given: EngineState) => (given.kind === 'ready' || given.kind === 'busy' ? given.info.process : 0);

  it('plans, downloads, lists, draws with, locks, verifies and removes a model', async () => {
    const recipe = {
      ...recipePlan({ images: 1, guidance: [3], steps: 2 }),
      model: { spec: painter, precision: 'fp32' as const },
    };
    await assert.rejects(engine.calls.draw({ recipe }), (error: unknown) => Failure.is(error, 'model-missing'));
    assert.deepEqual(home.server.seen, []);
    const plan = await engine.calls.planDownload({ spec: painter });
    assert.equal(plan.licence, 'mit');
    const told: DownloadProgress[] = [];
    const model = await engine.calls.downloadModel({ spec: painter }, { onProgress: (each) => told.push(each) });
    assert.equal(model.commit, plan.commit);
    assert.ok(told.length > 0);
    const listed = await engine.calls.listModels({});
    assert.deepEqual(listed.at(-1), model);
    const drawn = await engine.calls.draw({ recipe });
    assert.equal(drawn.done, drawn.total, JSON.stringify(drawn.cells));
    assert.equal((await engine.calls.lockModels({ specs: [painter] })).models, 1);
    assert.equal((await engine.calls.draw({ recipe })).notes, undefined);
    assert.deepEqual((await engine.calls.verifyModel({ spec: painter })).damaged, []);
    assert.equal(await engine.calls.removeModel({ spec: painter }), null);
    await assert.rejects(engine.calls.draw({ recipe }), (error: unknown) => Failure.is(error, 'model-missing'));
  });

  it('judges with a downloaded model', async () => {
    home.server.publish('owner/judge', await filesOf('models/starter/clip'));
    await engine.calls.downloadModel({ spec: hub('owner/judge') });
    const evaluation = evaluationPlan({ on: [{ kind: 'data', data: dataPlan('holdout') }] });
    const model = { spec: hub('owner/judge') };
    const folder = path.join(workspace.folder, 'holdout/shirt');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'a.png'), await encodePng(plain(32, 32, [200, 0, 0])));
    const report = await engine.calls.evaluate({ evaluation: { ...evaluation, model } });
    assert.deepEqual(report.model.spec, hub('owner/judge'));
    assert.equal(report.sources[0]?.images.length, 1);
  });

  it('goes on with a download when the process dies', async () => {
    const before = processOf(engine.state);
    home.server.beforeContent = (url) => {
      if (!/unet\/model.onnx/.test(url) || processOf(engine.state) !== before) return;
      process.kill(before, 'SIGKILL');
    };
    const model = await engine.calls.downloadModel({ spec: painter });
    assert.notEqual(processOf(engine.state), before);
    assert.deepEqual(model.precisions, ['fp32']);
  });

  it('stops a download that is cancelled', async () => {
    home.server.tricks.push({ kind: 'stall', after: 10 });
    const controller = new AbortController();
    home.server.beforeContent = () => controller.abort();
    await assert.rejects(
      engine.calls.downloadModel({ spec: painter }, { signal: controller.signal }),
      (error: unknown) => Failure.is(error, 'cancelled'),
    );
    home.server.beforeContent = () => {};
    await engine.calls.downloadModel({ spec: painter });
  });

  it('writes no token to its log, and sends it in no message', async () => {
    const token = 'hf_aSecretOfTheUser';
    home.server.publish('owner/gated', await filesOf('test/fixtures/models/sd15'), { gate: 'hf_another' });
    const failure = await engine.calls
      .downloadModel({ spec: hub('owner/gated'), token })
      .catch((error: unknown) => error);
    assert.ok(Failure.is(failure, 'hub-refused'), String(failure));
    await engine.calls.listModels({});
    assert.doesNotMatch([failure.message, failure.stack, ...lines].join('\n'), new RegExp(token));
  });

  it('gets the variables that its client gives it', async () => {
    const settings = { ...workspace.settings, offline: false };
    const other = await startEngine({ ...engineEntry, settings, variables: { HF_HUB_OFFLINE: '1' } });
    await assert.rejects(other.calls.downloadModel({ spec: painter }), (error: unknown) =>
      Failure.is(error, 'offline'),
    );
    await other.dispose();
  });

  it('refuses requests that are not of the right shape', async () => {
    for (const spec of [
      undefined,
      'hf:owner/name',
      { kind: 'starter', name: 'clip' },
      { kind: 'hub', repository: 1 },
    ]) {
      const request = { spec } as unknown as { spec: typeof painter };
      await assert.rejects(engine.calls.downloadModel(request), (error: unknown) => Failure.is(error, 'plan-invalid'));
      await assert.rejects(engine.calls.removeModel(request), (error: unknown) => Failure.is(error, 'plan-invalid'));
    }
  });
});
