import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { hostTarget } from '../../../tools/package/targets.mjs';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { smallExample } from '../small-example.ts';

const vsix = path.join(checkout, '.work/vsix', `vlprompt-${hostTarget()?.name}.vsix`);

describe('the packaged extension, installed', () => {
  let editor: Editor;

  before(async () => {
    assert.ok(existsSync(vsix), `${vsix} is missing: run \`node tools/package.mjs\` first`);
    editor = await Editor.start({
      workspace: exampleFolder,
      vsix: [vsix],
      files: { 'small.vlprompt': smallExample },
      open: 'small.vlprompt',
      name: 'packaged',
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  it('draws with the models that it brings along', async () => {
    await editor.lens('▷ Draw 6 images').click();
    const grid = await editor.webview('vlprompt-grid');
    await grid.locator('.tile.done img').nth(5).waitFor();
    await editor.lens('✓ 6 images').waitFor();
  });

  it('judges with the models that it brings along', async () => {
    await editor.lens('▷ Evaluate').click();
    const matrix = await editor.webview('vlprompt-matrix');
    await matrix.locator('vlp-heat-map .cell').nth(8).waitFor();
    await editor.lens(/on holdout \(n=\d+/).waitFor();
    await editor.picture('matrix');
  });

  it('asks nothing of any other machine', () => {
    assert.deepEqual(editor.foreignRequests, []);
  });
});
