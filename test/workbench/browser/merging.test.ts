import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decideImages } from '../../../src/engine/datasets/decisions/decide-images.ts';
import { mergeLine } from '../../../src/protocol/texts/merge-line.ts';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { eventually } from '../in-host/eventually.ts';

describe('decisions in a git repository', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: {
        'merging.vlprompt': 'class shirt "shirt"\nrecipe preview {\n  prompt: "a ${class}"\n}\n',
        // As in a worktree.
        '.git': 'gitdir: elsewhere\n',
      },
      open: 'merging.vlprompt',
      name: 'merging',
    });
    // The extension runs once its lenses are there.
    await editor.lens('▷ Draw 1 image').waitFor();
  });

  after(() => editor?.stop());

  it('are merged by git once the line that is offered is added, whoever decided', async () => {
    const { workspace } = editor.server;
    // Toasts go by themselves; behind the bell the offer stays.
    await editor.page.locator('[id="status.notifications"]').click();
    const hash = 'a'.repeat(64);
    await decideImages(workspace, 'Ann Lee', [{ file: '', hash, pixels: hash }], { op: 'accept' });
    const offer = editor.page.locator('.notification-list-item', { hasText: '.gitattributes' });
    await offer.waitFor();
    await editor.picture('offer');
    const file = path.join(workspace, '.gitattributes');
    assert.ok(!existsSync(file));
    await offer.getByRole('button', { name: 'Add' }).click();
    await eventually(
      () => existsSync(file) && readFileSync(file, 'utf8'),
      (text) => text === `${mergeLine}\n`,
    );
    await offer.waitFor({ state: 'detached' });
  });
});
