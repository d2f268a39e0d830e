import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { smallExample } from '../small-example.ts';

describe('in a workspace that is not trusted', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'small.vlprompt': smallExample },
      open: 'small.vlprompt',
      name: 'trust',
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  it('the language works', async () => {
    await editor.goToEndOf('on: holdout, preview');
    await editor.page.keyboard.type(', nowhere');
    await editor.page.locator('.squiggly-error').first().waitFor();
  });

  it('nothing can be drawn: the lens says what it takes', async () => {
    for (const _ of ', nowhere') await editor.page.keyboard.press('Backspace');
    await editor.lens('Trust this workspace to draw').waitFor();
    assert.deepEqual(
      (await editor.lensTexts()).filter((text) => text.includes('▷')),
      [],
    );
    await editor.picture('untrusted');
  });

  it('the side bar shows what models there are, and says what the rest takes', async () => {
    await editor.page.locator('.activitybar a.action-label[aria-label^="VLPrompt"]').click();
    const rows = editor.page.locator('.pane-body .monaco-list-row');
    await rows.filter({ hasText: 'Trust this workspace first' }).waitFor();
    await rows.filter({ hasText: 'CLIP ViT-B/32' }).hover();
    await editor.picture('models');
  });

  it('nothing was started and nothing was written', () => {
    assert.equal(existsSync(path.join(editor.server.workspace, '.vlprompt')), false);
  });
});
