/**
 * @file How long a reviewer waits: from the key that decides to the next image in a painted frame, and how a wall of all
 * images scrolls, in a real browser without a graphics card. `node --import tsx bench/review.ts`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import type { ReviewCalls } from '../src/protocol/webviews/review.ts';
import { openPage, startBrowser } from '../test/webviews/browser-page.ts';
import { SampleReview } from '../test/webviews/review/sample-review.ts';
import { wear } from '../test/webviews/themes.ts';

const presses = 100;
const frames = 300;
const counts = [1000, 10_000, 100_000];
/** 1390 pixels wide: larger than what most models draw. */
const picture = readFileSync(path.join(import.meta.dirname, '../docs/images/grid-light.png'));
const small = readFileSync(path.join(import.meta.dirname, '../examples/inspection/data/holdout/hole/0001.png'));

/** Presses a key, waits for another image that is decoded, and for the frame after the one that it was put into. */
const pressIn = `async (presses) => {
  const view = document.querySelector('vlprompt-review').shadowRoot.querySelector('vlp-cull-view').shadowRoot;
  const page = view.querySelector('vlp-image-stage').shadowRoot;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const shown = () => page.querySelector('.stage img');
  const times = [];
  for (let n = 0; n < presses; n++) {
    const before = shown().src;
    const began = performance.now();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: n % 3 === 0 ? 'x' : 'p', cancelable: true }));
    while (!shown() || shown().src === before || !shown().complete) await frame();
    await frame();
    times.push(performance.now() - began);
    // As fast as nobody decides for long.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return times;
}`;

/** Scrolls each frame, back at the end; times between frames, and the most tiles there were. */
const scrollIn = `async (by, frames) => {
  const wall = document.querySelector('vlprompt-review').shadowRoot.querySelector('vlp-wall-view').shadowRoot;
  const scroller = wall.querySelector('.scroller');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const times = [];
  let [last, most, step] = [await frame(), 0, by];
  for (let n = 0; n < frames; n++) {
    const { scrollTop } = scroller;
    scroller.scrollTop += step;
    if (scroller.scrollTop === scrollTop) step = -step;
    const now = await frame();
    times.push(now - last);
    last = now;
    if (n % 10 === 0) most = Math.max(most, wall.querySelectorAll('.tile').length);
  }
  return { times, most };
}`;

const browser = await startBrowser();
try {
  const keys: Record<string, Record<string, string>> = {};
  for (const images of counts) keys[`${images} images`] = await measureKeys(images);
  console.log(`From key to next image painted, milliseconds over ${presses} presses:`);
  console.table(keys);
  console.log(`A wall of ${counts.at(-1)} images of 64 × 64, ${frames} frames:`);
  console.table(await measureWall(counts.at(-1) ?? 0));
} finally {
  await browser.close();
}

async function opened(images: number, mode: 'cull' | 'grid', body: Buffer) {
  const view = { mode, show: 'all', where: '', order: { by: 'plan' } } as const;
  const host = new SampleReview(images, { view });
  const began = performance.now();
  const { page } = await openPage<ReviewCalls>(browser, 'review', host.handlers);
  await page.route('**/store/**', (route) => route.fulfill({ contentType: 'image/png', body }));
  await wear(page, 'dark');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page
    .locator(mode === 'cull' ? '.stage img' : '.tile img')
    .first()
    .waitFor();
  return { page, first: performance.now() - began };
}

async function measureKeys(images: number): Promise<Record<string, string>> {
  const { page, first } = await opened(images, 'cull', picture);
  const times: number[] = await page.evaluate(`(${pressIn})(${presses})`);
  await page.close();
  return { ...shares(times), 'first image (ms)': first.toFixed(0) };
}

async function measureWall(images: number): Promise<Record<string, Record<string, string>>> {
  const { page } = await opened(images, 'grid', small);
  const session = await page.context().newCDPSession(page);
  const before = await heap(session);
  const table = {
    '40 px a frame': await measureScroll(page, 40),
    '400 px a frame': await measureScroll(page, 400),
    '20 000 px a frame': await measureScroll(page, 20_000),
  };
  const after = await heap(session);
  await page.close();
  return { ...table, 'memory of scripts': { before: megabytes(before), after: megabytes(after) } };
}

async function measureScroll(page: Page, by: number): Promise<Record<string, string>> {
  const { times, most } = (await page.evaluate(`(${scrollIn})(${by}, ${frames})`)) as { times: number[]; most: number };
  return { ...shares(times), 'most tiles': String(most) };
}

function shares(times: readonly number[]): Record<string, string> {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
  return { 'p50 (ms)': at(0.5), 'p95 (ms)': at(0.95), 'most (ms)': at(1) };
}

/** Bytes, once what nobody needs is gone. */
async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
