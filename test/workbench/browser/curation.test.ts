import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { eventually } from '../in-host/eventually.ts';

const file = `model painter = "starter/diffusion"
model judge = "starter/clip"
class trouser "pair of trousers"
class sandal "sandal"
class bag "bag"
recipe preview {
  model: painter
  prompt: "a photo of a \${class}"
  images: 2
  seed: 11
  steps: 8
}
curate train {
  model: judge
  from: preview
  export: imagefolder "out/train"
}
`;

/** What was exported, as real images of another set. */
const again = `
data exported from "out/train" {
  role: pool
}
curate second {
  model: judge
  from: exported
}
`;

describe('from a prompt to a data set and back, in the workbench', () => {
  let editor: Editor;
  let review: Frame;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'culled.vlprompt': file },
      open: 'culled.vlprompt',
      name: 'curation',
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  const press = (key: string) => editor.page.keyboard.press(key);
  const says = (words: string) => review.locator('aside [role=status]', { hasText: words }).waitFor();
  const status = (words: string) => review.locator('.status', { hasText: words }).waitFor();
  /** The page of a review with this title; that of another tab may be there still. */
  async function reviewOf(title: string): Promise<Frame> {
    const found = await eventually(
      async () => {
        const pages = editor.page.frames().map(async (frame) => {
          const bar = frame.locator('vlprompt-review vlp-review-bar', { hasText: title });
          return (await bar.count().catch(() => 0)) > 0 ? [frame] : [];
        });
        return (await Promise.all(pages)).flat();
      },
      (frames) => frames.length > 0,
    );
    const [frame] = found;
    assert.ok(frame);
    return frame;
  }

  const inWorkspace = (name: string) => path.join(editor.server.workspace, name);
  const rows = (
    split: string,
  ): readonly { readonly file_name: string; readonly label: string; readonly id: string }[] =>
    readFileSync(inWorkspace(`out/train/${split}/metadata.jsonl`), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('draws', async () => {
    await editor.lens('▷ Draw 6 images').click();
    await editor.lens('✓ 6 images').waitFor();
  });

  it('culls the curation by keyboard, and takes a step back', async () => {
    // That of the recipe stands above it.
    const lens = editor.page.locator('.codelens-decoration a', { hasText: '▷ Review 6 pending' });
    await eventually(
      () => lens.count(),
      (count) => count >= 2,
    );
    await lens.last().click();
    review = await editor.webview('vlprompt-review');
    await says('Image 1 of 6 · undecided');
    await editor.focused(review);
    await press('p');
    await says('Image 2 of 6');
    await press('x');
    await says('Image 3 of 6');
    await press('x');
    await status('3 to go · 1 accepted · 2 rejected');
    await press('Control+z');
    await status('4 to go · 1 accepted · 1 rejected');
    await says('Image 3 of 6 · undecided');
    await editor.picture('1-culled');
  });

  it('filters what is left, and accepts it at once', async () => {
    await press('/');
    await review.locator('vlp-condition-field input').fill('class in [sandal, bag]');
    await press('Enter');
    await review.locator('.status', { hasText: '4 to go · 0 accepted · 0 rejected' }).waitFor();
    await press('g');
    await review.locator('vlp-wall-view [role=gridcell]').first().waitFor();
    await review.locator('vlp-wall-view').focus();
    await press('Control+a');
    await review.locator('vlp-bulk-bar', { hasText: '4 selected' }).waitFor();
    await press('p');
    await review.locator('vlp-bulk-bar', { hasText: '4 will change' }).waitFor();
    await press('p');
    await status('All decided · 4 accepted · 0 rejected');
    await editor.picture('2-accepted');
  });

  it('exports what is kept from its lens, and nothing else', async () => {
    await editor.openFile('culled.vlprompt');
    const lens = editor.lens('⇩ Export 5');
    await lens.waitFor();
    await lens.click();
    await editor.message(/5 images as Image folder are written and read back/u);
    await editor.picture('3-exported');
    assert.deepEqual(
      rows('train')
        .map(({ label }) => label)
        .toSorted(),
      ['bag', 'bag', 'sandal', 'sandal', 'trouser'],
    );
  });

  it('takes the export in again as real images', async () => {
    writeFileSync(inWorkspace('culled.vlprompt'), file + again);
    const lens = editor.lens(/^▷ Review$/u);
    await lens.waitFor();
    await lens.click();
    await editor.page.locator('.tab.active', { hasText: 'second' }).waitFor();
    // The same pixels: what was decided about them holds for the export, too.
    review = await reviewOf('second');
    await review.locator('vlp-find-bar select').first().selectOption('all');
    await says('Image 1 of 5 · accepted');
    await status('All decided · 5 accepted · 0 rejected');
    await review.locator('vlp-image-stage img').first().waitFor();
    await editor.picture('4-again');
  });
});
