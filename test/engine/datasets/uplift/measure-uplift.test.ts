import assert from 'node:assert/strict';
import { measureUplift } from '../../../../src/engine/datasets/uplift/measure-uplift.ts';
import type { UpliftTools } from '../../../../src/engine/datasets/uplift/uplift-images.ts';
import { rowOf } from '../../../../src/engine/metrics/sets/point-set.ts';
import { requireUpliftQuestion } from '../../../../src/engine/serving/shapes/uplift-shapes.ts';
import { pictureFacts } from '../../../../src/engine/store/pictures/picture-facts.ts';
import type { CuratePlan, DataPlan } from '../../../../src/language/plan/plan.ts';
import type { CuratedImage } from '../../../../src/protocol/curated-set.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { UpliftQuestion, UpliftReport } from '../../../../src/protocol/uplift.ts';
import { clouds } from '../../metrics/uplift/gaussian-images.ts';
import { drain } from '../../support/drain.ts';
import { span } from '../../support/plans.ts';

const never = new AbortController().signal;
const classes = ['shirt', 'boot'];

function data(name: string, role: DataPlan['role']): DataPlan {
  return { name, path: `data/${name}`, labels: 'folders', role, span };
}

const model = { spec: { kind: 'starter', name: 'clip' } } as const;

const curation: CuratePlan = {
  name: 'train',
  from: [],
  judging: { model, classes: classes.map((name) => ({ name, prompts: [{ text: name, source: span }] })) },
  rules: [],
  seed: 0,
  span,
};

const question: UpliftQuestion = {
  curation,
  training: [data('shots', 'shots')],
  holdout: [data('holdout', 'holdout')],
  shots: [1, 2, 4],
  shares: [0, 0.5, 1],
  seeds: 3,
};

/** Images of a set: so many each of both classes, near each other by class. */
function imagesOf(name: string, each: number, seed: number) {
  const { points, labels } = clouds({ seed, classes: 2, each, dimensions: 4, apart: 4 });
  return labels.map((label, i) => ({
    file: `/w/${name}/${i}.png`,
    hash: `${name}${i}`,
    label: classes[label] ?? '',
    from: name,
    embedding: rowOf(points, i),
    // Half of the bits differ between any two of them.
    perceptualHash: ((BigInt(i * 3 + seed * 1009) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn)
      .toString(16)
      .padStart(16, '0'),
  }));
}

type TestImage = ReturnType<typeof imagesOf>[number];

function toolsOf(sets: Readonly<Record<string, readonly TestImage[]>>): UpliftTools {
  const all = new Map(Object.values(sets).flatMap((images) => images.map((image) => [image.file, image])));
  const facts = pictureFacts({ width: 1, height: 1, data: new Uint8Array(3) });
  const reason = 'It cannot be read.';
  return {
    async *readData({ name }) {
      yield { stage: 'reading', source: name, done: 0, total: 0 };
      return { images: sets[name] ?? [], skipped: [] };
    },
    async *embed(_, name, images) {
      yield { stage: 'judging', source: name, done: 0, total: images.length };
      return new Map(images.map(({ file }) => [file, all.get(file) ?? { reason }]));
    },
    async *describePictures(name, images) {
      yield { stage: 'reading', source: name, done: 0, total: images.length };
      return new Map(
        images.map(({ file }) => {
          const image = all.get(file);
          return [file, image ? { ...facts, perceptualHash: image.perceptualHash } : { reason }];
        }),
      );
    },
  };
}

function drawn(images: readonly TestImage[], own: Partial<CuratedImage> = {}): readonly CuratedImage[] {
  return images.map(({ file, hash, label }) => {
    return {
      id: hash,
      file,
      hash,
      class: label,
      by: 'rules',
      from: 'preview',
      isDrawn: true,
      tags: [],
      reviewers: [],
      ...own,
    };
  });
}

describe('measuring uplift', () => {
  const shots = imagesOf('shots', 4, 1);
  const holdout = imagesOf('holdout', 20, 2);
  const preview = imagesOf('preview', 12, 3);
  const tools = toolsOf({ shots, holdout, preview });

  async function measure(
    asked: Partial<UpliftQuestion> = {},
    images = drawn(preview),
    using: UpliftTools = tools,
  ): Promise<UpliftReport> {
    const given = requireUpliftQuestion({ ...question, ...asked });
    return (await drain(measureUplift(given, { images, notes: [] }, using, never))).result;
  }

  it('trains on shots and on what is drawn, tests on what is held out, and says how many there were', async () => {
    const report = await measure();
    assert.deepEqual(
      [report.training, report.holdout, report.drawn].map(({ names, perClass }) => [names, perClass]),
      [
        [['shots'], [4, 4]],
        [['holdout'], [20, 20]],
        [['preview'], [12, 12]],
      ],
    );
    assert.deepEqual(report.leaks, []);
    assert.ok(report.curve[0]!.accuracy.with > 0.8);
    assert.deepEqual(await measure(), report);
  });

  it('leaves out other splits, real images, and classes that are not judged', async () => {
    const split = [
      ...drawn(preview.slice(0, 10), { split: 'train' }),
      ...drawn(preview.slice(10, 16), { split: 'val' }),
      ...drawn(preview.slice(16, 18), { split: 'train', class: 'hat' }),
      ...drawn(shots, { split: 'train', isDrawn: false }),
    ];
    const report = await measure({}, split);
    assert.deepEqual(report.drawn.perClass, [5, 5]);
    assert.match(report.notes.join('\n'), /8 real images of the set not counted/);
    assert.match(report.notes.join('\n'), /only the split `train`/);
  });

  it('stops at an image that is nearly a held-out one, names both, and goes on as told', async () => {
    const [first, ...others] = preview;
    const copied = { ...first!, perceptualHash: holdout[3]!.perceptualHash, embedding: holdout[3]!.embedding };
    const leaking = toolsOf({ shots, holdout, preview: [copied, ...others] });
    const images = drawn([copied, ...others]);
    await assert.rejects(measure({}, images, leaking), (error) => {
      assert.ok(Failure.is(error, 'data-leak'));
      assert.match(error.message, /preview\/0\.png of `preview` is nearly the held-out .*holdout\/3\.png of `holdout`/);
      return true;
    });
    const without = await measure({ leaks: 'leave-out' }, images, leaking);
    assert.deepEqual([without.drawn.perClass, without.leaks.length], [[11, 12], 1]);
    const all = await measure({ leaks: 'train' }, images, leaking);
    assert.deepEqual(all.drawn.perClass, [12, 12]);
    assert.match(all.notes.join('\n'), /trained on all the same/);
  });

  it('does not take another picture of the same thing for a copy', async () => {
    const likeness = { ...preview[0]!, embedding: holdout[3]!.embedding };
    const images = [likeness, ...preview.slice(1)];
    assert.deepEqual((await measure({}, drawn(images), toolsOf({ shots, holdout, preview: images }))).leaks, []);
  });

  it('leaves out shots that there are not, and says so', async () => {
    const { curve, notes } = await measure({ shots: [2, 8] });
    assert.deepEqual(
      curve.map((point) => point.shots),
      [2],
    );
    assert.match(notes.join('\n'), /`shirt` has 4 real images to train on: 8 shots left out/);
  });

  it('never trains on what is held out, and needs both', async () => {
    for (const [asked, code] of [
      [{ training: [data('holdout', 'holdout')] }, 'plan-invalid'],
      [{ training: [] }, 'plan-invalid'],
      [{ holdout: [] }, 'plan-invalid'],
      [{ training: [data('nothing', 'shots')] }, 'data-empty'],
      [{ seeds: 0 }, 'plan-invalid'],
      [{ shots: [] }, 'plan-invalid'],
      [{ shares: [2] }, 'plan-invalid'],
    ] as const) {
      await assert.rejects(measure(asked), (error) => Failure.is(error, code), JSON.stringify(asked));
    }
    await assert.rejects(measure({}, []), (error) => Failure.is(error, 'data-empty'));
  });

  it('is cancelled between two points', async () => {
    const cancelled = AbortSignal.abort();
    const work = measureUplift(question, { images: drawn(preview), notes: [] }, tools, cancelled);
    await assert.rejects(drain(work), (error) => Failure.is(error, 'cancelled'));
  });
});
