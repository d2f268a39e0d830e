import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { smallExample } from '../small-example.ts';

/** So slow that there is time to look at it. */
const slow = smallExample
  .replace('recipe preview', 'recipe slow')
  .replace('images: 1', 'images: 4')
  .replace('steps: 12', 'steps: 300')
  .replace('on: holdout, preview', 'on: holdout');

describe('runs in the side bar', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'slow.vlprompt': slow },
      open: 'slow.vlprompt',
      name: 'runs',
    });
    await editor.lens('▷ Draw 24 images').waitFor();
    await editor.page.locator('.activitybar a.action-label[aria-label^="VLPrompt"]').click();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  const pane = (name: string) =>
    editor.page.locator('.pane', { has: editor.page.locator(`.pane-header[aria-label^="${name}"]`) });
  const queued = (text: string | RegExp) => pane('Queue').locator('.monaco-list-row', { hasText: text }).first();
  const past = (text: string | RegExp) => pane('History').locator('.monaco-list-row', { hasText: text }).first();
  /** A row that is made anew in that moment takes no click: then once more. */
  const clickOn = async (row: Locator, action: string) => {
    for (let tries = 0; tries < 3 && (await row.count()) > 0; tries++) {
      await row.hover();
      await row.locator(`.action-label[aria-label^="${action}"]`).click();
      await editor.page.mouse.move(700, 400);
      const isGone = await row.waitFor({ state: 'detached', timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (isGone) return;
    }
  };
  const click = async (name: 'Queue' | 'History', action: string) => {
    await pane(name).locator('.pane-header').hover();
    await pane(name).locator(`.pane-header .action-label[aria-label^="${action}"]`).click();
  };

  it('say when there are none', async () => {
    await pane('Queue').getByText('Nothing is drawn or judged').waitFor();
    await pane('History').getByText('No run is known yet').waitFor();
    await editor.picture('1-none');
  });

  it('stand in the queue: what is at work with its progress, and what waits', async () => {
    await editor.lens('▷ Draw 24 images').click();
    await editor.lens(/^◌ Drawing \d+ of 24/).waitFor();
    await editor.lens('▷ Evaluate').click();
    await queued(/slow.*\d+ of 24/).waitFor();
    await queued(/zeroshot.*waiting/).waitFor();
    await editor.lens('◌ Waiting').waitFor();
    assert.match((await queued('zeroshot').getAttribute('aria-label')) ?? '', /^evaluating zeroshot, waiting, /);
    await editor.picture('2-queue');
  });

  it('pause and go on', async () => {
    await click('Queue', 'Pause Queue');
    await queued(/slow.*paused at/).waitFor();
    await editor.lens('◌ Paused').waitFor();
    await editor.page.locator('.statusbar-item', { hasText: 'VLPrompt paused' }).waitFor();
    await pane('Queue').getByText('Paused: nothing goes on until it is resumed.').waitFor();
    await editor.picture('3-paused');
    await click('Queue', 'Resume Queue');
    await editor.lens(/^◌ Drawing \d+ of 24/).waitFor();
  });

  it('are cancelled one by one, and then stand in the history', async () => {
    await clickOn(queued('zeroshot'), 'Cancel Run');
    await editor.lens('▷ Evaluate').waitFor();
    await clickOn(queued('slow'), 'Cancel Run');
    await past(/slow.*cancelled · \d+ of 24/).waitFor();
    await editor.lens(/^▷ Draw \d+ of 24 \(\d+ cached, ~/).waitFor();
    await editor.picture('4-cancelled');
  });

  it('have an accuracy, and the change since the run before', async () => {
    await editor.lens('▷ Evaluate').click();
    await editor.lens(/^✓ accuracy [\d.]+% \(n=180\)/).waitFor();
    await past(/zeroshot.*\d%/).waitFor();
    await editor.goToEndOf('"a photo of a');
    await editor.page.keyboard.press('ArrowLeft');
    await editor.page.keyboard.type(' small');
    await editor.lens(/^accuracy was /).waitFor();
    await editor.lens('▷ Evaluate').click();
    await editor.lens(/^✓ accuracy [\d.]+% \(n=180, [+±-][\d.]+\)/).waitFor();
    await editor.page.locator('.codelens-decoration a[title*="tested in 180 pairs of images"]').waitFor();
    await editor.picture('5-accuracy');
  });

  it('take a note', async () => {
    await past('zeroshot').hover();
    await past('zeroshot').locator('.action-label[aria-label^="Edit Note"]').click();
    await editor.page.locator('.quick-input-widget input').first().fill('with small');
    await editor.page.keyboard.press('Enter');
    await past(/zeroshot.*“with small”/).waitFor();
    await editor.picture('6-note');
  });

  it('are shown as they were, by a click', async () => {
    await past('with small').click();
    await editor.page.locator('.tab', { hasText: /Preview zeroshot/ }).waitFor();
    const preview = await editor.webview('.markdown-body h1');
    await preview.getByRole('heading', { name: 'Evaluation zeroshot of slow.vlprompt' }).waitFor();
    await editor.picture('7-shown');
  });

  it('have what can be done with them in their menu', async () => {
    await past('slow').click({ button: 'right' });
    await editor.page.locator('.context-view .action-label', { hasText: 'Pin Run' }).waitFor();
    await editor.picture('8-menu');
    await editor.page.locator('.context-view .action-label', { hasText: 'Pin Run' }).click();
    await past(/slow.*pinned/).waitFor();
  });

  it('that were killed are offered again, and go on where they stopped', async () => {
    const { workspace } = editor.server;
    const cli = spawn(process.execPath, [path.join(checkout, 'dist/cli.cjs'), 'run', 'slow.vlprompt', 'slow'], {
      cwd: workspace,
      stdio: 'ignore',
    });
    const ended = once(cli, 'exit');
    // What another process does is seen when one looks.
    for (let looks = 0; looks < 60 && (await past(/slow.*under way/).count()) === 0; looks++) {
      await click('History', 'Refresh History');
      await editor.page.waitForTimeout(500);
    }
    await past(/slow.*under way/).waitFor();
    cli.kill('SIGKILL');
    await ended;
    await editor.page.reload();
    const offer = await editor.message(/Drawing of slow was interrupted at \d+ of 24/);
    await editor.picture('9-offer');
    await offer.locator('.monaco-button', { hasText: 'Resume' }).click();
    await queued(/slow.*\d+ of 24/).waitFor();
    await editor.lens(/^◌ Drawing \d+ of 24/).waitFor();
    await editor.picture('10-resumed');
    await editor.command('VLPrompt: Cancel All Runs');
    await past(/slow.*cancelled · \d+ of 24/).waitFor();
  });
});
