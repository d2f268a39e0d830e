/**
 * @file How smoothly a grid of ten thousand images scrolls: frame times, elements in the page, and memory, in a real
 * browser without a graphics card. `node --import tsx bench/grid-scroll.ts [picture.png]`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import type { GridCalls } from '../src/protocol/webviews/grid.ts';
import { recipe } from '../test/extension/sample-plans.ts';
import { openPage, startBrowser } from '../test/webviews/browser-page.ts';
import { allKeys, SampleGrid, stateOf } from '../test/webviews/grid/sample-grid.ts';
import { wear } from '../test/webviews/themes.ts';
import { exampleFolder } from '../test/workbench/folders.ts';

const frames = 300;
const plan = recipe('many', {
  rows: Array.from({ length: 100 }, (_, row) => `class_${row}`),
  columns: Array.from({ length: 100 }, (_, column) => column + 1),
  images: 1,
});

/** A walk over the grid: pixels to the right and down, each frame. */
const walks = {
  'down, 40 px a frame': [0, 40],
  'right, 40 px a frame': [40, 0],
  'across, 400 px a frame': [170, 400],
} as const;

/** Scrolls each frame, back when it comes to an end; times between frames, and the most elements there were. */
const walkIn = `async (x, y, frames) => {
  const grid = document.querySelector('vlprompt-grid')?.shadowRoot.querySelector('vlp-image-table');
  const scroller = (grid?.shadowRoot ?? document).querySelector('.scroller');
  const count = (root) => {
    let sum = 0;
    for (const element of root.querySelectorAll('*')) sum += 1 + (element.shadowRoot ? count(element.shadowRoot) : 0);
    return sum;
  };
  scroller.scrollTo(0, 0);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  const times = [];
  let most = 0;
  let tiles = 0;
  let [dx, dy] = [x, y];
  let last = await frame();
  for (let n = 0; n < frames; n++) {
    const { scrollLeft, scrollTop } = scroller;
    scroller.scrollBy(dx, dy);
    if (dx !== 0 && scroller.scrollLeft === scrollLeft) dx = -dx;
    if (dy !== 0 && scroller.scrollTop === scrollTop) dy = -dy;
    const now = await frame();
    times.push(now - last);
    last = now;
    if (n % 10 === 0) {
      most = Math.max(most, count(document));
      tiles = Math.max(tiles, scroller.querySelectorAll('.tile').length);
    }
  }
  return { times, most, tiles };
}`;

const browser = await startBrowser();
try {
  const host = new SampleGrid(stateOf(plan, allKeys(plan)));
  const { page } = await openPage<GridCalls>(browser, 'grid', host.handlers);
  const picture = examplePicture();
  await page.route('**/store/**', (route) => route.fulfill({ contentType: 'image/png', body: picture }));
  await wear(page, 'dark');
  await page.setViewportSize({ width: 1280, height: 900 });
  const session = await page.context().newCDPSession(page);
  // In time of the processor, which other programs do not lengthen.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.locator('.tile.done img').first().waitFor();
  const before = await heap(session);
  console.log(`${allKeys(plan).length} images; a snapshot is ${kilobytes(JSON.stringify(host.snapshot).length)}`);
  const table: Record<string, Record<string, string | number>> = {};
  table['an empty page, down'] = await walkOverNothing();
  for (const [name, [x, y]] of Object.entries(walks)) table[name] = await walk(page, session, x, y);
  console.table(table);
  console.log(
    `memory of scripts, after collecting: ${megabytes(before)} at the start, ${megabytes(await heap(session))} at the end`,
  );
} finally {
  await browser.close();
}

/** What the machine makes of scrolling as such, at this moment. */
async function walkOverNothing() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.setContent(
    '<div class="scroller" style="height: 860px; overflow: auto"><div style="width: 7600px; height: 7600px"></div></div>',
  );
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const walked = await walk(page, session, 0, 40);
  await page.close();
  return walked;
}

async function walk(page: Page, session: CDPSession, x: number, y: number) {
  const before = await spent(session);
  // As text, for it runs in the page.
  const measured = (await page.evaluate(`(${walkIn})(${x}, ${y}, ${frames})`)) as {
    times: number[];
    most: number;
    tiles: number;
  };
  const after = await spent(session);
  const aFrame = (name: string) => round(((after.get(name) ?? 0) - (before.get(name) ?? 0)) / frames);
  const sorted = measured.times.sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return {
    'median, ms': at(0.5),
    'p95, ms': at(0.95),
    'longest, ms': at(1),
    'processor, ms': aFrame('TaskDuration'),
    'of it scripts': aFrame('ScriptDuration'),
    'styles, layout': round(aFrame('RecalcStyleDuration') + aFrame('LayoutDuration')),
    'most elements': measured.most,
    'most tiles': measured.tiles,
  };
}

/** Milliseconds of the page's main thread so far. */
async function spent(session: CDPSession): Promise<ReadonlyMap<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, 1000 * value]));
}

/** Bytes, once what nobody needs is gone. */
async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** A picture of 28 × 28 pixels or the one that was named. */
function examplePicture(): Buffer {
  const [, , named] = process.argv;
  if (named !== undefined) return readFileSync(named);
  const folder = path.join(exampleFolder, 'data/holdout/bag');
  return readFileSync(path.join(folder, readdirSync(folder).sort()[0] ?? ''));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1e3).toFixed(1)} kB`;
}
