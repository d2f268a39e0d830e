import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ModelKeeper } from '../../../../src/engine/execution/models/model-keeper.ts';
import { modelAt } from '../../support/fixture.ts';
import { GarmentModels } from '../../support/garment-models.ts';

describe('ModelKeeper', () => {
  let root: string;
  let one: string;
  let two: string;
  let models: GarmentModels;
  let keeper: ModelKeeper;

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'vlprompt-models-'));
    [one, two] = [path.join(root, 'one'), path.join(root, 'two')];
    for (const folder of [one, two]) {
      await mkdir(folder);
      await writeFile(path.join(folder, 'model.onnx'), 'weights');
    }
    models = new GarmentModels();
    keeper = new ModelKeeper(models, 60_000);
  });

  afterEach(async () => {
    await keeper.dispose();
    await rm(root, { recursive: true, force: true });
  });

  it('keeps a model ready after use', async () => {
    const first = await keeper.lease('painter', modelAt(one));
    await first.release(false);
    const second = await keeper.lease('painter', modelAt(one));
    assert.equal(second.model, first.model);
    assert.equal(models.opened, 1);
  });

  it('has several open, and tells requests of one folder apart', async () => {
    const half = { ...modelAt(one), precision: 'fp16' } as const;
    const leases = await Promise.all(
      [modelAt(one), half, modelAt(two)].map((request) => keeper.lease('painter', request)),
    );
    await (await keeper.lease('judge', modelAt(one))).release(false);
    for (const { release } of leases) await release(false);
    assert.equal((await keeper.lease('painter', half)).model, leases[1]?.model);
    assert.deepEqual([models.opened, models.disposed], [4, 0]);
    await keeper.dispose();
    assert.equal(models.disposed, 4);
  });

  it('opens anew what went wrong, and what was replaced on the disk', async () => {
    await (await keeper.lease('painter', modelAt(one))).release(true);
    assert.equal(models.disposed, 1);
    await (await keeper.lease('painter', modelAt(one))).release(false);
    await writeFile(path.join(one, 'model.onnx'), 'other weights');
    await keeper.lease('painter', modelAt(one));
    assert.equal(models.opened, 3);
    assert.equal(models.disposed, 2);
  });

  it('closes a model that nobody uses', async () => {
    const closed = new Promise<void>((resolve) => {
      const impatient = new ModelKeeper(
        {
          open: async (role, request) => {
            const model = await models.open(role, request);
            return { ...model, dispose: async () => resolve() };
          },
        },
        1,
      );
      void impatient.lease('judge', modelAt(one)).then(({ release }) => release(false));
    });
    const alive = setInterval(() => {}, 1000); // The idle timer alone does not keep a process alive.
    await closed;
    clearInterval(alive);
  });

  it('describes a folder once, until a file in it changes', async () => {
    const first = await keeper.describe('judge', modelAt(one));
    assert.equal(await keeper.describe('judge', modelAt(one)), first);
    assert.equal(models.opened, 1);
    assert.deepEqual(first.identity, {
      digest: first.identity.digest,
      numericsVersion: 1,
      provider: 'cpu',
      precision: 'fp32',
    });
    await writeFile(path.join(one, 'config.json'), '{}');
    await keeper.describe('judge', modelAt(one));
    assert.equal(models.opened, 2);
  });

  it('asks again about a folder that could not be described', async () => {
    let fails = true;
    const moody = new ModelKeeper(
      {
        open: (role, request) => (fails ? Promise.reject(new Error('not now')) : models.open(role, request)),
      },
      60_000,
    );
    await assert.rejects(moody.describe('judge', modelAt(one)), /not now/);
    fails = false;
    assert.equal((await moody.describe('judge', modelAt(one))).identity.provider, 'cpu');
  });
});
