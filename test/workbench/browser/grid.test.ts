import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { seriousFaults } from '../../webviews/axe.ts';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { eventually } from '../in-host/eventually.ts';

const file = `model painter = "starter/diffusion"
model judge = "starter/clip"

class trouser "pair of trousers"
class sandal "sandal"
class bag "bag"

template photo {
  "a photo of a \${class}"
}

recipe preview {
  model: painter
  prompt: photo
  images: 2
  seed: 11
  steps: 8
  guidance: [1, 3]
}

recipe close {
  model: painter
  prompt: "a close-up of a \${class}"
  steps: 8
}
`;

describe('the grid in the workbench', () => {
  let editor: Editor;
  let grid: Frame;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'grid.vlprompt': file },
      open: 'grid.vlprompt',
      name: 'grid',
    });
    await editor.lens('▷ Draw 12 images').click();
    grid = await editor.webview('vlprompt-grid');
    await grid.locator('.tile.done img').nth(11).waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  it('shows where each piece of a prompt was written, and marks it in the editor', async () => {
    await grid.locator('.tile').first().click();
    const pieces = grid.locator('vlp-detail-panel .piece');
    await pieces.nth(1).waitFor();
    assert.deepEqual(await pieces.allInnerTexts(), ['a photo of a ', 'pair of trousers']);
    await pieces.nth(1).click();
    await editor.page.locator('#status\\.editor\\.selection', { hasText: '(16 selected)' }).waitFor();
    await editor.picture('1-details');
  });

  it('keeps decisions in the workspace, as lines of whoever made them', async () => {
    await grid.locator('.tile').nth(1).click();
    await grid.locator('.scroller').press('k');
    await grid.locator('.tile[data-index="1"] .mark.kept').waitFor();
    await grid.locator('.scroller').press('ArrowRight');
    await grid.locator('.scroller').press('x');
    await grid.locator('.tile[data-index="2"] .mark.rejected').waitFor();
    const reviews = path.join(editor.server.workspace, 'reviews');
    const [reviewer = ''] = readdirSync(reviews);
    const [month = ''] = readdirSync(path.join(reviews, reviewer));
    const lines = readFileSync(path.join(reviews, reviewer, month), 'utf8')
      .trimEnd()
      .split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).op),
      ['accept', 'reject'],
    );
    await grid.locator('.scroller').press('u');
    await grid.locator('.mark.rejected').waitFor({ state: 'detached' });
  });

  it('scores what is drawn, and sorts by it', async () => {
    await grid.getByRole('button', { name: 'Score', exact: true }).click();
    await grid.getByRole('button', { name: 'Score', exact: true }).waitFor({ state: 'detached' });
    await grid.getByLabel('Sort by').selectOption('score');
    await grid.locator('.shown', { hasText: '12 of 12 shown' }).waitFor();
    const captions = await grid.locator('.caption').allInnerTexts();
    const scores = captions.map((caption) => Number(caption.split(' ')[0]));
    assert.deepEqual(
      [...scores].sort((a, b) => a - b),
      scores,
    );
    await editor.picture('2-sorted');
    await grid.getByLabel('Sort by').selectOption('plan');
  });

  it('draws an image again with a new seed, and leaves the file alone', async () => {
    await grid.locator('.tile').first().click();
    await grid.locator('.scroller').press('r');
    await grid.locator('.candidates img').waitFor();
    assert.equal(readFileSync(path.join(editor.server.workspace, 'grid.vlprompt'), 'utf8'), file);
    await editor.picture('3-new-seed');
  });

  it('leads from a drawn picture that is dropped on the editor to its line, and changes nothing', async () => {
    const cache = path.join(editor.server.workspace, '.vlprompt/cache');
    const names = readdirSync(cache, { recursive: true, encoding: 'utf8' });
    // Of all that are kept, those of the recipe are the ones that say so.
    const pictures = names
      .filter((name) => name.endsWith('.png'))
      .map((name) => readFileSync(path.join(cache, name)))
      .filter((bytes) => bytes.includes('a photo of a sandal'));
    const box = await editor.line('recipe close').boundingBox();
    assert.ok(box && pictures[0]);
    await editor.page.evaluate(
      ({ bytes, x, y }) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], 'drawn.png', { type: 'image/png' }));
        const target = document.elementFromPoint(x, y);
        for (const kind of ['dragenter', 'dragover', 'drop']) {
          const where = { clientX: x, clientY: y, shiftKey: true };
          target?.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true, ...where }));
        }
      },
      { bytes: [...pictures[0]], x: box.x + 20, y: box.y + box.height / 2 },
    );
    await editor.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 9' }).waitFor();
    assert.equal(await editor.page.locator('.tab.dirty').count(), 0);
    await editor.picture('5-dropped');
  });

  it('follows the cursor to the class and to the other recipe, until it is told to stay', async () => {
    await editor.line('class bag').click();
    await grid.locator('.row.pointed .row-head', { hasText: 'bag' }).waitFor();
    await editor.line('close-up').click();
    await grid.locator('h1', { hasText: 'close' }).waitFor();
    await grid.locator('vlp-notice', { hasText: 'Nothing is drawn yet' }).waitFor();
    await grid.getByRole('button', { name: 'Stay with this recipe' }).click();
    await editor.line('images: 2').click();
    await editor.lens('✓ 12 images').click();
    await eventually(
      () => editor.page.locator('.tab', { hasText: 'preview · grid.vlprompt' }).count(),
      (count) => count === 1,
    );
    await editor.picture('4-following');
  });

  it('has no serious fault of accessibility', async () => {
    grid = await editor.webview('vlprompt-grid:has-text("12 images")');
    assert.deepEqual(await seriousFaults(grid), []);
  });
});
