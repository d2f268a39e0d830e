import assert from 'node:assert/strict';
import type { RgbImage } from '../../../../src/engine/images/rgb-image.ts';
import type { Judge } from '../../../../src/engine/models/judge.ts';
import { openJudge } from '../../../../src/engine/models/judges/open-judge.ts';
import type { DrawRequest, DrawStep, Painter } from '../../../../src/engine/models/painter.ts';
import { openPainter } from '../../../../src/engine/models/painters/open-painter.ts';
import { zeroShotClassifier } from '../../../../src/engine/pipelines/zero-shot.ts';
import type { SchedulerName } from '../../../../src/language/plan/plan.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { classify } from '../../support/classify.ts';
import { greatestDistance, modelAt, never, starterPack } from '../../support/fixture.ts';

const options = { provider: 'cpu', threads: 0 } as const;

const garments = [
  't-shirt',
  'trousers',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle boot',
];

function requestFor(prompt: string, settings: Partial<DrawRequest['settings']> = {}): DrawRequest {
  const usual = { steps: 12, scheduler: 'ddim', guidance: 3, width: 64, height: 64 } as const;
  return { prompt, negative: '', emphasis: 'none', seed: 11, settings: { ...usual, ...settings } };
}

async function draw(
  painter: Painter,
  request: DrawRequest,
  onStep?: (step: DrawStep) => Promise<void>,
): Promise<RgbImage> {
  const drawing = painter.draw(request, never);
  for (;;) {
    const next = await drawing.next();
    if (next.done) return next.value;
    await onStep?.(next.value);
  }
}

describe('starter pack', () => {
  let painter: Painter;
  let judge: Judge;

  before(async () => {
    painter = await openPainter(modelAt(`${starterPack}diffusion`), options);
    judge = await openJudge({ folder: `${starterPack}clip`, adapters: [] }, options);
  });

  after(async () => {
    await painter.dispose();
    await judge.dispose();
  });

  it('draws what the judge recognises', async () => {
    const texts = await Promise.all(garments.map((name) => judge.embedTexts([`a photo of a ${name}`], never)));
    const classes = zeroShotClassifier(texts);
    const images: RgbImage[] = [];
    for (const name of garments) images.push(await draw(painter, requestFor(`a photo of a ${name}`)));
    const rows = classify(await judge.embedImages(images, never), classes, judge.logitScale);
    const right = rows.filter((row, i) => row.indexOf(Math.max(...row)) === i).length;
    // One of ten by chance.
    assert.ok(right >= 6, `${right} of ${garments.length} were recognised`);
  });

  for (const scheduler of ['ddim', 'euler', 'euler-a', 'dpmpp-2m-karras'] as const satisfies readonly SchedulerName[]) {
    it(`draws the same picture again with ${scheduler}, and looks at it on the way`, async () => {
      const request = requestFor('a photo of a bag', { scheduler });
      const previews: RgbImage[] = [];
      const first = await draw(painter, request, async (step) => {
        previews.push(await step.preview());
      });
      assert.deepEqual([first.width, first.height, first.data.length], [64, 64, 64 * 64 * 3]);
      assert.deepEqual(await draw(painter, request), first);
      const far = averageDistance(previews[0]!, first);
      const near = averageDistance(previews.at(-1)!, first);
      assert.ok(near < 2 && near < far, `the last look is ${near} away, the first ${far}`);
    });
  }

  it('draws nearly the same by every sampler without noise of its own, as all follow one flow', async () => {
    const ddim = await draw(painter, requestFor('a photo of a bag', { scheduler: 'ddim', steps: 40 }));
    for (const scheduler of ['euler', 'dpmpp-2m', 'dpmpp-2m-karras', 'unipc', 'pndm'] as const) {
      const other = await draw(painter, requestFor('a photo of a bag', { scheduler, steps: 40 }));
      assert.ok(averageDistance(ddim, other) < 12, `${scheduler}: ${averageDistance(ddim, other)}`);
    }
  });

  it('draws what the judge recognises by samplers with noise of their own, too', async () => {
    const texts = await Promise.all(garments.map((name) => judge.embedTexts([`a photo of a ${name}`], never)));
    for (const scheduler of ['euler-a', 'lcm', 'ddpm'] as const) {
      const image = await draw(painter, requestFor('a photo of a sneaker', { scheduler, steps: 20 }));
      const [row] = classify(await judge.embedImages([image], never), zeroShotClassifier(texts), judge.logitScale);
      assert.ok(/sneaker|sandal|boot/.test(garments[row!.indexOf(Math.max(...row!))]!), scheduler);
    }
  });

  it('stops within one run', async () => {
    const cancel = new AbortController();
    const drawing = painter.draw(requestFor('a photo of a bag'), cancel.signal);
    const first = await drawing.next();
    assert.equal(first.done, false);
    cancel.abort();
    await assert.rejects(drawing.next(), (error) => Failure.is(error, 'cancelled'));
  });

  it('does not draw sizes it was not made for', async () => {
    await assert.rejects(draw(painter, requestFor('a bag', { width: 62 })), (error) =>
      Failure.is(error, 'plan-invalid'),
    );
  });

  it('counts tokens, words of its own world as one each', () => {
    for (const model of [painter, judge]) {
      assert.equal(model.countTokens(''), 0);
      assert.equal(model.countTokens('a photo of a dress'), 5);
    }
    assert.deepEqual([painter.tokenLimit, judge.tokenLimit], [75, 75]);
  });

  it('embeds a picture alike whatever stands beside it', async () => {
    const noise = (seed: number): RgbImage => ({
      width: 40,
      height: 50,
      data: Uint8Array.from({ length: 6000 }, (_, i) => (i * seed) % 256),
    });
    const together = await judge.embedImages(
      Array.from({ length: 19 }, (_, i) => noise(i + 1)),
      never,
    );
    const [alone] = await judge.embedImages([noise(18)], never);
    assert.equal(alone!.length, judge.dimensions);
    assert.ok(greatestDistance(together[17]!, alone!) < 1e-4);
  });
});

function averageDistance(a: RgbImage, b: RgbImage): number {
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]!), 0) / a.data.length;
}
