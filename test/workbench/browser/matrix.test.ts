import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { seriousFaults } from '../../webviews/axe.ts';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';

describe('an evaluation, looked at from every side', () => {
  let editor: Editor;
  let matrix: Frame;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      open: 'fashion.vlprompt',
      name: 'matrix',
    });
    await editor.lens('▷ Draw').waitFor();
    await editor.command('VLPrompt: Evaluate');
    matrix = await editor.webview('vlprompt-matrix');
    await matrix.locator('vlp-heat-map .cell').nth(99).waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  it('shows shares, groups as one, and classes in the order of confusion', async () => {
    await matrix.getByLabel('Show').selectOption({ label: 'Share of row (recall)' });
    await matrix.locator('.cell.right', { hasText: '100' }).first().waitFor();
    await matrix.getByRole('button', { name: 'shoes (3)' }).click();
    await matrix.locator('.name.group', { hasText: 'shoes' }).waitFor();
    await matrix.getByRole('button', { name: 'shoes (3)' }).click();
    await matrix.getByLabel('Order').selectOption({ label: 'By confusion' });
    const names = await matrix.locator('.row .name').allInnerTexts();
    assert.equal(Math.abs(names.indexOf('sneaker') - names.indexOf('ankle_boot')), 1, names.join());
    await matrix.getByLabel('Order').selectOption({ label: 'As written' });
  });

  it('shows the images of a cell, and what the judge reads for both classes', async () => {
    await matrix.locator('[data-row="6"][data-column="0"]').click();
    const panel = matrix.locator('vlp-cell-images');
    await panel.locator('h2', { hasText: 'shirt, judged as tshirt, on holdout' }).waitFor();
    await panel.locator('.image img').first().waitFor();
    if (!(await panel.locator('details').getAttribute('open'))) await panel.locator('summary').click();
    await panel.getByRole('button', { name: 'a photo of a t-shirt' }).click();
    await editor.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 35' }).waitFor();
    await editor.picture('cell');
    await panel.getByRole('button', { name: 'Close' }).click();
  });

  it('measures what each line adds', async () => {
    await matrix.getByRole('tab', { name: 'Lines' }).click();
    await matrix.getByRole('button', { name: 'Measure each line' }).click();
    await matrix
      .getByText(/points \(n 600 · 95% interval/)
      .first()
      .waitFor();
    await matrix.locator('vlp-contributions .link').last().click();
    await editor.page.locator('#status\\.editor\\.selection', { hasText: /Ln (16|22|35|36)/ }).waitFor();
    await editor.picture('lines');
  });

  for (const method of ['PCA', 'UMAP']) {
    it(`draws a map by ${method}, on which images are selected`, async () => {
      await matrix.getByRole('tab', { name: 'Map' }).click();
      await matrix
        .getByLabel('Method')
        .selectOption({ label: method === 'PCA' ? 'PCA (quick, exact)' : 'UMAP (slower, keeps neighbours)' });
      await matrix.getByRole('button', { name: 'Draw the map' }).click();
      await matrix
        .getByText(method === 'PCA' ? /The plane shows \d+% of the variance/ : /UMAP keeps neighbours/)
        .waitFor();
      await matrix.getByRole('button', { name: 'Select 64 images of bag' }).click();
      await matrix.locator('vlp-cell-images header', { hasText: '64 images' }).waitFor();
      await editor.picture(`map-${method}`);
      await matrix.locator('vlp-cell-images').getByRole('button', { name: 'Close' }).click();
    });
  }

  it('has no serious fault of accessibility in any section', async () => {
    for (const name of ['Matrix', 'Classes', 'Confused pairs', 'Confidence', 'Lines', 'Map']) {
      await matrix.getByRole('tab', { name }).click();
      assert.deepEqual(await seriousFaults(matrix), [], name);
    }
  });

  it('tells what a changed word has moved', async () => {
    await editor.goToEndOf('template photo');
    await editor.page.keyboard.press('Control+Home');
    await editor.goToEndOf('class tshirt');
    await editor.page.keyboard.press('ArrowLeft');
    await editor.page.keyboard.type(' dress');
    await matrix.getByText('The words or the images have changed since').first().waitFor();
    await matrix.getByRole('button', { name: 'Evaluate again' }).click();
    await matrix.getByText('The words or the images have changed since').first().waitFor({ state: 'detached' });
    await matrix.getByRole('tab', { name: 'Matrix' }).click();
    await matrix.locator('option', { hasText: 'Difference to the run before' }).waitFor({ state: 'attached' });
    await matrix.getByLabel('Show').selectOption({ index: 3 });
    await matrix.locator('.cell:not(.zero):is(.same, .worse, .better)').first().waitFor();
    const label = await matrix.locator('[data-row="0"][data-column="0"]').getAttribute('aria-label');
    assert.match(label ?? '', /tshirt judged as tshirt: [\d.]+% of 60, before 96\.7% of 60: −[\d.]+ points/);
    await editor.picture('difference');
  });
});
