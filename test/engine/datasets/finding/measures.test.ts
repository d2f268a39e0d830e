import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { decideImages } from '../../../../src/engine/datasets/decisions/decide-images.ts';
import { measureSet } from '../../../../src/engine/datasets/finding/measures/measure-set.ts';
import { nearestReal } from '../../../../src/engine/datasets/finding/nearest-real.ts';
import { Executor } from '../../../../src/engine/executor.ts';
import type { CuratePlan, RecipePlan } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { RecipeChoices } from '../../../../src/protocol/language.ts';
import type { MeasureName, MeasureQuestion, SetMeasures } from '../../../../src/protocol/set-measures.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { GarmentModels } from '../../support/garment-models.ts';
import { evaluationPlan, type RecipeChoices as PlanChoices, recipePlan, span } from '../../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';
import { type Colour, dataAt, picture } from './some-images.ts';

const garments = ['shirt', 'sneaker'] as const;

function curationOf(choices: PlanChoices = {}, more: Partial<CuratePlan> = {}): CuratePlan {
  const { model, classes } = evaluationPlan({ on: [], classes: choices.classes ?? garments });
  const recipe: RecipePlan = {
    ...recipePlan({ images: 4, guidance: [2, 5], ...choices }),
    judging: { model, classes },
  };
  return {
    name: 'set',
    from: [{ kind: 'recipe', recipe }],
    judging: { model, classes },
    rules: [],
    seed: 1,
    span,
    ...more,
  };
}

function recipeOf({ from }: CuratePlan): RecipePlan {
  const [source] = from;
  assert.ok(source?.kind === 'recipe');
  return source.recipe;
}

/** The first half of each cell's images took one variant, the others the other. */
function choicesOf(recipe: RecipePlan): Readonly<Record<string, RecipeChoices>> {
  const images = recipe.cells.flatMap((cell) =>
    cell.images.map(({ key }, i) => [key, [i < cell.images.length / 2 ? 0 : 1]] as const),
  );
  const options = ['long', 'short'].map((text) => ({ span, text }));
  const points = [{ kind: 'variant' as const, name: '{long|short}', options: [0, 1] }];
  return { [recipe.name]: { options, points, images: Object.fromEntries(images) } };
}

function figureOf({ figures }: SetMeasures, measure: MeasureName) {
  const found = figures.find((figure) => figure.measure === measure);
  assert.ok(found, measure);
  return found;
}

describe('measures of a set', () => {
  let workspace: TemporaryWorkspace;
  let models: GarmentModels;
  let executor: Executor;

  beforeEach(async () => {
    workspace = await temporaryWorkspace();
    models = new GarmentModels();
    executor = new Executor({ settings: workspace.settings, opener: models });
  });

  afterEach(async () => {
    await executor.dispose();
    await workspace.remove();
  });

  const measure = async (question: Partial<MeasureQuestion> & Pick<MeasureQuestion, 'curation'>) =>
    (await drain(measureSet(workspace.folder, { of: 'set', ...question }, executor, never))).result;
  const draw = (curation: CuratePlan) => drain(executor.draw(recipeOf(curation), never));
  const real = (name: string, colour: Colour) => picture(path.join(workspace.folder, name), colour);

  async function realGarments(): Promise<void> {
    for (let i = 0; i < 8; i++) {
      await real(`real/shirt/${i}.png`, [230 - i, 20 + i, 20]);
      await real(`real/sneaker/${i}.png`, [20, 230 - i, 20 + i]);
      await real(`real/hat/${i}.png`, [i, i, i]);
    }
  }

  async function decide(curation: CuratePlan, op: 'accept' | 'reject', isChosen: (index: number) => boolean) {
    const { cells } = await executor.lookup(recipeOf(curation));
    const images = cells.flat().flatMap(({ key, file, hash }, index) => {
      return file !== undefined && hash !== undefined && isChosen(index) ? { key, file, hash } : [];
    });
    await decideImages(workspace.folder, 'ann', images, { op });
  }

  it('are of the set and of each class, with n and intervals, and against the real images of these classes', async () => {
    const curation = curationOf();
    await draw(curation);
    await realGarments();
    const measures = await measure({ curation, against: dataAt('real') });
    assert.deepEqual([measures.images, measures.drawn, measures.missing], [16, 16, 0]);
    assert.deepEqual(measures.against, { data: 'real', role: 'pool', images: 16 });
    const score = figureOf(measures, 'score');
    assert.ok(score.n === 16 && score.low! <= score.value! && score.value! <= score.high! && score.value! > 0.9);
    assert.deepEqual(figureOf(measures, 'predicted').value, 1);
    assert.ok(figureOf(measures, 'margin').value! > 0);
    assert.ok(figureOf(measures, 'vendi').value! >= 1 && figureOf(measures, 'vendi').value! <= 16);
    assert.equal(figureOf(measures, 'kept').n, 0);
    for (const name of ['precision', 'recall', 'density', 'coverage', 'authenticity'] as const) {
      const { value, low, high } = figureOf(measures, name);
      assert.ok(value !== null && low! <= value && value <= high!, name);
    }
    for (const name of ['cmmd', 'kid'] as const) {
      const { value, low, high } = figureOf(measures, name);
      assert.ok(value !== null && low === null && high === null, name);
    }
    assert.deepEqual(
      measures.classes.map((each) => [each.class, each.images, each.predicted.value]),
      [
        ['shirt', 8, 1],
        ['sneaker', 8, 1],
      ],
    );
    assert.equal(measures.suspects.length, 16);
    assert.ok(measures.suspects.every(({ real: file }) => file.includes('/real/')));
    assert.ok(measures.holes.every(({ class: name, files, file }) => name !== 'hat' && files.includes(file)));
    assert.deepEqual(measures.notes, []);
  });

  it('draw nothing, and look at no picture twice', async () => {
    const curation = curationOf();
    await draw(curation);
    await realGarments();
    await measure({ curation, against: dataAt('real') });
    const [drawn, images] = [models.drawn.length, models.images];
    await measure({ curation, against: dataAt('real') });
    assert.deepEqual([models.drawn.length, models.images], [drawn, images]);
  });

  it('say when the real images are held out, too few, or none', async () => {
    const curation = curationOf();
    await draw(curation);
    await real('real/shirt/1.png', [230, 0, 0]);
    await real('real/shirt/2.png', [0, 230, 0]);
    const few = await measure({ curation, against: dataAt('real', 'holdout') });
    assert.match(few.notes[0]!, /^real is a holdout/);
    assert.match(few.notes[1]!, /need more than 5 real/);
    assert.equal(figureOf(few, 'precision').value, null);
    assert.ok(figureOf(few, 'authenticity').value !== null);
    const none = await measure({ curation });
    assert.equal(none.against, null);
    assert.match(none.notes[0]!, /declare `data`/);
    assert.ok(none.figures.every(({ measure: name }) => name !== 'precision'));
    const gone = await measure({ curation, against: dataAt('gone') });
    assert.ok(gone.notes.some((note) => note.includes('gone')));
    assert.equal(gone.against?.images, 0);
  });

  it('are of what is taken into the set, or of all that is drawn', async () => {
    const curation = curationOf();
    await draw(curation);
    await decide(curation, 'reject', (index) => index % 4 === 0);
    const [set, drawn] = [await measure({ curation }), await measure({ curation, of: 'drawn' })];
    assert.deepEqual([set.images, set.drawn, drawn.images], [12, 16, 16]);
    assert.deepEqual([figureOf(set, 'kept').value, figureOf(set, 'kept').n], [0, 4]);
    await decide(curation, 'reject', () => true);
    const none = await measure({ curation });
    assert.equal(none.images, 0);
    assert.match(none.notes.join(' '), /No image is in the set, though 16 images are drawn/);
  });

  it('are of nothing while nothing is drawn, and say so', async () => {
    const measures = await measure({ curation: curationOf() });
    assert.deepEqual([measures.images, measures.missing], [0, 16]);
    assert.match(measures.notes.join(' '), /run the recipes first/);
    assert.deepEqual(measures.slices, []);
    assert.deepEqual(measures.bias.predictable, []);
    await realGarments();
    const against = await measure({ curation: curationOf(), against: dataAt('real') });
    assert.ok(against.figures.every(({ value, n }) => value === null || n === 16));
    assert.equal(against.suspects.length, 0);
    const held = against.holes.reduce((sum, { files }) => sum + files.length, 0);
    assert.equal(held, 16, 'nothing covers anything');
  });

  it('slice by class, axis and variant: shares with intervals of what was decided, scores of all', async () => {
    const curation = curationOf();
    await draw(curation);
    await decide(curation, 'accept', (index) => index % 4 < 2);
    await decide(curation, 'reject', (index) => index % 4 >= 2);
    const { slices, bias } = await measure({ curation, of: 'drawn', choices: choicesOf(recipeOf(curation)) });
    assert.deepEqual(
      slices.map(({ variable, kind, slices: each }) => [
        variable,
        kind,
        each.map(({ value, images }) => [value, images]),
      ]),
      [
        [
          'class',
          'class',
          [
            ['shirt', 8],
            ['sneaker', 8],
          ],
        ],
        [
          'guidance',
          'axis',
          [
            ['2', 8],
            ['5', 8],
          ],
        ],
        [
          '{long|short}',
          'variant',
          [
            ['long', 8],
            ['short', 8],
          ],
        ],
      ],
    );
    const variants = slices[2]!.slices.map(({ accepted }) => [accepted.value, accepted.n]);
    assert.deepEqual(variants, [
      [1, 8],
      [0, 8],
    ]);
    assert.ok(slices.every(({ slices: each }) => each.every(({ score }) => score.n === 8 && score.low !== null)));
    assert.equal(bias.acceptedBy, 'decisions');
    const [first, ...others] = bias.uneven;
    assert.deepEqual([first?.variable, first?.isBeyondChance, first?.rest.value], ['{long|short}', true, 0]);
    assert.ok(others.every(({ isBeyondChance, adjusted }) => !isBeyondChance && adjusted === 1));
  });

  it('tell classes by their colour, and not by what all share', async () => {
    const curation = curationOf({ images: 8 });
    await draw(curation);
    const { bias } = await measure({ curation, choices: choicesOf(recipeOf(curation)) });
    const byName = new Map(bias.predictable.map((each) => [each.from, each]));
    assert.equal(byName.get('colour')?.isBeyondChance, true);
    assert.equal(byName.get('colour')?.baseline, 0.5);
    assert.equal(byName.get('{long|short}')?.isBeyondChance, false);
    assert.equal(byName.has('size'), false, 'all are of one size');
    assert.equal(bias.acceptedBy, 'rules');
  });

  it('hold classes and attributes against what was asked for', async () => {
    const drawnMost = curationOf({}, { balance: 8 });
    await draw(drawnMost);
    await decide(drawnMost, 'reject', (index) => index < 6);
    const attributes = { shirt: { sleeve: 'long', colour: 'red' }, sneaker: { colour: 'green' } };
    const { balances } = await measure({ curation: drawnMost, attributes });
    const [classes, colour, guidance] = balances;
    assert.deepEqual([classes?.of, classes?.target], ['class', 'balance']);
    assert.deepEqual(
      classes?.groups.map(({ images, target }) => [images, target]),
      [
        [2, 0.5],
        [8, 0.5],
      ],
    );
    assert.ok(Math.abs(classes!.maxSkew! - Math.log(0.8 / 0.5)) < 1e-9);
    assert.equal(colour?.of, 'attribute colour');
    assert.deepEqual(
      colour?.groups.map(({ value }) => value),
      ['red', 'green'],
    );
    assert.deepEqual([guidance?.of, guidance?.target], ['guidance', 'plan']);
    assert.equal(
      balances.some(({ of }) => of === 'attribute sleeve'),
      false,
      'one value is no balance',
    );
  });

  it('count what repeats, and name the files', async () => {
    const curation = curationOf();
    await draw(curation);
    const measures = await measure({ curation, of: 'drawn' });
    const repeats = figureOf(measures, 'duplicates');
    const grouped = measures.duplicates.reduce((sum, { files }) => sum + files.length - 1, 0);
    assert.equal(repeats.n, 16);
    assert.equal(Math.round(repeats.value! * 16), grouped);
    assert.ok(grouped > 0, 'the painter paints plain colours');
    assert.ok(measures.slices[0]!.slices.every(({ duplicates }) => duplicates.n === 8));
  });

  it('leave out what cannot be read, and say how many', async () => {
    const curation = curationOf();
    await draw(curation);
    const { cells } = await executor.lookup(recipeOf(curation));
    const { file } = cells[0]![0]!;
    // Of the same size: a look-up tells by it.
    await writeFile(file!, Buffer.alloc((await stat(file!)).size));
    const measures = await measure({ curation, of: 'drawn' });
    assert.equal(measures.drawn, 15);
    assert.match(measures.notes.join(' '), /1 image could not be read/);
  });

  it('know no margin and no taken class of a single class', async () => {
    const curation = curationOf({ classes: ['shirt'] });
    await draw(curation);
    const measures = await measure({ curation });
    assert.deepEqual([figureOf(measures, 'margin').value, figureOf(measures, 'predicted').value], [null, null]);
    assert.ok(figureOf(measures, 'score').value !== null);
    assert.deepEqual(measures.bias.predictable, []);
  });

  it('end when they are cancelled', async () => {
    const curation = curationOf();
    await draw(curation);
    await realGarments();
    const controller = new AbortController();
    const question: MeasureQuestion = { curation, of: 'set', against: dataAt('real') };
    const work = drain(measureSet(workspace.folder, question, executor, controller.signal), ({ part }) => {
      if (part === 'precision and recall') controller.abort();
    });
    await assert.rejects(work, (error) => Failure.is(error, 'cancelled'));
  });

  it('find the real image nearest to one, which is never the image itself', async () => {
    const { model } = evaluationPlan({ on: [] });
    await realGarments();
    const data = [dataAt('real')];
    const own = await real('own.png', [0, 229, 23]);
    const nearest = (await drain(nearestReal({ model, data, ...own }, executor, never))).result;
    assert.deepEqual([nearest?.class, nearest?.data], ['sneaker', 'real']);
    assert.ok(nearest!.likeness > 0.99);
    const member = await real('real/shirt/0.png', [230, 20, 20]);
    const other = (await drain(nearestReal({ model, data, ...member }, executor, never))).result;
    assert.notEqual(other?.file, member.file);
    assert.equal((await drain(nearestReal({ model, data: [], ...own }, executor, never))).result, null);
    const broken = { file: path.join(workspace.folder, 'gone.png'), hash: 'f'.repeat(64) };
    assert.equal((await drain(nearestReal({ model, data, ...broken }, executor, never))).result, null);
  });
});
