import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { decideImages } from '../../../../src/engine/datasets/decisions/decide-images.ts';
import { pixelDigest } from '../../../../src/engine/datasets/decisions/pixel-digest.ts';
import type { ImagesToRank, RankedImages } from '../../../../src/engine/datasets/finding/ranker.ts';
import { rankers } from '../../../../src/engine/datasets/finding/rankers.ts';
import { Executor } from '../../../../src/engine/executor.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { OrderIntent } from '../../../../src/protocol/image-sets.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { GarmentModels } from '../../support/garment-models.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';
import { type Colour, dataAt, type Picture, picture, type SetChoices, toRank } from './some-images.ts';

const intents = Object.keys(rankers) as OrderIntent[]; // Its keys are these.

describe('orders by intent', () => {
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

  const at = (name: string) => path.join(workspace.folder, name);
  const make = (name: string, colour: Colour, pattern = 0, edge = 32) => picture(at(name), colour, pattern, edge);
  const set = (pictures: readonly Picture[], choices: Partial<SetChoices> = {}) =>
    toRank(pictures, { workspace: workspace.folder, ...choices });
  const rank = async (intent: OrderIntent, images: ImagesToRank): Promise<RankedImages> =>
    (await drain(rankers[intent](images, executor, never))).result;
  const garment = async (name: string, colour: Colour, label: string): Promise<Picture> => ({
    ...(await make(name, colour)),
    class: label,
  });

  it('put what the judge cannot tell first', async () => {
    const sure = await make('sure.png', [255, 0, 0]);
    const torn = await make('torn.png', [200, 200, 0]);
    const ranked = await rank('uncertain', set([sure, torn]));
    assert.deepEqual([...ranked.numbers], [1, 0]);
    assert.ok(ranked.values[0]! > ranked.values[1]!);
    assert.match(ranked.words(0), /^uncertainty 0\.\d\d of 1: (shirt|sneaker) \d+\.\d%, (shirt|sneaker) \d+\.\d%$/);
  });

  it('put what is typical first, and the other way round what is not', async () => {
    const reds = await Promise.all([0, 3, 6].map((more) => make(`${more}.png`, [220, 20 + more, 20])));
    const odd = await make('odd.png', [0, 0, 255]);
    const images = set([reds[0]!, odd, reds[1]!, reds[2]!]);
    const [typical, outliers] = [await rank('typical', images), await rank('outliers', images)];
    assert.equal(outliers.numbers[0], 1);
    assert.equal(typical.numbers.at(-1), 1);
    assert.match(typical.words(0), /^mean distance 0\.\d+ to the images nearest to it$/);
  });

  it('begin with what differs most, and say from what', async () => {
    const twins = [await make('a.png', [255, 0, 0]), await make('b.png', [254, 1, 0])];
    const other = await make('c.png', [0, 0, 255]);
    const ranked = await rank('different', set([...twins, other]));
    assert.equal(ranked.numbers[0], 2);
    assert.match(ranked.words(0), /from the mean of all$/);
    assert.match(ranked.words(1), /from all images before it$/);
  });

  it('find a wrong label, name the likely one, and say how good the probe is', async () => {
    const shirts = await Promise.all(
      Array.from({ length: 12 }, (_, i) => garment(`s${i}.png`, [230, i, 2 * i], 'shirt')),
    );
    const bags = await Promise.all(Array.from({ length: 12 }, (_, i) => garment(`b${i}.png`, [i, 2 * i, 230], 'bag')));
    const wrong = await garment('wrong.png', [1, 3, 229], 'shirt');
    const unlabelled = await make('unlabelled.png', [9, 9, 9]);
    const ranked = await rank('mislabelled', set([...shirts, wrong, ...bags, unlabelled]));
    assert.deepEqual([...ranked.numbers], [12]);
    assert.match(ranked.words(0), /^likely bag \(\d+\.\d%\); its label shirt has \d+\.\d%$/);
    assert.deepEqual(ranked.notes, [
      '1 image of no class were left out.',
      'A probe that did not see an image names its label in 96.0% of all; the fewer, the less its doubts mean.',
    ]);
  });

  it('group what is nearly the same, leave out the rest, and mind what people told apart', async () => {
    const twins = [await make('a.png', [200, 40, 40], 2), await make('b.png', [201, 40, 41], 2)];
    const others = [await make('c.png', [40, 200, 40], 3), await make('d.png', [40, 40, 200], 5)];
    const images = set([others[0]!, twins[0]!, others[1]!, twins[1]!]);
    const ranked = await rank('duplicates', images);
    assert.deepEqual([...ranked.numbers], [1, 3]);
    const group = ranked.group?.(1);
    assert.deepEqual([group?.number, group?.size], [0, 2]);
    assert.match(ranked.words(0), /^first of 2 nearly the same, cosine (0\.9|1\.0)\d+ or more$/);
    assert.deepEqual(ranked.notes, ['1 group of 2 images that are nearly the same.']);

    const to = `sha256:${await pixelDigest(twins[1]!.file)}`;
    await decideImages(workspace.folder, 'ann', [twins[0]!], { op: 'distinct', to });
    const after = await rank('duplicates', images);
    assert.equal(after.numbers.length, 0);
    assert.deepEqual(after.notes, ['No image is nearly the same as another.']);
  });

  it('find near-duplicates by hashes alone where there is no judge, and say so', async () => {
    const twins = [await make('a.png', [200, 40, 40], 2), await make('b.png', [201, 40, 41], 2)];
    const ranked = await rank('duplicates', set(twins, { isUnjudged: true }));
    assert.deepEqual([...ranked.numbers], [0, 1]);
    assert.match(ranked.notes[0]!, /^There is no judge/);
  });

  it('list what has an issue, the worst first, with the threshold', async () => {
    const fine = await Promise.all([2, 3, 5].map((pattern) => make(`${pattern}.png`, [230, 120, 60], pattern)));
    const black = await make('black.png', [0, 0, 0]);
    const ranked = await rank('quality', set([...fine, black]));
    assert.equal(ranked.numbers[0], 3);
    assert.match(ranked.words(0), /dark \(0\.00, below 0\.32\)/);
    assert.match(ranked.notes[0]!, /^Of 4 images: dark 1, /);
  });

  it('put what is nearest to one real image first, whatever its role', async () => {
    await make('real/shirt/1.png', [250, 0, 0]);
    await make('real/bag/1.png', [0, 0, 250]);
    await make('held/sneaker/1.png', [0, 250, 0]);
    const copy = await make('copy.png', [0, 249, 0]);
    const own = await make('own.png', [120, 130, 125]);
    const data = [dataAt('real'), dataAt('held', 'holdout'), dataAt('gone')];
    const ranked = await rank('memorised', set([own, copy], { data }));
    assert.deepEqual([...ranked.numbers], [1, 0]);
    assert.match(
      ranked.words(0),
      /^cosine 1\.000 with a real image, sneaker of held; 0\.\d\d of what is usual around it$/,
    );
    assert.ok(ranked.notes.some((note) => note.includes('gone')));
  });

  it('need real images to say what is near to one', async () => {
    const ranked = await rank('memorised', set([await make('a.png', [1, 2, 3])]));
    assert.equal(ranked.numbers.length, 0);
    assert.match(ranked.notes.join(' '), /declare `data`/);
  });

  it('leave out what cannot be read, with the reason; and say nothing of nothing', async () => {
    const file = at('broken.png');
    await writeFile(file, 'no picture');
    const broken = { file, hash: 'f'.repeat(64), class: 'bag' };
    const whole = await garment('whole.png', [200, 100, 50], 'bag');
    for (const intent of intents) {
      const ranked = await rank(intent, set([broken, whole], { classes: ['bag'] }));
      assert.ok(![...ranked.numbers].includes(0), intent);
      assert.ok(
        ranked.notes.some((note) => note.includes('broken.png')),
        `${intent}: ${ranked.notes.join(' ')}`,
      );
      const none = await rank(intent, set([]));
      assert.equal(none.numbers.length, 0, intent);
    }
  });

  it('are a part of what was given, with a value and words for each', async () => {
    const pictures = await Promise.all(
      Array.from({ length: 9 }, (_, i) =>
        garment(`${i}.png`, [(i * 31) % 256, (i * 77) % 256, (i * 13) % 256], i % 2 === 0 ? 'shirt' : 'bag'),
      ),
    );
    await make('real/shirt/1.png', [250, 0, 0]);
    await make('real/bag/1.png', [0, 0, 250]);
    const images = { ...set(pictures, { data: [dataAt('real')] }), numbers: Uint32Array.of(7, 2, 5, 1, 4) };
    for (const intent of intents) {
      const { numbers, values, words } = await rank(intent, images);
      assert.equal(values.length, numbers.length, intent);
      assert.equal(new Set(numbers).size, numbers.length, intent);
      for (const [place, number] of numbers.entries()) {
        assert.ok([7, 2, 5, 1, 4].includes(number), intent);
        assert.notEqual(words(place), '', intent);
      }
    }
  });

  it('end when they are cancelled', async () => {
    const pictures = [await garment('a.png', [200, 9, 9], 'shirt'), await garment('b.png', [9, 9, 200], 'bag')];
    for (const intent of intents) {
      const controller = new AbortController();
      controller.abort();
      const work = drain(rankers[intent](set(pictures), executor, controller.signal));
      await assert.rejects(work, (error) => Failure.is(error, 'cancelled'), intent);
    }
  });

  it('ask for a judge where one is needed', async () => {
    const images = set([await make('a.png', [1, 2, 3])], { isUnjudged: true });
    for (const intent of intents.filter((one) => one !== 'quality' && one !== 'duplicates')) {
      await assert.rejects(rank(intent, images), (error) => Failure.is(error, 'plan-invalid'), intent);
    }
  });
});
