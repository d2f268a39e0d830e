import assert from 'node:assert/strict';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';

describe('the example, as a newcomer sees it', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      open: 'fashion.vlprompt',
      name: 'example',
      settings: { 'workbench.colorTheme': 'Default Light Modern' },
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  it('has nothing wrong with it', async () => {
    await editor.page.locator('#status\\.problems', { hasText: '0' }).waitFor();
    await editor.goToEndOf('model judge');
    assert.equal(await editor.page.locator('.squiggly-error, .squiggly-warning').count(), 0);
  });

  it('draws its whole grid from the palette, filling it image by image', async () => {
    await editor.command('VLPrompt: Draw Recipe');
    const grid = await editor.webview('vlprompt-grid');
    await grid.locator('.tile.done').first().waitFor();
    const total = await grid.locator('.tile').count();
    assert.ok((await grid.locator('.tile.done').count()) < total, 'the grid was full before it was looked at');
    await editor.picture('filling');
    await grid
      .locator('.tile.done')
      .nth(total - 1)
      .waitFor();
    await editor.picture('grid');
  });

  it('shows the matrix of its real photographs from the palette', async () => {
    await editor.command('VLPrompt: Evaluate');
    const matrix = await editor.webview('vlprompt-matrix');
    const cells = matrix.locator('vlp-heat-map .cell');
    await cells.nth(99).waitFor();
    const counts = (await cells.allInnerTexts()).map(Number);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      600,
    );
    await editor.picture('matrix');
  });
});
