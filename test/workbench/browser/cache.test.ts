import assert from 'node:assert/strict';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { smallExample } from '../small-example.ts';

describe('the cache', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'small.vlprompt': smallExample },
      open: 'small.vlprompt',
      name: 'cache',
    });
    await editor.lens(/^▷ Draw \d+ images/).waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  const rows = () => editor.page.locator('.quick-input-list .monaco-list-row');

  it('is shown by stage, and what nothing refers to goes', async () => {
    await editor.lens(/^▷ Draw \d+ images/).click();
    await editor.lens('✓').waitFor();
    await editor.command('VLPrompt: Clean Cache…');
    await rows().filter({ hasText: 'Remove all that nothing refers to' }).waitFor();
    const texts = await rows().allInnerTexts();
    for (const stage of ['images', 'latents', 'words as painters read them', 'index of images']) {
      assert.ok(
        texts.some((text) => text.startsWith(stage) && /files/.test(text)),
        texts.join('\n'),
      );
    }
    await editor.picture('1-stages');
    await rows().filter({ hasText: 'Remove all that nothing refers to' }).click();
    await editor.message(/^Freed \d.* \(\d+ files\); the cache takes/);
    await editor.picture('2-cleaned');
    // The images of the run stay, for its journal refers to them.
    await editor.lens('✓').waitFor();
  });
});
