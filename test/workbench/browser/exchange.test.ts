import assert from 'node:assert/strict';
import { png, tEXt } from '../../language/exchange/pictures.ts';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';

const picture = png(
  tEXt('parameters', 'a red fox\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 42, Size: 64x64, RNG: CPU'),
);

describe('pictures of other tools, in a workspace that is not trusted', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'words.vlprompt': 'recipe first { prompt: "x" }\n' },
      open: 'words.vlprompt',
      name: 'exchange',
      workspaceTrust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
    });
    await editor.lens('Trust this workspace to draw').waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  /** Where an event of the mouse or the clipboard would arrive. */
  const line = () => editor.page.locator('.view-line', { hasText: 'first' }).first();

  it('become recipes when they are pasted', async () => {
    await editor.goToEndOf('recipe first');
    await editor.page.evaluate(
      (bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], 'fox.png', { type: 'image/png' }));
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        document.activeElement?.dispatchEvent(event);
      },
      [...picture],
    );
    await editor.page.locator('.view-line', { hasText: /recipe\sfox\s/ }).waitFor();
    await editor.picture('pasted');
  });

  it('become recipes when they are dropped, under a name that is free', async () => {
    const box = await line().boundingBox();
    assert.ok(box);
    await editor.page.evaluate(
      ({ bytes, x, y }) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], 'fox.png', { type: 'image/png' }));
        const target = document.elementFromPoint(x, y);
        for (const kind of ['dragenter', 'dragover', 'drop']) {
          const where = { clientX: x, clientY: y, shiftKey: true };
          target?.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true, ...where }));
        }
      },
      { bytes: [...picture], x: box.x + 20, y: box.y + box.height / 2 },
    );
    await editor.page.locator('.view-line', { hasText: /recipe\sfox_2\s/ }).waitFor();
    await editor.picture('dropped');
  });
});
