import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { smallExample } from '../small-example.ts';

describe('in the workbench, from words to a matrix', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'small.vlprompt': smallExample },
      open: 'small.vlprompt',
      name: 'drawing',
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor.stop());

  it('knows the language, colours it, and offers to draw and to judge', async () => {
    await editor.lens('▷ Draw 6 images').waitFor();
    await editor.lens('▷ Evaluate').waitFor();
    assert.equal(await editor.page.locator('#status\\.editor\\.mode').innerText(), 'VLPrompt');
    const colours = await editor.page
      .locator('.view-line span span')
      .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
    assert.ok(colours >= 4, `${colours} colours`);
    await editor.picture('1-lenses');
  });

  it('says what is wrong while it is typed, and takes it back', async () => {
    await editor.goToEndOf('on: holdout, preview');
    await editor.page.keyboard.type(', nowhere');
    await editor.page.locator('.squiggly-error').first().waitFor();
    await editor.picture('2-mistake');
    for (const _ of ', nowhere') await editor.page.keyboard.press('Backspace');
    await editor.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  });

  it('draws the prompt that was typed, by a click on its lens', async () => {
    await editor.goToEndOf('"a photo of a');
    await editor.page.keyboard.press('ArrowLeft');
    await editor.page.keyboard.type(', front view');
    const clicked = Date.now();
    await editor.lens('▷ Draw 6 images').click();
    const grid = await editor.webview('vlprompt-grid');
    await grid.locator('.tile img').first().waitFor();
    console.log(`      first picture after ${Date.now() - clicked} ms`);
    await editor.picture('3-drawing');
    await waitForCount(grid, '.tile.done img', 6);
    await editor.lens('✓ 6 images').waitFor();
    assert.match((await grid.locator('.tile').first().getAttribute('aria-label')) ?? '', /front view/);
    await waitForPicture(grid, '.tile.done img');
    await editor.picture('4-grid');
  });

  it('opens an image with all that made it, and leads to its line', async () => {
    const grid = await editor.webview('vlprompt-grid');
    await grid.locator('.tile').first().click();
    await grid.locator('vlp-detail-panel .prompt', { hasText: 'front view' }).waitFor();
    await editor.picture('5-detail');
    await grid.locator('vlp-detail-panel').getByRole('button', { name: 'Line 9' }).click();
    await editor.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 9' }).waitFor();
  });

  it('asks to draw again only what a word affects', async () => {
    await editor.goToEndOf('class bag "bag"');
    await editor.page.keyboard.press('ArrowLeft');
    await editor.page.keyboard.type('gy thing');
    await editor.lens('▷ Draw 2 of 6 (').waitFor();
  });

  it('judges real and drawn images, and shows who is taken for whom', async () => {
    await editor.lens('▷ Evaluate').click();
    const matrix = await editor.webview('vlprompt-matrix');
    await waitForCount(matrix, 'vlp-heat-map .cell', 9);
    await matrix.getByRole('tab', { name: 'preview · drawn images' }).waitFor();
    await editor.lens(/on holdout \(n=\d+/).waitFor();
    await editor.picture('6-matrix');
  });

  it('opens a cell of the matrix and shows its images, by keyboard too', async () => {
    const matrix = await editor.webview('vlprompt-matrix');
    const cell = matrix.locator('.cell.right').first();
    const count = Number(await cell.innerText());
    assert.ok(count > 0, 'no trousers were recognised');
    await cell.click();
    await matrix.locator('vlp-cell-images h2').waitFor();
    await matrix.locator('vlp-cell-images header', { hasText: `${count} images` }).waitFor();
    await waitForPicture(matrix, 'vlp-cell-images li img');
    await editor.picture('7-cell');
    await cell.press('ArrowRight');
    const focused = await matrix.locator('.cell[tabindex="0"]').getAttribute('data-column');
    assert.equal(focused, '1');
  });

  it('leads from a drawn image in the matrix to the line that made it', async () => {
    const matrix = await editor.webview('vlprompt-matrix');
    await matrix.getByRole('tab', { name: 'preview · drawn images' }).click();
    await matrix.locator('.cell:not(.zero)').first().click();
    await matrix.locator('vlp-cell-images li button.image', { hasText: 'line 9' }).first().click();
    await editor.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 9' }).waitFor();
  });

  it('asks nothing of any other machine', () => {
    assert.deepEqual(editor.foreignRequests, []);
  });
});

/** At least so many elements. */
async function waitForCount(frame: Frame, selector: string, count: number): Promise<void> {
  await frame
    .locator(selector)
    .nth(count - 1)
    .waitFor();
}

/** An element is not a picture yet: its file must have arrived. */
async function waitForPicture(frame: Frame, selector: string): Promise<void> {
  const image = frame.locator(selector).first();
  await image.evaluate(async (element) => {
    if (!(element instanceof HTMLImageElement)) throw new Error(`${element.tagName} is no picture`);
    await element.decode();
  });
}
