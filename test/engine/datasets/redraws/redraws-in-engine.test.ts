/** @file A real engine process: an image is rejected, another is drawn in its place, and a review shows it. */
import assert from 'node:assert/strict';
import type { EngineProcess } from '../../../../src/engine/client/engine-process.ts';
import { stampOf } from '../../../../src/language/plan/image-stamp.ts';
import { placeRedraws } from '../../../../src/language/plan/place-redraws.ts';
import { redrawnImage } from '../../../../src/language/plan/redrawn-image.ts';
import type { ImageRow, ImageSource } from '../../../../src/protocol/image-sets.ts';
import { recipePlan } from '../../support/plans.ts';
import { bundleEngine, spawnQuickEngine } from '../../support/quick-engine.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

describe('redraws in an engine process', function () {
  this.timeout(120_000);
  const recipe = recipePlan({ images: 2, steps: 1 });
  const source: ImageSource = { kind: 'recipes', recipes: [recipe] };
  let workspace: TemporaryWorkspace;
  let engine: EngineProcess;

  before(async () => {
    const entry = await bundleEngine();
    workspace = await temporaryWorkspace();
    engine = await spawnQuickEngine(entry, workspace.settings);
    await engine.calls.draw({ recipe });
  });

  after(async () => {
    engine.kill();
    await workspace.remove();
  });

  async function opened() {
    const { set, count, missing } = await engine.calls.openSet({ stamp: stampOf(source), source, reviewer: 'Ann' });
    const { list } = await engine.calls.listSet({ set, show: 'all', order: { by: 'plan' } });
    const rows: readonly ImageRow[] = await engine.calls.readList({ set, list, from: 0, count: 10 });
    return { set, count, missing, rows };
  }

  it('are missing until they are drawn, then undecided, with where they come from, and gone once undone', async () => {
    const [cell] = recipe.cells;
    const [image] = cell?.images ?? [];
    if (!cell || !image) return assert.fail('no image');
    const again = redrawnImage(recipe.model, cell.settings, image, { seed: 99, prompt: 'a better shirt' });
    const redraw = { key: again.key, seed: 99, prompt: 'a better shirt' };
    await engine.calls.redraw({ recipe, reviewer: 'Ann', key: image.key, redraw });
    const before = await opened();
    assert.deepEqual([before.count, before.missing], [4, 1]);
    const redraws = await engine.calls.lookupRedraws({});
    assert.deepEqual(redraws, [{ ...redraw, of: image.key, by: 'Ann' }]);
    await engine.calls.draw({ recipe: placeRedraws(recipe, redraws, () => again) });
    const { set, count, missing, rows } = await opened();
    assert.deepEqual([count, missing], [5, 0]);
    const row = rows.find(({ key }) => key === again.key);
    assert.deepEqual([row?.own.state, row?.seed, row?.prompt], ['undecided', 99, 'a better shirt']);
    assert.deepEqual(row?.settings.at(-1), ['drawn in place of', 'what Ann rejected']);
    assert.equal(rows.find(({ key }) => key === image.key)?.own.state, 'rejected');
    await engine.calls.closeSet({ set });
    await engine.calls.undoDecision({ reviewer: 'Ann' });
    const after = await opened();
    assert.deepEqual([after.count, after.missing], [4, 0]);
  });
});
