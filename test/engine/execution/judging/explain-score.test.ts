import assert from 'node:assert/strict';
import path from 'node:path';
import { nativeModels } from '../../../../src/engine/execution/models/native-models.ts';
import { Executor } from '../../../../src/engine/executor.ts';
import type { JudgingPlan } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { ScoreExplanation } from '../../../../src/protocol/image-sets.ts';
import { picture } from '../../datasets/finding/some-images.ts';
import { drain } from '../../support/drain.ts';
import { fixtures, never } from '../../support/fixture.ts';
import { GarmentModels } from '../../support/garment-models.ts';
import { evaluationPlan } from '../../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

const judgingOf = (classes: readonly string[]): JudgingPlan => evaluationPlan({ on: [], classes });

function assertExplains({ classes, heat, notes }: ScoreExplanation): void {
  assert.ok(Math.abs(classes.reduce((sum, { probability }) => sum + probability, 0) - 1) < 1e-6);
  for (const [i, { probability, cosine }] of classes.entries()) {
    assert.ok(Math.abs(cosine) <= 1 + 1e-6);
    assert.ok(i === 0 || probability <= classes[i - 1]!.probability);
  }
  assert.equal(heat!.values.length, heat!.rows * heat!.columns);
  assert.equal(Math.max(...heat!.values), 1);
  assert.equal(Math.min(...heat!.values), 0);
  assert.ok(notes.some((note) => note.includes('not whether it is right')));
}

describe('explaining a score', () => {
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

  const explain = async (judging: JudgingPlan, file: string, of?: string) =>
    (await drain(executor.explainScore({ judging, file, ...(of !== undefined && { class: of }) }, never))).result;

  it('says what every class says, the likeliest first, and covers parts where the judge gives none', async () => {
    const { file } = await picture(path.join(workspace.folder, 'a.png'), [230, 20, 20], 3);
    const explained = await explain(judgingOf(['sneaker', 'shirt', 'bag']), file);
    assertExplains(explained);
    assert.equal(explained.classes[0]!.name, 'shirt');
    const { method, rows, columns, values } = explained.heat!;
    assert.deepEqual([method, rows, columns], ['occlusion', 7, 7]);
    assert.equal(values.indexOf(1), 0, 'this judge sees the upper left pixel alone');
    assert.equal(values.filter((value) => value === 1).length, 1);
  });

  it('speaks of the class that it is asked about, else of the likeliest', async () => {
    const { file } = await picture(path.join(workspace.folder, 'a.png'), [230, 20, 20], 3);
    const judging = judgingOf(['sneaker', 'shirt']);
    assert.equal((await explain(judging, file, 'sneaker')).heat?.class, 'sneaker');
    assert.equal((await explain(judging, file, 'hat')).heat?.class, 'shirt');
  });

  it('sees no part that speaks more in a picture of one colour', async () => {
    const { file } = await picture(path.join(workspace.folder, 'a.png'), [230, 20, 20]);
    assert.ok((await explain(judgingOf(['shirt']), file)).heat!.values.every((value) => value === 0));
  });

  it('makes a large picture smaller first', async () => {
    const { file } = await picture(path.join(workspace.folder, 'a.png'), [230, 20, 20], 3, 1500);
    assertExplains(await explain(judgingOf(['shirt', 'bag']), file));
  });

  it('ends when it is cancelled, and names an image that is not there', async () => {
    const { file } = await picture(path.join(workspace.folder, 'a.png'), [230, 20, 20], 3);
    const controller = new AbortController();
    const work = drain(executor.explainScore({ judging: judgingOf(['shirt']), file }, controller.signal), () =>
      controller.abort(),
    );
    await assert.rejects(work, (error) => Failure.is(error, 'cancelled'));
    await assert.rejects(explain(judgingOf(['shirt']), `${file}.gone`), (error) =>
      Failure.is(error, 'file-unreadable'),
    );
    await assert.rejects(explain(judgingOf([]), file), (error) => Failure.is(error, 'plan-invalid'));
  });

  it('reads the parts that the starter judge gives, and covers parts for judges whose parts are in another space', async () => {
    const native = new Executor({
      settings: { ...workspace.settings, trustedModelFolders: [fixtures] },
      opener: nativeModels({ provider: 'cpu', threads: 1 }),
    });
    try {
      const { file } = await picture(path.join(workspace.folder, 'a.png'), [230, 60, 20], 3, 64);
      const starter = (await drain(native.explainScore({ judging: judgingOf(['shirt', 'bag']), file }, never))).result;
      assertExplains(starter);
      assert.deepEqual([starter.heat!.method, starter.heat!.rows], ['patches', 4]);
      for (const name of ['siglip', 'clip-split', 'clip-joint']) {
        const spec = { kind: 'folder', path: path.join(fixtures, 'models', name) } as const;
        const judging = { ...judgingOf(['shirt', 'bag']), model: { spec } };
        const { result } = await drain(native.explainScore({ judging, file }, never));
        assertExplains(result);
        assert.equal(result.heat!.method, 'occlusion', name);
      }
    } finally {
      await native.dispose();
    }
  });
});
