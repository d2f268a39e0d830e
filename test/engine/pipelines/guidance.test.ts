import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Course } from '../../../src/engine/pipelines/course.ts';
import type { DiffusionNetworks } from '../../../src/engine/pipelines/diffusion-networks.ts';
import { createGuide } from '../../../src/engine/pipelines/guidance.ts';
import { NormalNoise } from '../../../src/engine/random/normal-noise.ts';
import type { DrawSettings } from '../../../src/language/plan/plan.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { greatestDistance, never } from '../support/fixture.ts';
import { echo, standIn } from './stand-in-networks.ts';

function courseOf(
  networks: DiffusionNetworks,
  settings: Partial<DrawSettings>,
  say: (note: string) => void = () => assert.fail('there is nothing to say'),
): Course {
  return {
    networks,
    request: {
      prompt: 'abcde',
      negative: 'ab',
      emphasis: 'none',
      seed: 5,
      settings: { steps: 2, scheduler: 'ddim', guidance: 3, width: 3, height: 2, ...settings },
    },
    scheduler: echo,
    dims: [1, 4, 2, 3],
    noise: new NormalNoise(5),
    signal: never,
    say,
  };
}

const latents = new NormalNoise(9).draw(24);

/** Rows of a sample, each with a prediction of its own: the row's sine, times its context. */
const waves: DiffusionNetworks['predict'] = async ({ data, dims }, timestep, { hidden }) => {
  const row = data.length / dims[0]!;
  return Float32Array.from(
    data,
    (value, i) => Math.sin(value + timestep + (i % row)) * hidden.data[Math.floor(i / row)]!,
  );
};

const memoryShort = () => Promise.reject(new Failure('memory-short', 'Memory did not suffice.'));

/** Refuses more than one row a call. */
function small(calls: number[] = [], refuse: () => Promise<never> = memoryShort): Partial<DiffusionNetworks> {
  return {
    predict: (sample, ...rest) => {
      calls.push(sample.dims[0]!);
      return sample.dims[0] === 1 ? waves(sample, ...rest) : refuse();
    },
  };
}

describe('guidance', () => {
  it('leads away from the negative prompt: without + g · (with − without)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 1.1, max: 20, noNaN: true }), async (guidance) => {
        const model = standIn();
        const guided = await (await createGuide(courseOf(model, { guidance })))(latents, 0);
        const [call] = model.calls;
        assert.deepEqual([...call!.context.data], [2, 5]);
        assert.deepEqual(call!.sample.dims, [2, 4, 2, 3]);
        assert.deepEqual(call!.sample.data.slice(0, 24), call!.sample.data.slice(24));
        assert.ok(guided.every((value) => Math.abs(value - (2 + guidance * 3)) < 1e-4));
      }),
      { numRuns: 20 },
    );
  });

  for (const guidance of [1, 0]) {
    it(`reads the prompt alone at ${guidance}`, async () => {
      const model = standIn();
      await (await createGuide(courseOf(model, { guidance })))(latents, 0);
      assert.ok(model.calls.every((call) => call.sample.dims[0] === 1 && call.context.data[0] === 5));
    });
  }

  it('reads the prompt alone where guidance is an input, and hands it on', async () => {
    const given: number[] = [];
    const model = standIn({
      guidanceIsInput: true,
      predict: async ({ data }, _timestep, _context, guidance) => {
        given.push(guidance);
        return Float32Array.from(data);
      },
    });
    const guided = await (await createGuide(courseOf(model, { guidance: 8 })))(latents, 0);
    assert.deepEqual([guided.length, given], [24, [8]]);
  });

  it('puts what stands beside the latents into every row, at every step, unscaled', async () => {
    const model = standIn();
    const beside = Float32Array.from({ length: 30 }, (_, i) => i);
    const guide = await createGuide(courseOf(model, {}), beside);
    await guide(latents, 0);
    await guide(latents, 1);
    for (const { sample } of model.calls) {
      assert.deepEqual(sample.dims, [2, 9, 2, 3]);
      for (const start of [0, 54]) {
        assert.deepEqual(
          sample.data.slice(start, start + 24),
          latents.map((value) => value * 0.5),
        );
        assert.deepEqual(sample.data.slice(start + 24, start + 54), beside);
      }
    }
  });

  // numpy: g = a + 7.5 (b - a); g * (phi * b.std(ddof=1) / g.std(ddof=1) + 1 - phi)
  it('takes the contrast back by a share', async () => {
    const [a, b] = [
      [0.5, -1, 2, 0.25],
      [1, -0.5, 1.5, 3],
    ];
    const model = standIn({ predict: async () => Float32Array.from([...a, ...b]) });
    const draw = async (rescale: number) => [
      ...(await (await createGuide(courseOf(model, { guidance: 7.5, rescale })))(latents, 0)),
    ];
    assert.ok(greatestDistance(await draw(0), [4.25, 2.75, -1.75, 20.875]) < 1e-6);
    assert.ok(greatestDistance(await draw(0.7), [1.7088935, 1.1057546, -0.70366205, 8.393683]) < 1e-5);
    assert.ok(greatestDistance(await draw(1), [0.61984791, 0.40107806, -0.25523149, 3.0445471]) < 1e-5);
  });

  it('leaves a flat prediction as it is', async () => {
    const model = standIn({ predict: async () => new Float32Array(48).fill(2) });
    const guided = await (await createGuide(courseOf(model, { rescale: 0.7 })))(latents, 0);
    assert.ok(guided.every((value) => value === 2));
  });
});

describe('guidance where memory is short', () => {
  it('calls the network once a row, to the same result, and says so once an image', async () => {
    const calls: number[] = [];
    const model = standIn(small(calls));
    const whole = await createGuide(courseOf(standIn({ predict: waves }), { rescale: 0.5 }));
    for (const expected of [
      [2, 1, 1, 1, 1],
      [1, 1, 1, 1],
    ]) {
      const notes: string[] = [];
      const guide = await createGuide(courseOf(model, { rescale: 0.5 }, (note) => notes.push(note)));
      for (const step of [0, 1])
        assert.ok(greatestDistance(await guide(latents, step), await whole(latents, step)) < 1e-6);
      assert.deepEqual(calls.splice(0), expected);
      assert.equal(notes.length, 1);
      assert.match(notes[0]!, /memory was short/);
    }
  });

  it('fails when it is short for one row too, and with any other failure', async () => {
    const short = standIn({ predict: memoryShort });
    await assert.rejects((await createGuide(courseOf(short, {}, () => {})))(latents, 0), (error) =>
      Failure.is(error, 'memory-short'),
    );
    const calls: number[] = [];
    const cancelled = standIn(small(calls, () => Promise.reject(new Failure('cancelled', 'Cancelled.'))));
    await assert.rejects((await createGuide(courseOf(cancelled, {})))(latents, 0), (error) =>
      Failure.is(error, 'cancelled'),
    );
    assert.deepEqual(calls, [2]);
  });
});
