import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { seriousFaults } from '../../webviews/axe.ts';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { eventually } from '../in-host/eventually.ts';

const file = `model painter = "starter/diffusion"
model judge = "starter/clip"
class trouser "pair of trousers"
class sandal "sandal"
class bag "bag"
recipe preview {
  model: painter
  prompt: "a photo of a \${class}"
  images: 1
  seed: 11
  steps: [8, 9]
}
curate train {
  model: judge
  from: preview
  reasons: "blurred", "wrong sole"
}
`;

interface DecisionLine {
  readonly op: string;
  readonly to?: string | number;
  readonly of?: string;
  readonly batch?: string;
}

/** The address of the same window, which opens what was open. */
function withoutFile(address: string): string {
  const url = new URL(address);
  const payload: readonly (readonly [string, string])[] = JSON.parse(url.searchParams.get('payload') ?? '[]');
  url.searchParams.set('payload', JSON.stringify(payload.filter(([name]) => name !== 'openFile')));
  return url.href;
}

/** What VS Code keeps of reviews that are not saved. @param storage folder of all workspaces */
function backups(storage: string): readonly string[] {
  const folders = readdirSync(storage).map((name) => path.join(storage, name, 'vlprompt.vlprompt'));
  const files = folders
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
  return files.map((file) => readFileSync(file, 'utf8'));
}

describe('reviewing in the workbench', () => {
  let editor: Editor;
  let review: Frame;

  before(async () => {
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'review.vlprompt': file },
      open: 'review.vlprompt',
      // As on the desktop: browsers save by themselves after a second.
      settings: { 'files.autoSave': 'off' },
      name: 'review',
    });
    await editor.lens('▷ Draw 6 images').click();
    await editor.lens('✓ 6 images').waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  const press = (key: string) => editor.page.keyboard.press(key);
  const says = (words: string) => review.locator('aside [role=status]', { hasText: words }).waitFor();
  const status = (words: string) => review.locator('.status', { hasText: words }).waitFor();
  const isSaved = () => editor.page.locator('.tab.active:not(.dirty)', { hasText: '.vlreview' }).waitFor();
  const isDirty = () => editor.page.locator('.tab.active.dirty', { hasText: '.vlreview' }).waitFor();
  const viewFile = (name: string) => path.join(editor.server.workspace, 'reviews/views', name);
  const view = (name: string) => JSON.parse(readFileSync(viewFile(name), 'utf8'));

  /** What was decided, in the order of the files' lines. */
  function decisions(): readonly DecisionLine[] {
    const reviews = path.join(editor.server.workspace, 'reviews');
    if (!existsSync(reviews)) return [];
    const months = readdirSync(reviews, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\d\.jsonl$/.test(name),
    );
    const text = months
      .sort()
      .map((month) => readFileSync(path.join(reviews, month), 'utf8'))
      .join('');
    if (text === '') return [];
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  const acts = () => decisions().map(({ op }) => op);

  it('opens from its lens, with the file that says what is looked at', async () => {
    await editor.lens('▷ Review 6 pending').click();
    review = await editor.webview('vlprompt-review');
    await says('Image 1 of 6 · undecided');
    await editor.focused(review);
    await review.locator('vlp-image-stage img').first().waitFor();
    assert.deepEqual(view('review.preview.vlreview'), {
      version: 2,
      prompt: 'review.vlprompt',
      recipe: 'preview',
      mode: 'cull',
      show: 'undecided',
      where: '',
      order: 'plan',
    });
    await editor.picture('1-first');
  });

  it('is decided by keys, without a click first, and has nothing to save', async () => {
    await press('p');
    await says('Image 2 of 6');
    await press('x');
    await says('Image 3 of 6');
    await press('k');
    await says('Image 4 of 6');
    await status('3 to go · 2 accepted · 1 rejected');
    await eventually(acts, (made) => made.length === 3);
    assert.deepEqual(acts(), ['accept', 'reject', 'accept']);
    await isSaved();
    await editor.picture('2-decided');
    assert.deepEqual(await seriousFaults(review), []);
  });

  it('relabels, rates and pins by keys', async () => {
    await press('1');
    await press('Shift+Digit4');
    await press('f');
    const made = await eventually(decisions, (lines) => lines.length === 6);
    assert.deepEqual(
      made.slice(3).map(({ op, to }) => [op, to]),
      [
        ['relabel', 'trouser'],
        ['rate', 4],
        ['flag', undefined],
      ],
    );
    await says('Image 4 of 6 · undecided, pinned');
    await editor.picture('3-relabelled');
  });

  it("is undone and redone by VS Code's own keys, by events that take back", async () => {
    await press('Control+z');
    await eventually(acts, (made) => made.length === 7);
    await press('Control+z');
    await eventually(acts, (made) => made.length === 8);
    // The page's own key, however fast.
    await press('z');
    await press('z');
    await says('Image 3 of 6 · undecided');
    await press('Control+y');
    await says('Image 3 of 6 · accepted');
    await status('3 to go · 2 accepted · 1 rejected');
    assert.deepEqual(acts().slice(6), ['undo', 'undo', 'undo', 'undo', 'undo']);
    await isSaved();
  });

  it('asks for images by a condition, which is completed and checked by the language', async () => {
    const field = review.locator('vlp-condition-field input');
    await press('/');
    await editor.page.keyboard.type('cla');
    await review.locator('#completions li', { hasText: 'class' }).first().waitFor();
    await editor.page.keyboard.type('ss = s');
    await review.locator('#completions li:first-child', { hasText: 'sandal' }).waitFor();
    await editor.picture('4-completed');
    await press('Tab');
    assert.equal(await field.inputValue(), 'class = sandal');
    await press('Enter');
    await status('1 to go');
    await field.fill('class = scandal');
    await press('Enter');
    await review.locator('#problem', { hasText: 'scandal' }).waitFor();
    await editor.picture('5-problem');
    await isDirty();
    await field.fill('');
    await press('Enter');
    await status('3 to go');
    await isSaved();
  });

  it('is dirty after the window was loaded anew, with the view that was not saved', async () => {
    // A window that is told to open a file opens nothing else.
    await editor.page.goto(withoutFile(editor.page.url()));
    await editor.page.locator('.explorer-folders-view', { hasText: 'review.vlprompt' }).waitFor();
    await editor.openFile('review.preview.vlreview');
    review = await editor.webview('vlprompt-review');
    await status('to go');
    await review.getByRole('button', { name: 'Many' }).click();
    await review.locator('vlp-wall-view').waitFor();
    await isDirty();
    const storage = path.join(editor.server.workspace, '../user/User/workspaceStorage');
    await eventually(
      () => backups(storage),
      (texts) => texts.some((text) => text.includes('"grid"')),
    );
    await editor.command('Developer: Reload Window');
    await editor.page.locator('.monaco-workbench').waitFor({ state: 'detached' });
    await isDirty();
    review = await editor.webview('vlprompt-review');
    await review.locator('vlp-wall-view [role=gridcell]').first().waitFor();
    assert.equal(view('review.preview.vlreview').mode, 'cull');
    await editor.picture('6-restored');
  });

  it('decides about many at once, and says first how many will change', async () => {
    await review.locator('vlp-find-bar select').first().selectOption('all');
    await status('3 to go · 2 accepted · 1 rejected');
    const before = acts().length;
    await review.locator('vlp-wall-view').focus();
    await press('Control+a');
    await review.locator('vlp-bulk-bar', { hasText: '6 selected' }).waitFor();
    await press('x');
    await review.locator('vlp-bulk-bar', { hasText: '5' }).waitFor();
    await editor.picture('7-bulk');
    await press('x');
    await status('All decided · 0 accepted · 6 rejected');
    const made = await eventually(decisions, (lines) => lines.length === before + 5);
    assert.equal(new Set(made.slice(before).map(({ batch }) => batch)).size, 1);
    await press('Control+z');
    await status('3 to go · 2 accepted · 1 rejected');
    await press('Control+s');
    await isSaved();
    assert.equal(view('review.preview.vlreview').mode, 'grid');
  });

  it('looks at near-duplicates group by group, and keeps the best', async () => {
    await press('v');
    const group = review.locator('vlp-pairs-view [role=status]', { hasText: /Group \d · 2 images · 1 undecided/ });
    await group.waitFor();
    await editor.picture('8-pairs');
    const before = acts().length;
    await press('1');
    const made = await eventually(acts, (all) => all.length > before);
    assert.deepEqual(made.slice(before), ['reject']);
    await editor.picture('9-kept-best');
  });

  it('opens for a class from its lens, with a condition, and for a curation with its reasons', async () => {
    const prompts = editor.page.getByRole('tab', { name: 'review.vlprompt, Editor Group 1' });
    await prompts.click();
    await editor.lens('⇩ Export').waitFor();
    await editor.picture('10-lenses');
    const lenses = editor.page.locator('.codelens-decoration a', { hasText: '▷ Review 2 pending' });
    await lenses.first().click();
    await eventually(
      () => existsSync(viewFile('review.bag.vlreview')),
      (isThere) => isThere,
    );
    assert.equal(view('review.bag.vlreview').where, 'class = bag');
    review = await editor.webview('vlprompt-review');
    await status('2 to go');
    await editor.picture('11-class');
    await prompts.click();
    await lenses.last().click();
    await eventually(
      () => existsSync(viewFile('review.train.vlreview')),
      (isThere) => isThere,
    );
    assert.equal(view('review.train.vlreview').curation, 'train');
    review = await editor.webview('vlprompt-review');
    await review.locator('h1', { hasText: 'train' }).waitFor();
    await status('2 to go');
    await editor.command('VLPrompt: Review: Pin or Unpin');
    await says('undecided, pinned');
    await review.locator('vlp-image-stage').click();
    await press('Shift+x');
    await review.locator('dialog[open]', { hasText: 'wrong sole' }).waitFor();
    await editor.picture('12-reasons');
    await press('Escape');
  });

  it('follows the file when somebody else writes it, and says what to mend', async () => {
    await editor.page.getByRole('tab', { name: 'review.preview.vlreview' }).click();
    review = await editor.webview('vlprompt-review');
    await review.locator('vlp-pairs-view').waitFor();
    await press('Control+s');
    await isSaved();
    writeFileSync(
      viewFile('review.preview.vlreview'),
      '{"version": 1, "prompt": "../review.vlprompt", "recipe": "preview"}',
    );
    await review.locator('vlp-notice', { hasText: 'inside of the workspace folder' }).waitFor();
    await editor.picture('13-unreadable');
    await review.getByRole('button', { name: 'Open as text' }).click();
    await editor.line('"../review.vlprompt"').waitFor();
  });
});
