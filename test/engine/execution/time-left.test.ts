import assert from 'node:assert/strict';
import { PreviewClock } from '../../../src/engine/execution/drawing/preview-clock.ts';
import { drawingOrder } from '../../../src/engine/execution/drawing/recipe-images.ts';
import { imageWork, stepWork, TimeLeft } from '../../../src/engine/execution/time-left.ts';
import { recipePlan } from '../support/plans.ts';

describe('TimeLeft', () => {
  it('goes by the pace, and does not take the opening of a model for it', () => {
    let now = 0;
    const time = new TimeLeft(10, () => now);
    assert.equal(time.seconds, undefined);
    now = 60_000;
    time.add(1);
    assert.equal(time.seconds, undefined, 'nothing is known of the pace yet');
    now = 62_000;
    time.add(1);
    assert.equal(time.seconds, 16);
    now = 64_000;
    time.add(8);
    assert.equal(time.seconds, 0);
    time.add(5);
    assert.equal(time.seconds, 0, 'never below');
  });

  it('counts what need not be done neither as work nor as pace', () => {
    let now = 0;
    const time = new TimeLeft(10, () => now);
    time.add(1);
    now = 2000;
    time.add(1);
    time.leaveOut(5);
    assert.equal(time.seconds, 6);
  });
});

describe('stepWork', () => {
  it('is twice as much with guidance', () => {
    const [plain, guided] = [1, 3].map((guidance) => drawingOrder(recipePlan({ guidance: [guidance], steps: 4 }))[0]!);
    assert.equal(stepWork(guided!), 2 * stepWork(plain!));
    assert.equal(imageWork(plain!), 4 * stepWork(plain!));
  });
});

describe('PreviewClock', () => {
  it('is due at once, then after the interval', () => {
    let now = 0;
    const clock = new PreviewClock(200, () => now);
    assert.equal(clock.isDue(), true);
    now = 199;
    assert.equal(clock.isDue(), false);
    now = 200;
    assert.equal(clock.isDue(), true);
    assert.equal(clock.isDue(), false);
  });

  it('shows nothing of images that are drawn quickly, but for the first', () => {
    let now = 0;
    const clock = new PreviewClock(200, () => now);
    clock.begin();
    now = 100;
    assert.equal(clock.isDue(), true);
    now = 290;
    clock.begin();
    now = 310;
    assert.equal(clock.isDue(), false);
    now = 490;
    assert.equal(clock.isDue(), true);
  });

  it('waits for the first picture, and for those of slow steps', () => {
    let now = 0;
    const clock = new PreviewClock(200, () => now);
    assert.equal(clock.isAwaited, true);
    clock.isDue();
    now = 900;
    assert.equal(clock.isAwaited, false);
    clock.isDue();
    now = 9_000;
    assert.equal(clock.isAwaited, true);
  });
});
