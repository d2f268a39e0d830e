import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Executor } from '../../../src/engine/executor.ts';
import { writeLock } from '../../../src/engine/hub/lock/write-lock.ts';
import { encodePng } from '../../../src/engine/images/encode-png.ts';
import { drain } from '../support/drain.ts';
import { never } from '../support/fixture.ts';
import { GarmentModels, plain } from '../support/garment-models.ts';
import { dataPlan, evaluationPlan, recipePlan } from '../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../support/workspace.ts';

describe('a run with a model that is not as vlprompt.lock has it', () => {
  let workspace: TemporaryWorkspace;
  let executor: Executor;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    executor = new Executor({ settings: workspace.settings, opener: new GarmentModels() });
    const entry = { digest: 'a'.repeat(64), files: {} };
    await writeLock(
      workspace.folder,
      new Map([
        ['starter/diffusion', entry],
        ['starter/clip', entry],
      ]),
    );
  });

  afterEach(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  it('draws, and says so once', async () => {
    const { result, progress } = await drain(executor.draw(recipePlan({ images: 1, guidance: [1] }), never));
    const [note, ...more] = result.notes ?? [];
    assert.match(note ?? '', /`starter\/diffusion` is not the model that vlprompt.lock has; .*`vlprompt models lock/);
    assert.deepEqual(more, []);
    assert.deepEqual(
      progress.flatMap((told) => told.note ?? []),
      [note],
    );
    assert.equal(result.done, result.total);
  });

  it('judges, and says so in the report', async () => {
    await mkdir(path.join(workspace.folder, 'holdout/shirt'), { recursive: true });
    await writeFile(path.join(workspace.folder, 'holdout/shirt/a.png'), await encodePng(plain(4, 4, [200, 0, 0])));
    const evaluation = evaluationPlan({ on: [{ kind: 'data', data: dataPlan('holdout') }] });
    const { result } = await drain(executor.evaluate(evaluation, never));
    assert.match(result.notes?.[0] ?? '', /`starter\/clip` is not the model that vlprompt.lock has/);
  });

  it('says what is wrong with a broken lock file, and goes on', async () => {
    await writeFile(path.join(workspace.folder, 'vlprompt.lock'), '<<<<<<< mine\n');
    const { result } = await drain(executor.draw(recipePlan({ images: 1, guidance: [1] }), never));
    assert.match(result.notes?.[0] ?? '', /two versions of it were merged/);
    assert.equal(result.done, result.total);
  });
});
