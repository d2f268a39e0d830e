/** @file A real engine process, drawn images, and two reviewers: every call about sets through the client. */
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EngineProcess } from '../../../../src/engine/client/engine-process.ts';
import { readAllDecisions } from '../../../../src/engine/datasets/decisions/decision-log.ts';
import { toldApart } from '../../../../src/engine/datasets/decisions/told-apart.ts';
import { stampOf } from '../../../../src/language/plan/image-stamp.ts';
import type { Condition } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { ImageShow, ImageSource, OpenedSet, SetChange } from '../../../../src/protocol/image-sets.ts';
import { recipePlan } from '../../support/plans.ts';
import { bundleEngine, spawnQuickEngine } from '../../support/quick-engine.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

describe('sets of images in an engine process', function () {
  this.timeout(120_000);
  const recipe = recipePlan({ images: 3, steps: 1 });
  const source: ImageSource = { kind: 'recipes', recipes: [recipe] };
  const stamp = stampOf(source);
  let workspace: TemporaryWorkspace;
  let entry: string;
  let engine: EngineProcess;

  before(async () => {
    entry = await bundleEngine();
    workspace = await temporaryWorkspace();
    engine = await spawnQuickEngine(entry, workspace.settings);
    await engine.calls.draw({ recipe });
  });

  after(async () => {
    engine.kill();
    await workspace.remove();
  });

  const open = (reviewer = 'Ann', more = {}): Promise<OpenedSet> =>
    engine.calls.openSet({ stamp, source, reviewer, ...more });

  it('are opened, listed, shown, decided about, undone and closed', async () => {
    const { set, count, missing, classes, fields } = await open();
    assert.deepEqual([count, missing, classes], [6, 0, ['shirt', 'sneaker']]);
    assert.ok(fields.includes('class') && !fields.includes('score'));
    const where = { kind: 'compare', field: 'class', operator: '=', value: 'sneaker' } as const;
    const order = { by: 'field', field: 'seed', isDescending: true } as const;
    const list = await engine.calls.listSet({ set, show: 'undecided', where, order });
    assert.deepEqual([list.count, list.letters], [3, 'uuu']);
    const rows = await engine.calls.readList({ set, list: list.list, from: 1, count: 5 });
    assert.deepEqual(
      rows.map(({ class: shown, seed, width }) => [shown, seed, width]),
      [
        ['sneaker', 8, 64],
        ['sneaker', 7, 64],
      ],
    );
    const { step, changed, letters } = await engine.calls.decideInSet({
      set,
      of: { list: list.list },
      change: { op: 'reject', why: ['blurry'] },
    });
    assert.equal(changed, 3);
    assert.deepEqual(letters?.map(([, letter]) => letter).join(''), 'rrr');
    assert.equal(await engine.calls.lettersOf({ set, list: list.list }), 'rrr');
    const facets = await engine.calls.facetsOf({ set, list: list.list });
    const decision = facets.find(({ field }) => field === 'decision');
    assert.deepEqual(decision, {
      kind: 'values',
      field: 'decision',
      values: [{ value: 'rejected', count: 3 }],
      more: 0,
      none: 0,
    });
    const undone = await engine.calls.undoInSet({ set, step });
    assert.equal(await engine.calls.lettersOf({ set, list: list.list }), 'uuu');
    await engine.calls.undoInSet({ set, step: undone.step });
    assert.equal(await engine.calls.lettersOf({ set, list: list.list }), 'rrr');
    await engine.calls.closeSet({ set });
    await assert.rejects(engine.calls.lettersOf({ set, list: list.list }), (error) => Failure.is(error, 'set-unknown'));
  });

  it('tell what others decide, and not in a blind review', async () => {
    const [ann, bob] = [await open('Ann'), await open('Bob')];
    const cancel = new AbortController();
    const told = new Promise<SetChange>((resolve) => {
      const watching = engine.calls.watchSet({ set: ann.set }, { signal: cancel.signal, onProgress: resolve });
      watching.catch(() => {});
    });
    await engine.calls.decideInSet({ set: bob.set, of: { numbers: [0] }, change: { op: 'accept' } });
    assert.deepEqual((await told).letters, [[0, 'u']]);
    cancel.abort();
    const blind = await open('Ann', { isBlind: true });
    for (const [{ set }, keptBy] of [
      [ann, ['Bob']],
      [blind, undefined],
    ] as const) {
      const { list } = await engine.calls.listSet({ set, show: 'all', order: { by: 'plan' } });
      const [row] = await engine.calls.readList({ set, list, from: 0, count: 1 });
      assert.deepEqual(row?.team?.keptBy, keptBy);
    }
  });

  it('show nothing of others in a blind review', async () => {
    const bob = await open('Bob');
    const change = { op: 'reject', why: ['a secret'], note: 'hidden' } as const;
    await engine.calls.decideInSet({ set: bob.set, of: { numbers: [1, 2] }, change });
    await engine.calls.decideInSet({ set: bob.set, of: { numbers: [2] }, change: { op: 'relabel', to: 'hat' } });
    const { set, fields } = await open('Zoe', { isBlind: true });
    assert.ok(!fields.some((field) => ['reviewer', 'reason', 'label', 'rating'].includes(field)), fields.join());
    const count = async (show: ImageShow, where?: Condition) =>
      (await engine.calls.listSet({ set, show, order: { by: 'plan' }, ...(where && { where }) })).count;
    assert.equal(await count('disputed'), 0);
    assert.equal(await count('undecided'), 6);
    assert.equal(await count('all', { kind: 'is', field: 'reason' }), 0);
    assert.equal(await count('all', { kind: 'is', field: 'reviewer' }), 0);
    assert.equal(await count('all', { kind: 'compare', field: 'decision', operator: '=', value: 'rejected' }), 0);
    const { list, letters } = await engine.calls.listSet({ set, show: 'all', order: { by: 'plan' } });
    assert.equal(letters, 'uuuuuu');
    const told = [
      await engine.calls.readList({ set, list, from: 0, count: 6 }),
      await engine.calls.facetsOf({ set, list }),
    ];
    assert.doesNotMatch(JSON.stringify(told), /Bob|secret|hidden|hat/u);
  });

  it('are known again by their stamp, by an engine that never saw them', async () => {
    const other = await spawnQuickEngine(entry, workspace.settings);
    try {
      const ask = (given = {}) => other.calls.openSet({ stamp, reviewer: 'Ann', ...given });
      assert.equal((await ask()).count, 6);
      const unknown = other.calls.openSet({ stamp: stampOf({ ...source, recipes: [] }), reviewer: 'Ann' });
      await assert.rejects(unknown, (error) => Failure.is(error, 'set-unknown'));
      const strange = { stamp, source: { ...source, recipes: [] }, reviewer: 'Ann' };
      await assert.rejects(other.calls.openSet(strange), (error) => Failure.is(error, 'plan-invalid'));
      const { set } = await ask();
      const { list } = await other.calls.listSet({ set, show: 'all', order: { by: 'plan' } });
      const [first] = await other.calls.readList({ set, list, from: 0, count: 1 });
      await rm(first?.file ?? assert.fail('no image'));
      const without = await ask();
      assert.deepEqual([without.count, without.missing], [5, 1]);
      await engine.calls.draw({ recipe });
      assert.deepEqual((await ask()).missing, 0);
      const kept = path.join(workspace.settings.store, `cache/sets/${stamp}.vlpc`);
      await writeFile(kept, 'VLPC and what a stranger wrote');
      await assert.rejects(ask(), (error) => Failure.is(error, 'set-unknown'));
      assert.equal((await ask({ source })).count, 6);
    } finally {
      other.kill();
    }
  });

  it('remember which images are no duplicates', async () => {
    const { set } = await open();
    await engine.calls.tellApart({ set, numbers: [0, 1, 2] });
    const told = toldApart(await readAllDecisions(workspace.folder));
    assert.equal(told.length, 3);
    const wrong = engine.calls.decideInSet({ set, of: { numbers: [6] }, change: { op: 'accept' } });
    await assert.rejects(wrong, (error) => Failure.is(error, 'plan-invalid'));
  });

  it('count what a decision would change without writing it', async () => {
    const { set } = await open('Kim');
    const of = { numbers: [0, 3] };
    const trial = await engine.calls.decideInSet({ set, of, change: { op: 'accept' }, isTrial: true });
    assert.deepEqual(trial, { step: '', changed: 2, letters: [] });
    await engine.calls.decideInSet({ set, of, change: { op: 'accept' } });
    const again = await engine.calls.decideInSet({ set, of, change: { op: 'accept' }, isTrial: true });
    assert.equal(again.changed, 0);
  });
});
