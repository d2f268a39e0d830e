import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';

const FILES = {
  'garden.vlprompt': `class rose "rose"
class lily "lily"
wildcard tone from "tone.txt"

recipe garden {
  classes: rose, lily
  prompt: "a __tone__ \${class}"
  expand: all
}
`,
  'partly.vlprompt': `class rose "rose"
class lily "lily"

recipe partly {
  prompt: "a \${class}"
  guidance: [1, 3]
  skip where class = rose and guidance = 1
}
`,
  'tone.txt': 'warm\ncold\n',
  'notes.md': '# Notes\n\n```vlprompt\nrecipe r {\n  prompt: "a ${class}, {red|2::blue} (sky:1.3)"\n}\n```\n',
};

describe('the language, as it is seen and typed', () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: FILES,
      open: 'variations.vlprompt',
      name: 'language',
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  it('says above each recipe how many prompts it makes, and lists them by a click', async () => {
    await editor.lens('≡ 12 prompts').click();
    await editor.page.locator('.tab', { hasText: 'Prompts of colours' }).waitFor();
    await editor.line('# recipe colours: 12 prompts').waitFor();
    await editor.line('a product photo of a').waitFor();
    await editor.picture('prompts');
  });

  it('draws a recipe of several axes without the column that it leaves out', async () => {
    await editor.openFile('variations.vlprompt');
    await editor.goToEndOf('images:   3');
    await editor.page.keyboard.press('Backspace');
    await editor.page.keyboard.type('1');
    await editor.lens('▷ Draw 6 images').click();
    const grid = await editor.webview('vlprompt-grid');
    await grid.locator('.tile.done').nth(5).waitFor();
    assert.deepEqual(await grid.locator('.column-head').allInnerTexts(), [
      'guidance 1, kind photo',
      'guidance 3, kind photo',
      'guidance 3, kind product photo',
    ]);
    assert.equal(await grid.locator('.tile').count(), 6);
    await editor.picture('axes');
  });

  it('labels a cell that is left out', async () => {
    await editor.openFile('partly.vlprompt');
    await editor.lens('▦ Grid').click();
    await editor.page.locator('.tab', { hasText: 'partly · partly.vlprompt' }).waitFor();
    const grid = await editor.webview('vlprompt-grid:has-text("left out")');
    assert.equal(await grid.locator('.left-out').count(), 1);
    await editor.picture('left-out');
  });

  it('explains a prompt under the pointer', async () => {
    await editor.openFile('garden.vlprompt');
    await editor.page
      .locator('.view-line span', { hasText: /^"?a\s$/ })
      .first()
      .hover();
    const hover = editor.page.locator('.monaco-hover', { hasText: '2 prompts for each class' });
    await hover
      .locator('li', { hasText: /a (warm|cold) (rose|lily)/ })
      .first()
      .waitFor();
    await editor.picture('hover');
  });

  it('follows a wildcard file that another program writes', async () => {
    await editor.lens('≡ 4 prompts').waitFor();
    writeFileSync(path.join(editor.server.workspace, 'tone.txt'), 'warm\ncold\ncool\n');
    await editor.lens('≡ 6 prompts').waitFor();
    await editor.lens('▷ Draw 6 images').waitFor();
    await editor.line('3 combinations').waitFor();
  });

  it('offers wildcards while a prompt is typed', async () => {
    await editor.goToEndOf('prompt: "a');
    await editor.page.keyboard.press('ArrowLeft');
    await editor.page.keyboard.type(' in __t');
    const offered = editor.page.locator('.suggest-widget .monaco-list-row', { hasText: 'tone' });
    await offered.waitFor();
    await editor.picture('completion');
    await editor.page.keyboard.press('Enter');
    await editor.line('${class} in __tone__"').waitFor();
  });

  it('mends a misspelt name by the light bulb', async () => {
    await editor.goToEndOf('classes: rose, lily');
    await editor.page.keyboard.type('y');
    await editor.page.locator('.squiggly-error').waitFor();
    await editor.page.keyboard.press('Control+.');
    const fix = editor.page.locator('.action-widget .monaco-list-row', { hasText: 'Change to `lily`' });
    await fix.waitFor();
    await editor.picture('light-bulb');
    await editor.page.keyboard.press('Enter');
    await editor.page.locator('.squiggly-error').waitFor({ state: 'detached' });
    assert.match(await editor.line('classes:').innerText(), /rose,\slily$/);
  });

  it('colours blocks of it in Markdown', async () => {
    await editor.openFile('notes.md');
    const prompt = editor.line('prompt: "a');
    await prompt.waitFor();
    await prompt.locator('span span').nth(4).waitFor();
    const colours = await prompt
      .locator('span span')
      .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
    assert.ok(colours >= 4, `${colours} colours`);
    await editor.picture('markdown');
  });
});
