/** @file Finding and measuring with the models that ship: a few small pictures, drawn and real. */
import assert from 'node:assert/strict';
import { cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { measureSet } from '../../../../src/engine/datasets/finding/measures/measure-set.ts';
import { rankers } from '../../../../src/engine/datasets/finding/rankers.ts';
import { nativeModels } from '../../../../src/engine/execution/models/native-models.ts';
import { Executor } from '../../../../src/engine/executor.ts';
import { fileDigest } from '../../../../src/engine/files/file-digest.ts';
import type { CuratePlan, RecipePlan } from '../../../../src/language/plan/plan.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { evaluationPlan, recipePlan, span } from '../../support/plans.ts';
import { repository, type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';
import { dataAt, type Picture, toRank } from './some-images.ts';

const garments = ['bag', 'sneaker'] as const;
const EACH = 8;

describe('the starter judge', () => {
  let workspace: TemporaryWorkspace;
  let executor: Executor;
  const pictures: Picture[] = [];

  before(async () => {
    workspace = await temporaryWorkspace();
    executor = new Executor({ settings: workspace.settings, opener: nativeModels({ provider: 'cpu', threads: 1 }) });
    for (const garment of garments) {
      const from = path.join(repository, 'examples/fashion/data/holdout', garment);
      const to = path.join(workspace.folder, 'real', garment);
      await mkdir(to, { recursive: true });
      for (const name of (await readdir(from)).sort().slice(0, EACH)) {
        const file = path.join(to, name);
        await cp(path.join(from, name), file);
        pictures.push({ file, hash: await fileDigest(file), class: garment });
      }
    }
  });

  after(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  it('knows bags from sneakers, and finds the one that is called otherwise', async () => {
    const [first, ...others] = pictures;
    const images = toRank([{ ...first!, class: 'sneaker' }, ...others], {
      workspace: workspace.folder,
      classes: garments,
    });
    const { result } = await drain(rankers.mislabelled(images, executor, never));
    assert.deepEqual([...result.numbers], [0]);
    assert.match(result.words(0), /^likely bag/);
  });

  it('sees a copy of a real photograph', async () => {
    const file = path.join(workspace.folder, 'copy.png');
    await cp(pictures[3]!.file, file);
    const copy = { file, hash: pictures[3]!.hash, class: 'bag' };
    const images = toRank([copy], { workspace: workspace.folder, classes: garments, data: [dataAt('real')] });
    const { result } = await drain(rankers.memorised(images, executor, never));
    assert.equal(result.values[0], 0);
    assert.match(result.words(0), /^cosine 1\.000 with a real image, bag of real/);
  });

  it('measures a few drawn garments against real ones', async () => {
    const { model, classes } = evaluationPlan({ on: [], classes: garments });
    const recipe: RecipePlan = { ...recipePlan({ classes: garments, images: 6 }), judging: { model, classes } };
    const judging = { model, classes };
    const curation: CuratePlan = { name: 'set', from: [{ kind: 'recipe', recipe }], judging, rules: [], seed: 1, span };
    await drain(executor.draw(recipe, never));
    const question = { curation, of: 'set', against: dataAt('real') } as const;
    const { result } = await drain(measureSet(workspace.folder, question, executor, never));
    assert.deepEqual([result.images, result.against?.images], [12, 2 * EACH]);
    for (const { measure, value } of result.figures) {
      assert.ok(measure === 'kept' ? value === null : Number.isFinite(value), `${measure} is ${value}`);
    }
    const predicted = result.figures.find(({ measure }) => measure === 'predicted');
    assert.ok(predicted!.value! > 0.8, 'drawn bags and sneakers are told apart');
  });
});
