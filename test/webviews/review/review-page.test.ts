import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { ReviewSnapshot } from '../../../src/protocol/webviews/review.ts';
import { eventually } from '../../workbench/in-host/eventually.ts';
import { startBrowser } from '../browser-page.ts';
import { deeds, did, openReview, ready, says, status } from './opened-review.ts';

describe('the page of a review', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  const open = (snapshot: Partial<ReviewSnapshot> = {}, memory?: unknown, count = 8) =>
    openReview(browser, { snapshot, memory, count });

  it('shows one image with its neighbours, under a content policy that refuses nothing of it', async () => {
    const { page, complaints } = await open();
    await ready(page);
    await says(page, 'Image 1 of 8 · undecided');
    assert.equal(await page.locator('vlp-image-panel h2').innerText(), 'crack');
    assert.equal(await page.locator('vlp-film-strip button:enabled').count(), 8);
    await status(page, '8 to go · 0 accepted · 0 rejected');
    await page.locator('vlp-image-panel dd', { hasText: '1000' }).waitFor();
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('goes on to the next undecided image, until all are decided', async () => {
    const { page, host } = await open();
    await ready(page);
    await page.keyboard.press('p');
    await says(page, 'Image 2 of 8');
    await page.keyboard.press('x');
    await says(page, 'Image 3 of 8');
    await status(page, '6 to go · 1 accepted · 1 rejected');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('k');
    await says(page, 'Image 5 of 8');
    for (const place of ['6', '7', '8', '3']) {
      await page.keyboard.press('k');
      await says(page, `Image ${place} of 8`);
    }
    await page.keyboard.press('x');
    await status(page, 'All decided · 6 accepted · 2 rejected');
    await says(page, 'Image 3 of 8 · rejected');
    const decided = await deeds(host, (all) => all.filter((deed) => deed.startsWith('decide')).length === 8);
    assert.deepEqual(
      decided.filter((deed) => deed.startsWith('decide')),
      ['accept 0', 'reject 1', 'accept 3', 'accept 4', 'accept 5', 'accept 6', 'accept 7', 'reject 2'].map(
        (deed) => `decide ${deed}`,
      ),
    );
    await page.close();
  });

  it('stays where it is when told not to go on', async () => {
    const { page } = await open();
    await ready(page);
    await page.keyboard.press('a');
    await page.locator('vlp-cull-view button[aria-pressed=false]', { hasText: 'Auto-advance' }).waitFor();
    await page.keyboard.press('p');
    await says(page, 'Image 1 of 8 · accepted');
    await page.keyboard.press('n');
    await says(page, 'Image 2 of 8');
    await page.close();
  });

  it('drops no key, however fast they come, and asks for no list of letters again', async () => {
    const { page, host } = await open({}, undefined, 500);
    await ready(page, 'Image 1 of 500');
    await page.evaluate(`for (let n = 0; n < 60; n++)
      window.dispatchEvent(new KeyboardEvent('keydown', { key: n % 2 ? 'x' : 'p', cancelable: true }))`);
    await status(page, '440 to go · 30 accepted · 30 rejected');
    await says(page, 'Image 61 of 500');
    await page.evaluate(`for (let n = 0; n < 100; n++)
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', repeat: n > 0, cancelable: true }))`);
    await says(page, 'Image 161 of 500');
    await page.locator('vlp-image-panel dd', { hasText: '1160' }).waitFor();
    await page.evaluate(`for (let n = 0; n < 5; n++)
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', repeat: n > 0, cancelable: true }))`);
    await status(page, '439 to go · 31 accepted');
    await eventually(
      () => host.letterAt(160),
      (letter) => letter === 'k',
      10_000,
    );
    assert.equal(host.asked.filter((call) => call.startsWith('standing')).length, 1);
    await page.close();
  });

  it('shows a decision at once, and takes back what was not kept', async () => {
    const { page, host } = await open();
    await ready(page);
    let release = () => {};
    host.gate = new Promise((resolve) => {
      release = resolve;
    });
    host.isFull = true;
    await page.keyboard.press('p');
    await status(page, '7 to go · 1 accepted');
    release();
    await status(page, '8 to go · 0 accepted');
    await page.close();
  });

  it('hears of what is decided elsewhere', async () => {
    const { page, host } = await open();
    await ready(page);
    await did(host, 'watchDecisions 1');
    host.decideElsewhere({ 0: 'K', 4: 'r' });
    await status(page, '6 to go · 1 accepted · 1 rejected');
    await says(page, 'Image 1 of 8 · accepted, pinned');
    await page.close();
  });

  it('takes back, pins, undoes and redoes, and shows what an undo was about', async () => {
    const { page, host } = await open();
    await ready(page);
    await page.keyboard.press('p');
    await says(page, 'Image 2 of 8');
    await page.keyboard.press('ArrowLeft');
    await says(page, 'Image 1 of 8 · accepted');
    await page.keyboard.press('f');
    await says(page, 'Image 1 of 8 · accepted, pinned');
    await page.keyboard.press('f');
    await page.keyboard.press('u');
    await says(page, 'Image 1 of 8 · undecided');
    await page.keyboard.press('z');
    await page.keyboard.press('Shift+Z');
    await page.keyboard.press('y');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+Shift+Z');
    const decisions = ['decide accept 0', 'decide flag 0', 'decide unflag 0', 'decide undecide 0'];
    const wanted = [...decisions, 'undo', 'redo', 'redo', 'undo', 'redo'];
    const made = await deeds(host, (all) => all.length > wanted.length);
    assert.deepEqual(made.slice(1), wanted);
    host.tell({ pointed: { number: 7, serial: 1 } });
    await says(page, 'Image 8 of 8');
    await page.close();
  });

  it('relabels, rates, tags and notes by keys, and shows it at once', async () => {
    const { page, host } = await open();
    await ready(page);
    await page.keyboard.press('2');
    await page.locator('vlp-image-panel h2', { hasText: 'dent, drawn as crack' }).waitFor();
    await page.keyboard.press('0');
    await page.locator('vlp-image-panel h2', { hasText: /^crack$/ }).waitFor();
    await page.keyboard.press('Shift+Digit4');
    await page.locator('vlp-image-panel [aria-label="Rating, 4 of 5"]').waitFor();
    await page.keyboard.press('Shift+Digit0');
    await page.locator('vlp-image-panel [aria-label="Rating, 0 of 5"]').waitFor();
    await page.keyboard.press('t');
    await page.locator('vlp-text-dialog dialog[open]').waitFor();
    await page.keyboard.type('xpu good');
    await page.keyboard.press('Enter');
    await page.locator('.tag', { hasText: 'xpu good' }).waitFor();
    await page.keyboard.press('m');
    await page.locator('vlp-text-dialog dialog[open]').waitFor();
    await page.keyboard.type('look again');
    await page.keyboard.press('Enter');
    await page.locator('.note', { hasText: 'look again' }).waitFor();
    await page.locator('.tag').click();
    await page.locator('.tag').waitFor({ state: 'detached' });
    const wanted = [
      'relabel dent crack 0',
      'relabel crack dent 0',
      'rate 4 0',
      'rate 0 0',
      'tag xpu good 0',
      'note look again 0',
      'untag xpu good 0',
    ];
    const made = await deeds(host, (all) => all.length > wanted.length);
    assert.deepEqual(
      made.slice(1),
      wanted.map((deed) => `decide ${deed}`),
    );
    await page.close();
  });

  it('does what commands of the editor ask, and asks what they leave open', async () => {
    const { page, host } = await open();
    await ready(page);
    host.ask({ action: 'relabel', to: 2 });
    await did(host, 'decide relabel dent crack 0');
    host.ask({ action: 'rate' });
    await page.locator('vlp-text-dialog dialog[open]').waitFor();
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await did(host, 'decide rate 3 0');
    host.ask({ action: 'accept' });
    await says(page, 'Image 2 of 8');
    await page.close();
  });

  it('asks why an image is rejected: by Shift, or by rejecting it once more', async () => {
    const { page, host } = await open();
    await ready(page);
    const dialog = page.locator('vlp-reason-dialog dialog[open]');
    await page.keyboard.press('Shift+X');
    await dialog.waitFor();
    await page.keyboard.press('2');
    await dialog.locator('[aria-pressed=true]', { hasText: 'wrong class' }).waitFor();
    await page.keyboard.press('3');
    await dialog.locator('[aria-pressed=true]', { hasText: 'artefact' }).waitFor();
    await dialog.locator('input').focus();
    await page.keyboard.type('x1');
    await page.keyboard.press('Enter');
    await did(host, 'decide reject wrong class,artefact x1 0');
    await says(page, 'Image 2 of 8');
    await page.keyboard.press('ArrowLeft');
    await says(page, 'Image 1 of 8 · rejected');
    await page.keyboard.press('x');
    await dialog.locator('[aria-pressed=true]', { hasText: 'artefact' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await says(page, 'Image 1 of 8 · undecided');
    assert.equal(host.deeds.filter((deed) => deed.startsWith('decide reject')).length, 1);
    await page.close();
  });

  it('takes no letter for a key while a list has the focus, and gives the focus back', async () => {
    const { page, host } = await open();
    await ready(page);
    await page.locator('select').first().focus();
    await page.keyboard.press('x');
    await page.locator('select').first().selectOption('undecided');
    await did(host, 'change {"show":"undecided"}');
    assert.ok(!host.deeds.some((deed) => deed.startsWith('decide')));
    await did(host, 'watchDecisions 2');
    await page.locator('.stage:focus').waitFor();
    await ready(page);
    await page.keyboard.press('x');
    await status(page, '7 to go');
    await page.close();
  });

  it('leaves keys with Ctrl and Alt to others', async () => {
    const { page, host } = await open();
    await ready(page);
    for (const key of ['Control+p', 'Alt+x', 'Control+Alt+u', 'Alt+1']) await page.keyboard.press(key);
    await page.keyboard.press('f');
    await says(page, 'pinned');
    await did(host, 'decide flag 0');
    assert.deepEqual(host.deeds, ['watchDecisions 1', 'decide flag 0']);
    await page.close();
  });

  it('lists its keys, those of the user among them, and takes none meanwhile', async () => {
    const { page, host } = await open({ keys: { accept: ['q'] } });
    await ready(page);
    await page.keyboard.press('?');
    const help = page.locator('vlp-key-help dialog[open]');
    await help.waitFor();
    assert.match(await help.innerText(), /Q\s*Accept, and go on/);
    assert.match(await help.innerText(), /Near-duplicates\s/);
    await page.keyboard.press('x');
    await page.getByRole('button', { name: 'Change keys' }).click();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('q');
    await status(page, '7 to go · 1 accepted · 0 rejected');
    assert.ok(host.deeds.includes('openKeys'));
    assert.ok(!host.deeds.some((deed) => deed.startsWith('decide reject')));
    await page.close();
  });

  it('asks for what is in view alone, of however many images', async () => {
    const { page, host } = await open({}, undefined, 100_000);
    await ready(page, 'Image 1 of 100');
    await page.keyboard.press('End');
    await says(page, 'Image 100\u202F000 of 100\u202F000');
    await page.locator('vlp-image-panel', { hasText: '100999' }).waitFor();
    assert.ok(host.asked.filter((call) => call.startsWith('images')).length <= 4, host.asked.join('\n'));
    assert.equal(await page.locator('vlp-film-strip li').count(), 17);
    await page.close();
  });

  it('comes back to the image that was looked at, as it was looked at', async () => {
    const first = await open();
    await ready(first.page);
    await first.page.keyboard.press('w');
    await first.page.keyboard.press('ArrowRight');
    await says(first.page, 'Image 2 of 8');
    await first.page.keyboard.press('+');
    const memory = await eventually(
      () => first.remembered(),
      (state) => /"number":1/.test(JSON.stringify(state)) && !/"zoom":"fit"/.test(JSON.stringify(state)),
      10_000,
    );
    await first.page.close();
    const { page } = await open({ view: { mode: 'cull', show: 'all', where: '', order: { by: 'plan' } } }, memory);
    await ready(page, 'Image 2 of 8');
    await page.locator('vlp-why-panel').waitFor();
    await page.locator('.stage.zoomed').waitFor();
    await page.close();
  });

  it('keeps the image when others are shown, and begins at the top of an order', async () => {
    const { page, host } = await open();
    await ready(page);
    await page.keyboard.press('End');
    await says(page, 'Image 8 of 8');
    host.show({ view: { where: 'class = hole' } });
    await says(page, 'Image 2 of 2');
    host.show({ view: { where: '', order: { by: 'uncertain' } } });
    await says(page, 'Image 1 of 8');
    await page.close();
  });

  it('zooms by keys and by the wheel, and fits again', async () => {
    const { page } = await open();
    await ready(page);
    const tool = page.locator('vlp-cull-view .tools button').first();
    await page.keyboard.press('Enter');
    await tool.filter({ hasText: '100%' }).waitFor();
    await page.keyboard.press('+');
    await tool.filter({ hasText: '150%' }).waitFor();
    await page.keyboard.press('-');
    await tool.filter({ hasText: '100%' }).waitFor();
    await page.locator('vlp-image-stage').hover();
    await page.mouse.wheel(0, -100);
    await tool.filter({ hasText: '150%' }).waitFor();
    await page.keyboard.press('Escape');
    await tool.filter({ hasText: 'Fit' }).waitFor();
    await page.close();
  });

  it('is panned by dragging once it is enlarged', async () => {
    const { page } = await open();
    await ready(page);
    const tool = page.locator('vlp-cull-view .tools button').first();
    await page.keyboard.press('Enter');
    await tool.filter({ hasText: '100%' }).waitFor();
    for (let step = 0; step < 10; step++) await page.keyboard.press('+');
    await tool.filter({ hasText: '3200%' }).waitFor();
    const stage = page.locator('.stage.zoomed');
    const scrolled = () => stage.evaluate((element) => element.scrollLeft);
    const before = await eventually(scrolled, (left) => left > 100, 10_000);
    const box = (await stage.boundingBox()) ?? assert.fail('the stage is not laid out');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y, { steps: 4 });
    await page.mouse.up();
    await eventually(scrolled, (left) => left === before - 60, 10_000);
    await page.close();
  });

  it('compares with the nearest real image: beside, over, in turn', async () => {
    const { page, host } = await open();
    await ready(page);
    await page.keyboard.press('d');
    await page.locator('.pair > .canvas').nth(1).waitFor();
    await page.getByText('Beside the nearest real image · dent of holdout, likeness 0.912').waitFor();
    await page.keyboard.press('d');
    await page.locator('.canvas.over .real').waitFor();
    await page.keyboard.press('d');
    await page.locator('.canvas.blink .real').waitFor();
    host.real = null;
    await page.keyboard.press('ArrowRight');
    await page.getByText('No real image is known to compare with.').waitFor();
    await page.keyboard.press('d');
    await page.getByText('No real image is known').waitFor({ state: 'detached' });
    await page.close();
  });

  it('says why an image has its score, with a map that says what it is not', async () => {
    const { page, host } = await open();
    await ready(page);
    await page.keyboard.press('w');
    const why = page.locator('vlp-why-panel');
    await why.getByText('71.2%').waitFor();
    await why.getByText('0.283').waitFor();
    await why.getByText('Probabilities are those among these classes alone').waitFor();
    await page.keyboard.press('h');
    await page.locator('vlp-heat canvas').waitFor();
    await why.getByText('no proof that something is there').waitFor();
    host.explained = null;
    await page.keyboard.press('ArrowRight');
    await why.getByText('Nothing has judged this image.').waitFor();
    await page.locator('vlp-heat').waitFor({ state: 'detached' });
    await page.close();
  });

  it('says what is the matter, and what to do about it', async () => {
    const { page, host } = await open({ activity: { kind: 'unreadable', sentence: 'It is no JSON.' }, drawn: 0 });
    await page.getByRole('button', { name: 'Open as text' }).click();
    host.show({ activity: { kind: 'untrusted', sentence: 'Trust it.' } });
    await page.getByRole('button', { name: 'Manage trust' }).click();
    host.show({ activity: { kind: 'loading' } });
    await page.locator('.empty', { hasText: 'Looking for images' }).waitFor();
    host.show({ activity: { kind: 'ready' } });
    await page.locator('.empty', { hasText: 'Nothing is drawn yet.' }).waitFor();
    host.tell({ drawn: 8 });
    host.show({ view: { show: 'rejected' } });
    await page.locator('.empty', { hasText: 'No image is like that.' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await ready(page);
    assert.deepEqual(
      host.deeds.filter((deed) => !deed.startsWith('watch')),
      ['openAsText', 'trustWorkspace', 'change {"show":"all"}'],
    );
    await page.close();
  });

  it('hands over who reviews, whether blindly, and what is saved', async () => {
    const { page, host } = await open({ notes: ['One image cannot be read.', 'Two have no score.'] });
    await ready(page);
    await page.getByRole('button', { name: /^Blind review/ }).click();
    await page.getByRole('button', { name: 'Jo Doe' }).click();
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByRole('button', { name: 'Open a saved view' }).click();
    await page.getByText('2 notes about these images').click();
    await page.getByText('Two have no score.').waitFor();
    await page.keyboard.press('o');
    await page.keyboard.press('l');
    await page.keyboard.press('r');
    const wanted = [
      'blind true',
      'changeReviewer',
      'saveView',
      'openView',
      'openImage 1 0',
      'revealPrompt 1 0',
      'redraw 1 0',
    ];
    const made = await deeds(host, (all) => all.length > wanted.length);
    assert.deepEqual(made.slice(1), wanted);
    await page.close();
  });
});
