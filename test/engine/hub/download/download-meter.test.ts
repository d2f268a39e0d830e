import assert from 'node:assert/strict';
import { DownloadMeter } from '../../../../src/engine/hub/download/download-meter.ts';
import type { DownloadProgress } from '../../../../src/protocol/models.ts';

describe('DownloadMeter', () => {
  let told: DownloadProgress[];
  let now: number;
  let meter: DownloadMeter;

  beforeEach(() => {
    told = [];
    now = 0;
    meter = new DownloadMeter(
      (progress) => told.push(progress),
      () => now,
    );
  });

  it('adds up what is there of all files', () => {
    meter.begin(1000, 100);
    now = 1000;
    meter.set('a', 50);
    now = 2000;
    meter.set('b', 30);
    now = 3000;
    meter.set('a', 20); // It had to begin anew.
    assert.deepEqual(
      told.map(({ bytes }) => bytes),
      [100, 150, 180, 150],
    );
  });

  it('tells how long the rest takes, by the pace of the last seconds', () => {
    meter.begin(1000, 0);
    assert.equal(told.at(-1)?.secondsLeft, undefined);
    for (now = 1000; now <= 60_000; now += 1000) meter.set('a', now / 1000);
    // A byte a second.
    assert.equal(Math.round(told.at(-1)?.secondsLeft ?? 0), 940);
    for (; now <= 80_000; now += 1000) meter.set('a', 60 + (now - 60_000) / 100);
    // Ten bytes a second, for longer than the pace looks back.
    assert.equal(Math.round(told.at(-1)?.secondsLeft ?? 0), 74);
  });

  it('tells not more than a few times a second, but every check and the end', () => {
    meter.begin(1000, 0);
    for (let i = 0; i < 1000; i++) {
      now += 1;
      meter.set('a', i);
    }
    assert.equal(told.length, 7);
    meter.verifying('a');
    meter.set('a', 1000);
    meter.end();
    assert.deepEqual(
      told.slice(7).map(({ stage, bytes }) => [stage, bytes]),
      [
        ['verifying', 999],
        ['verifying', 1000],
      ],
    );
  });

  it('counts what became known later', () => {
    meter.begin(1000, 0);
    meter.extend(500);
    meter.end();
    assert.equal(told.at(-1)?.totalBytes, 1500);
  });
});
