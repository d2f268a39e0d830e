import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { seriousFaults } from '../../webviews/axe.ts';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { eventually } from '../in-host/eventually.ts';

const file = `model painter = "starter/diffusion"

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
`;

describe('reviewing in the workbench', () => {
  let editor: Editor;
  let review: Frame;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'review.vlprompt': file },
      open: 'review.vlprompt',
      name: 'review',
    });
    await editor.lens('▷ Draw 6 images').click();
    await editor.lens('✓ 6 images').waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  const says = (words: string) => review.locator('aside [role=status]', { hasText: words }).waitFor();
  const status = (words: string) => review.locator('.status', { hasText: words }).waitFor();
  const isSaved = () => editor.page.locator('.tab.active:not(.dirty)', { hasText: '.vlreview' }).waitFor();
  const views = () => path.join(editor.server.workspace, 'reviews/views/review.preview.vlreview');

  /** What was decided, in the order of the files' lines. */
  function acts(): readonly string[] {
    const reviews = path.join(editor.server.workspace, 'reviews');
    const [reviewer = ''] = readdirSync(reviews).filter((name) => name !== 'views');
    const months = readdirSync(path.join(reviews, reviewer)).sort();
    const text = months.map((month) => readFileSync(path.join(reviews, reviewer, month), 'utf8')).join('');
    const lines = text.trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line).op);
  }

  it('opens from its lens, with the file that says what is looked at', async () => {
    await editor.lens('▷ Review 6 pending').click();
    review = await editor.webview('vlprompt-review');
    await says('Image 1 of 6 · undecided');
    await review.locator('.stage img').waitFor();
    assert.deepEqual(JSON.parse(readFileSync(views(), 'utf8')), {
      version: 1,
      prompt: 'review.vlprompt',
      recipe: 'preview',
      show: 'undecided',
      order: 'plan',
    });
    await editor.picture('1-first');
  });

  it('is decided by keys, without a click first, and has nothing to save', async () => {
    await editor.page.keyboard.press('p');
    await says('Image 2 of 6');
    await editor.page.keyboard.press('x');
    await says('Image 3 of 6');
    await editor.page.keyboard.press('k');
    await says('Image 4 of 6');
    await status('3 to go · 2 accepted · 1 rejected');
    await eventually(acts, (made) => made.length === 3);
    assert.deepEqual(acts(), ['accept', 'reject', 'accept']);
    await isSaved();
    await editor.picture('2-decided');
    assert.deepEqual(await seriousFaults(review), []);
  });

  it("is undone and redone by VS Code's own keys, which show what they were about", async () => {
    await editor.page.keyboard.press('Control+z');
    await says('Image 3 of 6 · undecided');
    await editor.page.keyboard.press('z');
    await says('Image 2 of 6 · undecided');
    await editor.page.keyboard.press('Control+y');
    await says('Image 2 of 6 · rejected');
    await status('4 to go · 1 accepted · 1 rejected');
    assert.deepEqual(acts(), ['accept', 'reject', 'accept', 'undecide', 'undecide', 'reject']);
    await isSaved();
  });

  it('shows its decisions after the window was loaded anew', async () => {
    await editor.page.reload();
    await editor.lens('▷ Review 4 pending').click();
    review = await editor.webview('vlprompt-review');
    await says('Image 1 of 4');
    await review.locator('select').first().selectOption('all');
    await status('4 to go · 1 accepted · 1 rejected');
    await editor.picture('3-reloaded');
  });

  it('is unsaved when another view was chosen, until that is undone or saved', async () => {
    const dirty = editor.page.locator('.tab.active.dirty', { hasText: '.vlreview' });
    await dirty.waitFor();
    await editor.page.keyboard.press('Control+z');
    await isSaved();
    await review.locator('select').first().selectOption('rejected');
    await status('0 accepted · 1 rejected');
    await dirty.waitFor();
    await editor.page.keyboard.press('Control+s');
    await isSaved();
    assert.equal(JSON.parse(readFileSync(views(), 'utf8')).show, 'rejected');
  });

  it('follows the file when somebody else writes it, and says what to mend', async () => {
    writeFileSync(views(), '{"version": 1, "prompt": "../review.vlprompt", "recipe": "preview"}');
    await review.locator('vlp-notice', { hasText: 'inside of the workspace folder' }).waitFor();
    await editor.picture('4-unreadable');
    await review.getByRole('button', { name: 'Open as text' }).click();
    await editor.line('"../review.vlprompt"').waitFor();
  });
});
