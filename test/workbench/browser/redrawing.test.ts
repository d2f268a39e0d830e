import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { eventually } from '../in-host/eventually.ts';

const file = `model painter = "starter/diffusion"
class trouser "pair of trousers"
class bag "bag"
recipe preview {
  model: painter
  prompt: "a photo of a \${class}"
  images: 2
  seed: 11
  steps: 6
}
`;

describe('rejecting and redrawing in the workbench', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'again.vlprompt': file },
      open: 'again.vlprompt',
      name: 'redrawing',
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  it('draws amended words in place of an image, and has a review show it as one to decide about', async () => {
    await editor.lens('▷ Draw 4 images').click();
    const grid = await editor.webview('vlprompt-grid');
    await grid.locator('.tile.done img').nth(3).waitFor();
    await grid.locator('.tile').first().click();
    await grid.getByRole('button', { name: 'Reject and redraw…' }).click();
    await editor.page.locator('.quick-input-widget input').fill('a photo of a pair of blue trousers');
    await editor.page.keyboard.press('Enter');
    await grid.getByText('Drawn in its place').waitFor();
    await grid.getByAltText(/^a photo of a pair of blue trousers with seed \d+$/).waitFor();
    await eventually(
      () => editor.lensTexts(),
      (texts) => texts.some((text) => text.includes('0 kept · 1 rejected')),
    );
    await editor.lens('▷ Review 3 pending').click();
    const review = await editor.webview('vlprompt-review');
    await review.getByText('4 to go').waitFor();
  });
});
