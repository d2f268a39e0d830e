import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { nearestTo } from '../../../../src/engine/execution/meaning/class-likeness.ts';
import { nearCaptions } from '../../../../src/engine/execution/meaning/near-captions.ts';
import { Executor } from '../../../../src/engine/executor.ts';
import { encodePng } from '../../../../src/engine/images/encode-png.ts';
import type { JudgedClassPlan, JudgingPlan, SourceSpan } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { drain } from '../../support/drain.ts';
import { never } from '../../support/fixture.ts';
import { GarmentModels, plain } from '../../support/garment-models.ts';
import { dataPlan, evaluationPlan, span } from '../../support/plans.ts';
import { type TemporaryWorkspace, temporaryWorkspace } from '../../support/workspace.ts';

const lineAt = (line: number): SourceSpan => ({ ...span, start: { line, character: 0 } });

function judgedClass(name: string, ...texts: readonly string[]): JudgedClassPlan {
  return { name, prompts: texts.map((text, line) => ({ text, source: lineAt(line) })) };
}

describe('the meaning of words', () => {
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

  const meaning = async (classes: JudgingPlan['classes']) => {
    const judging: JudgingPlan = { model: { spec: { kind: 'starter', name: 'clip' } }, classes };
    return (await drain(executor.meaning(judging, never))).result;
  };

  it('names the class that is nearest to each, and how near', async () => {
    const { classes } = await meaning([
      judgedClass('tee', 'a red shirt'),
      judgedClass('top', 'a shirt'),
      judgedClass('trainer', 'a sneaker'),
    ]);
    assert.deepEqual(
      classes.map(({ class: name, nearest }) => [name, nearest?.class]),
      [
        ['tee', 'top'],
        ['top', 'tee'],
        ['trainer', 'tee'],
      ],
    );
    assert.ok(classes[0]!.nearest!.cosine > 0.999 && classes[2]!.nearest!.cosine < 0.9);
  });

  it('names captions of different classes that are nearly the same, with their places', async () => {
    const { nearCaptions: near } = await meaning([
      judgedClass('tee', 'a shirt'),
      judgedClass('top', 'one shirt'),
      judgedClass('trainer', 'a sneaker'),
    ]);
    assert.deepEqual(
      near.map(({ a, b }) => [a, b]),
      [
        [
          { class: 'tee', text: 'a shirt', source: lineAt(0) },
          { class: 'top', text: 'one shirt', source: lineAt(0) },
        ],
      ],
    );
  });

  it('is looked up the second time: no text is read twice', async () => {
    const classes = [judgedClass('tee', 'a shirt'), judgedClass('trainer', 'a sneaker')];
    await meaning(classes);
    const read = models.texts.length;
    await meaning([...classes, judgedClass('sack', 'a bag')]);
    assert.deepEqual(models.texts.slice(read), ['a bag']);
  });

  it('of a class alone has no nearest', async () => {
    const { classes, nearCaptions: near } = await meaning([judgedClass('tee', 'a shirt')]);
    assert.deepEqual([classes, near], [[{ class: 'tee' }], []]);
  });

  it('is told in a sentence where a class has no prompt', async () => {
    await assert.rejects(meaning([judgedClass('tee')]), (error) => Failure.is(error, 'plan-invalid'));
  });

  describe('of other words for a class', () => {
    const evaluation = evaluationPlan({
      on: [{ kind: 'data', data: dataPlan('holdout') }],
      prompts: (name) => [name === 'shirt' ? 'a thing' : `a photo of a ${name}`],
    });

    beforeEach(async () => {
      for (let i = 0; i < 6; i++) {
        for (const [name, colour] of [
          ['shirt', [230, 20 + i, 20]],
          ['sneaker', [20, 230, 20 + i]],
        ] as const) {
          const file = path.join(workspace.folder, 'holdout', name, `${i}.png`);
          await mkdir(path.dirname(file), { recursive: true });
          await writeFile(file, await encodePng(plain(4, 4, colour)));
        }
      }
    });

    const tried = async (...texts: readonly string[]) => {
      const candidates = texts.map((text) => ({ prompts: [{ text, source: span }] }));
      return (await drain(executor.tryWordings({ evaluation, class: 'shirt', candidates }, never))).result;
    };

    it('is measured on the same images, in pairs', async () => {
      const { now, trials } = await tried('a shirt', 'a sneaker');
      const [better, worse] = trials;
      assert.deepEqual(
        [now.sources[0]?.name, now.sources[0]?.recall.n, now.sources[0]?.accuracy.n],
        ['holdout', 6, 12],
      );
      assert.equal(better?.sources[0]?.recall.value, 1);
      assert.ok(worse!.sources[0]!.accuracy.value! < better!.sources[0]!.accuracy.value!);
      const { recall, accuracy } = better!.differences[0]!;
      assert.deepEqual([recall.n, accuracy.n], [6, 12]);
      assert.equal(accuracy.value, better!.sources[0]!.accuracy.value! - now.sources[0]!.accuracy.value!);
      assert.equal(worse!.nearest?.class, 'sneaker');
    });

    it('reads each image once, however many are tried', async () => {
      await tried('a shirt');
      const looked = models.images;
      await tried('a bag', 'a sneaker');
      assert.equal(models.images, looked);
    });

    it('is refused for a class that is not judged', async () => {
      const request = { evaluation, class: 'hat', candidates: [] };
      await assert.rejects(drain(executor.tryWordings(request, never)), (error) => Failure.is(error, 'plan-invalid'));
    });
  });
});

const direction = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 })
  .map((row) => Float32Array.from(row));

describe('likeness', () => {
  it('is mutual: the nearest pair of all are nearest to each other', () => {
    fc.assert(
      fc.property(fc.array(direction, { minLength: 2, maxLength: 6 }), (weights) => {
        const nearest = weights.map((_, own) => nearestTo(own, weights)!);
        const most = Math.max(...nearest.map(({ cosine }) => cosine));
        const own = nearest.findIndex(({ cosine }) => cosine === most);
        assert.equal(nearest[nearest[own]!.index]!.cosine, most);
      }),
    );
  });

  it('of captions is told once for each pair of classes, the nearest first', () => {
    fc.assert(
      fc.property(fc.array(fc.array(direction, { minLength: 1, maxLength: 3 }), { maxLength: 5 }), (classes) => {
        const embeddings = new Map<string, Float32Array>();
        const plans = classes.map((rows, c) => {
          rows.forEach((row, line) => void embeddings.set(`${c} ${line}`, row));
          return judgedClass(`c${c}`, ...rows.map((_, line) => `${c} ${line}`));
        });
        const near = nearCaptions(plans, embeddings);
        const pairs = near.map(({ a, b }) => `${a.class} ${b.class}`);
        assert.equal(new Set(pairs).size, pairs.length);
        for (const { a, b } of near) assert.notEqual(a.class, b.class);
        assert.deepEqual(
          near.map(({ cosine }) => cosine),
          near.map(({ cosine }) => cosine).sort((one, other) => other - one),
        );
      }),
    );
  });
});
