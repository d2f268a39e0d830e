import assert from 'node:assert/strict';
import path from 'node:path';
import { Executor } from '../../../../src/engine/executor.ts';
import { stampOf } from '../../../../src/language/plan/image-stamp.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { ImageSource, ListRequest, OrderIntent } from '../../../../src/protocol/image-sets.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { GarmentModels } from '../../support/garment-models.ts';
import { evaluationPlan, recipePlan } from '../../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';
import { dataAt, picture } from './some-images.ts';

describe('an image of an open set', () => {
  let workspace: TemporaryWorkspace;
  let executor: Executor;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    executor = new Executor({ settings: workspace.settings, opener: new GarmentModels() });
  });

  afterEach(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  async function openSet(more: Partial<ImageSource> = {}): Promise<string> {
    const { model, classes } = evaluationPlan({ on: [] });
    const recipe = { ...recipePlan({ images: 3 }), judging: { model, classes } };
    await drain(executor.draw(recipe, never));
    const source: ImageSource = { kind: 'recipes', recipes: [recipe], ...(more.data && { data: more.data }) };
    const request = { stamp: stampOf(source), source, reviewer: 'ann' };
    return (await drain(executor.sets.open(request, never))).result.set;
  }

  it('explains its score by the words of its class', async () => {
    const set = await openSet();
    const { heat, classes } = (await drain(executor.sets.explain(set, 5, never))).result;
    assert.equal(heat?.class, 'sneaker');
    assert.deepEqual(
      classes.map(({ name }) => name),
      ['sneaker', 'shirt'],
    );
  });

  it('knows the real image nearest to it, where there are real ones', async () => {
    const real = (name: string, red: number, green: number) =>
      picture(path.join(workspace.folder, name), [red, green, 20]);
    await real('real/shirt/1.png', 230, 20);
    await real('real/sneaker/1.png', 20, 230);
    const set = await openSet({ data: [dataAt('real')] });
    const { result } = await drain(executor.sets.nearestReal(set, 0, never));
    assert.deepEqual([result?.class, result?.data], ['shirt', 'real']);
    const alone = await openSet();
    assert.equal((await drain(executor.sets.nearestReal(alone, 0, never))).result, null);
  });

  it('is refused when there is none of its number, or no such set', async () => {
    const set = await openSet();
    assert.throws(
      () => executor.sets.explain(set, 6, never),
      (error) => Failure.is(error, 'plan-invalid'),
    );
    assert.throws(
      () => executor.sets.nearestReal('else', 0, never),
      (error) => Failure.is(error, 'set-unknown'),
    );
  });

  it('stands in lists by intent, with its rank', async () => {
    const set = await openSet();
    const intents: readonly OrderIntent[] = ['uncertain', 'typical', 'different', 'outliers', 'duplicates'];
    for (const by of intents) {
      const request: ListRequest = { set, show: 'all', order: { by } };
      const { list, count } = (await drain(executor.sets.list(request, never))).result;
      const rows = executor.sets.read({ set, list, from: 0, count });
      assert.ok(count > 0 && rows.every(({ rank }) => rank !== undefined && rank.words !== ''), by);
      assert.equal(
        rows.every(({ group }) => group !== undefined),
        by === 'duplicates',
        by,
      );
    }
  });

  it('is no duplicate any more once it is told apart', async () => {
    const set = await openSet();
    const request: ListRequest = { set, show: 'all', order: { by: 'duplicates' } };
    const { list, count } = (await drain(executor.sets.list(request, never))).result;
    const rows = executor.sets.read({ set, list, from: 0, count });
    const first = rows.filter(({ group }) => group?.number === 0).map(({ number }) => number);
    assert.ok(first.length > 1);
    await executor.sets.tellApart(set, first);
    const after = (await drain(executor.sets.list(request, never))).result;
    const left = executor.sets.read({ set, list: after.list, from: 0, count: after.count });
    assert.equal(
      left.some(({ number }) => first.includes(number)),
      false,
    );
  });
});
