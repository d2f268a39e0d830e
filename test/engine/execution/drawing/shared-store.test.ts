/** @file What may happen to a store while recipes are drawn into it. */
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import { Executor } from '../../../../src/engine/executor.ts';
import type { RecipePlan } from '../../../../src/language/plan/plan.ts';
import type { DrawProgress } from '../../../../src/protocol/engine.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { mountDisk } from '../../support/mounted-disk.ts';
import { recipePlan } from '../../support/plans.ts';
import { WatchedPainters } from '../../support/watched-painters.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';
import { writeTinyDiffusion } from '../../support/written-models.ts';

function tiny(images: number): RecipePlan {
  return { ...recipePlan({ images, steps: 4 }), model: { spec: { kind: 'folder', path: 'models/tiny' } } };
}

const recipe = tiny(4);

describe('a store that others use', () => {
  let workspace: TemporaryWorkspace;
  let painters: WatchedPainters;
  const opened: Executor[] = [];

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    await writeTinyDiffusion(path.join(workspace.folder, 'models/tiny'));
    painters = new WatchedPainters();
  });

  afterEach(async () => {
    for (const executor of opened.splice(0)) await executor.dispose();
    await workspace.remove();
  });

  /** As another window has it. */
  function open(settings = workspace.settings): Executor {
    const executor = new Executor({ settings, opener: painters });
    opened.push(executor);
    return executor;
  }

  const draw = async (executor: Executor, plan = recipe, onProgress?: (progress: DrawProgress) => void) =>
    (await drain(executor.draw(plan, never), onProgress)).result;

  /** By path within the cache. */
  async function artefacts(store = workspace.settings.store): Promise<ReadonlyMap<string, string>> {
    const root = path.join(store, 'cache');
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const read = files.sort().map(async (file) => [path.relative(root, file), await readFile(file, 'hex')] as const);
    return new Map(await Promise.all(read));
  }

  it('gets the same from two that draw the same recipe at once as from one', async () => {
    const elsewhere = { ...workspace.settings, store: path.join(workspace.folder, '.alone') };
    const alone = await draw(open(elsewhere));
    const [mine, theirs] = await Promise.all([draw(open()), draw(open())]);
    const hashes = (drawn: typeof mine) => drawn.cells.flat().map(({ hash }) => hash);
    assert.deepEqual(hashes(mine), hashes(alone));
    assert.deepEqual(hashes(theirs), hashes(alone));
    assert.deepEqual(await artefacts(), await artefacts(elsewhere.store));
  });

  it('takes what another window has drawn since the run began', async () => {
    const [mine, theirs] = [open(), open()];
    let other: Promise<unknown> | undefined;
    const run = mine.draw(recipe, never);
    for (let next = await run.next(); ; next = await run.next()) {
      if (next.done) {
        assert.deepEqual([next.value.done, next.value.reused], [8, 7]);
        break;
      }
      if (next.value.changed.some(({ state }) => state === 'drawing')) {
        other ??= draw(theirs);
        await other;
      }
    }
    assert.equal(painters.counts.pictures, 9, 'theirs are eight, and mine the one that was begun');
    assert.deepEqual((await draw(open())).reused, 8);
  });

  it('finds everything on a store that cannot be written to', async function () {
    await mkdir(workspace.settings.store);
    const disk = mountDisk(this, workspace.settings.store, 'size=4m');
    try {
      await draw(open());
      disk.makeReadOnly();
      painters.restart();
      const drawn = await draw(open());
      assert.deepEqual([drawn.done, drawn.reused, painters.counts.pictures], [8, 8, 0]);
      assert.equal((await open().lookup(recipe)).done, 8);
      await open().sweep();
      assert.ok((await open().cacheStatus()).bytes > 0);
      await assert.rejects(draw(open(), tiny(5)), (error) => Failure.is(error, 'store-read-only'));
      await assert.rejects(open().cleanCache({ to: 0 }), (error) => Failure.is(error, 'store-read-only'));
    } finally {
      disk.unmount();
    }
  });

  it('keeps what it can on a disk that fills up, and goes on from there', async function () {
    await mkdir(workspace.settings.store);
    const disk = mountDisk(this, workspace.settings.store, 'size=256k');
    let before: ReadonlyMap<string, string> | undefined;
    try {
      await assert.rejects(draw(open(), tiny(60)), (error) => Failure.is(error, 'disk-full'));
      const found = await open().lookup(tiny(60));
      assert.ok(found.done > 0 && found.done < 120, `${found.done}`);
      before = await artefacts();
      assert.ok(![...before.keys()].some((file) => file.endsWith('.tmp')), [...before.keys()].join('\n'));
    } finally {
      disk.unmount();
    }
    const whole = { ...workspace.settings, store: path.join(workspace.folder, '.whole') };
    await draw(open(whole), tiny(60));
    const all = await artefacts(whole.store);
    // What was written is as it would be anywhere, and what stages could not be kept are the only loss.
    for (const [file, bytes] of before) assert.equal(bytes, all.get(file), file);
  });

  it('does not mind a clock that goes back', async () => {
    await draw(open());
    const future = Date.now() / 1000 + 100_000_000;
    for (const file of (await artefacts()).keys()) {
      await utimes(path.join(workspace.settings.store, 'cache', file), future, future);
    }
    painters.restart();
    assert.equal((await draw(open({ ...workspace.settings, storeSize: 1 }))).reused, 8);
    await open({ ...workspace.settings, storeSize: 1e-9 }).sweep();
    assert.equal((await draw(open())).done, 8);
    assert.equal(painters.counts.pictures, 0, 'images that were used, and that the journal knows, stay');
  });

  it('draws again what another window has thrown away, while it looks on', async () => {
    const mine = open();
    const first = await draw(mine);
    await rm(path.join(workspace.settings.store, 'cache'), { recursive: true });
    assert.equal((await mine.lookup(recipe)).done, 0);
    assert.deepEqual((await draw(mine)).cells, first.cells);
  });
});
