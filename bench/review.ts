/**
 * @file How long a reviewer waits: from the key that decides to the next image in a painted frame, in a real browser
 * without a graphics card. `node --import tsx bench/review.ts`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReviewCalls } from '../src/protocol/webviews/review.ts';
import { recipe } from '../test/extension/sample-plans.ts';
import { openPage, startBrowser } from '../test/webviews/browser-page.ts';
import { SampleReview } from '../test/webviews/review/sample-review.ts';
import { wear } from '../test/webviews/themes.ts';

const presses = 50;
const counts = [1000, 10_000];
/** 1390 pixels wide: larger than what most models draw. */
const picture = readFileSync(path.join(import.meta.dirname, '../docs/images/grid-light.png'));

/** Presses a key, waits for another image that is decoded, and for the frame after the one that it was put into. */
const pressIn = `async (presses) => {
  const page = document.querySelector('vlprompt-review').shadowRoot;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const shown = () => page.querySelector('.stage img');
  const times = [];
  for (let n = 0; n < presses; n++) {
    const before = shown().src;
    const began = performance.now();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: n % 3 === 0 ? 'x' : 'p' }));
    while (!shown() || shown().src === before || !shown().complete) await frame();
    await frame();
    times.push(performance.now() - began);
    // As fast as nobody decides for long.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return times;
}`;

const browser = await startBrowser();
try {
  const table: Record<string, Record<string, string>> = {};
  for (const images of counts) table[`${images} images`] = await measure(images);
  console.log(`From key to next image painted, milliseconds over ${presses} presses:`);
  console.table(table);
} finally {
  await browser.close();
}

async function measure(images: number): Promise<Record<string, string>> {
  const host = new SampleReview(recipe('many', { rows: ['a'], columns: [1], images }));
  const began = performance.now();
  const { page } = await openPage<ReviewCalls>(browser, 'review', host.handlers);
  await page.route('**/store/**', (route) => route.fulfill({ contentType: 'image/png', body: picture }));
  await wear(page, 'dark');
  await page.locator('.stage img').waitFor();
  const opened = performance.now() - began;
  const times: number[] = await page.evaluate(`(${pressIn})(${presses})`);
  await page.close();
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
  return { 'p50 (ms)': at(0.5), 'p95 (ms)': at(0.95), 'most (ms)': at(1), 'first image (ms)': opened.toFixed(0) };
}
