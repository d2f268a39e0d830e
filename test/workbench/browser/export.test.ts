import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';

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
curate train {
  from: preview
  export: csv "out/set"
  licence: "CC0-1.0"
  creator: "Ann"
  description: "Six pictures."
}
`;

describe('exporting and releasing in the workbench', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'set.vlprompt': file },
      open: 'set.vlprompt',
      name: 'export',
    });
    await editor.lens('▷ Draw 6 images').click();
    await editor.lens('✓ 6 images').waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  const inWorkspace = (name: string) => path.join(editor.server.workspace, name);
  const rows = () => readFileSync(inWorkspace('out/set/data.csv'), 'utf8').trimEnd().split('\n').slice(1);
  const choice = (words: string) =>
    editor.page.locator('.quick-input-list .monaco-list-row', { hasText: words }).first();

  it('writes the set where the file says, from the lens', async () => {
    await editor.goToEndOf('curate train');
    await editor.lens(/^⇩ Export/).click();
    const message = await editor.message(/train 1\.0\.0-draft: 6 images as CSV are written and read back/);
    await editor.picture('exported');
    assert.equal(await message.getByText('Open Folder').count(), 1);
    assert.equal(rows().length, 6);
    assert.ok(existsSync(inWorkspace('out/set/croissant.json')));
  });

  it('freezes the set under a version, with a note', async () => {
    await editor.goToEndOf('curate train');
    await editor.command('Release Curation…');
    const input = editor.page.locator('.quick-input-widget input').first();
    await editor.page.getByText('Release train: the first release').waitFor();
    await input.fill('for the team');
    await input.press('Enter');
    await editor.message('train 1.0.0 is released');
    const lock = JSON.parse(readFileSync(inWorkspace('releases/train/1.0.0/release.json'), 'utf8'));
    assert.deepEqual([lock.images, lock.note, lock.licence], [6, 'for the team', 'CC0-1.0']);
  });

  it('asks before it replaces an earlier export', async () => {
    writeFileSync(inWorkspace('set.vlprompt'), file.replace('  export:', '  drop where class = bag\n  export:'));
    await editor.line('drop where').waitFor();
    await editor.goToEndOf('curate train');
    await editor.command('Export Curation');
    const dialog = editor.page.locator('.monaco-dialog-box');
    await dialog.getByText('An earlier export of another set').waitFor();
    await editor.picture('replace');
    await dialog.getByText('Replace', { exact: true }).click();
    await editor.message(/train 2\.0\.0-draft: 4 images as CSV are written/);
    assert.equal(rows().length, 4);
    await editor.lens('⇩ Export 4').waitFor();
  });

  it('says what differs from a release', async () => {
    await editor.goToEndOf('curate train');
    await editor.command('Compare Releases…');
    await choice('1.0.0').click();
    await choice('As it is now').click();
    await editor.message('train 1.0.0 → now: a major change (2 removed, 4 as they were).');
    await editor.picture('compared');
  });
});
