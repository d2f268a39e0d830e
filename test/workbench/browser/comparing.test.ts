import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { seriousFaults } from '../../webviews/axe.ts';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { smallExample } from '../small-example.ts';

describe('in the workbench, comparing with what was committed', () => {
  let editor: Editor;

  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
      cwd: editor.server.workspace,
    });

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'small.vlprompt': smallExample },
      open: 'small.vlprompt',
      name: 'comparing',
    });
    git('init', '--quiet');
    git('add', 'small.vlprompt');
    git('commit', '--quiet', '--message', 'one');
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor.stop());

  it('shows what a changed class changes: its words, its pictures, and no others', async () => {
    await editor.lens('▷ Draw 6 images').waitFor();
    await editor.goToEndOf('class bag "bag"');
    await editor.page.keyboard.press('ArrowLeft');
    await editor.page.keyboard.type(' on the floor');
    await editor.goToEndOf('recipe preview {');
    await editor.command('VLPrompt: Compare With HEAD');
    const page = await editor.webview('vlprompt-compare');
    await page.getByText('12 of 12 images of both sides are not drawn').waitFor();
    await page.getByRole('button', { name: 'Draw and judge' }).click();
    await page.getByRole('tab', { name: 'Pictures' }).click();
    await page.getByText('2 of 6 images changed, 4 are the same.').waitFor();
    await page.getByRole('tab', { name: 'Words' }).click();
    assert.deepEqual(await page.locator('vlp-word-list ins').allInnerTexts(), [' on the floor']);
    assert.match(await page.locator('vlp-word-list li').innerText(), /^bag\s+prompt\s+2 images/);
    await page.getByRole('tab', { name: 'Better or worse' }).click();
    assert.match(await page.locator('vlp-number-list tbody').innerText(), /fidelity\s+preview/);
    await editor.picture('1-numbers');
  });

  it('wipes between both pictures of a pair, and leads to the line', async () => {
    const page = await editor.webview('vlprompt-compare');
    await page.getByRole('tab', { name: 'Pictures' }).click();
    await page.locator('vlp-pair-list .pair').first().click();
    await page.getByRole('slider').waitFor();
    await page
      .locator('.stack img')
      .first()
      .evaluate((image) => (image as HTMLImageElement).decode());
    await editor.picture('2-slider');
    assert.deepEqual(await seriousFaults(page), []);
    await page.getByRole('button', { name: /^Line / }).click();
    await editor.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 9' }).waitFor();
  });

  it('follows what is typed: words at once, and says what is not drawn', async () => {
    await editor.goToEndOf('class sandal "sandal"');
    await editor.page.keyboard.press('ArrowLeft');
    await editor.page.keyboard.type('s');
    const page = await editor.webview('vlprompt-compare');
    await page.getByText('2 of 12 images of both sides are not drawn').waitFor();
  });

  it('pins the run as the baseline, and compares with it from then on', async () => {
    const page = await editor.webview('vlprompt-compare');
    await page.getByRole('button', { name: 'Pin as baseline' }).click();
    await page.getByRole('button', { name: 'Compare with…' }).click();
    const rows = editor.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'the run that is pinned as such' }).click();
    await page.locator('.side', { hasText: /^run of / }).waitFor();
    await page.getByRole('tab', { name: 'Words' }).click();
    // Drawn with a bag on the floor, so that this is no change; the sandal became several.
    await page.locator('vlp-word-list ins', { hasText: 'sandals' }).waitFor();
    assert.equal(await page.locator('vlp-word-list li').count(), 1);
  });

  it('compares an evaluation on real images', async () => {
    await editor.goToEndOf('evaluate zeroshot {');
    await editor.command('VLPrompt: Compare With HEAD');
    await editor.page.locator('.tab', { hasText: 'zeroshot compared' }).waitFor();
    const page = await frameWith(editor, 'zeroshot');
    await page.getByRole('row', { name: /^accuracy holdout/ }).waitFor();
    await page.getByRole('tab', { name: 'Matrix' }).click();
    await page.locator('vlp-heat-map .cell').first().waitFor();
    await editor.picture('3-matrix');
  });

  it('asks nothing of any other machine', () => {
    assert.deepEqual(editor.foreignRequests, []);
  });
});

/** Of the tabs that compare, the one of this declaration. */
async function frameWith(editor: Editor, name: string) {
  await editor.webview('vlprompt-compare');
  for (;;) {
    for (const frame of editor.page.frames()) {
      const headings = await frame
        .locator('vlp-compare-bar h1')
        .allInnerTexts()
        .catch((): string[] => []);
      if (headings.includes(name)) return frame;
    }
    await editor.page.waitForTimeout(100);
  }
}
