import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { ReviewSnapshot } from '../../../src/protocol/webviews/review.ts';
import { eventually } from '../../workbench/in-host/eventually.ts';
import { startBrowser } from '../browser-page.ts';
import { did, openReview, ready, says, status } from './opened-review.ts';

describe('finding images in a review', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  const open = async (snapshot: Partial<ReviewSnapshot> = {}, count = 20) => {
    const opened = await openReview(browser, { snapshot, count });
    await ready(opened.page, `Image 1 of ${count}`);
    return opened;
  };

  const option = (page: Page) => page.locator('vlp-condition-field [role=option]');
  const choice = (page: Page, label: string) =>
    page.locator('vlp-find-bar label', { hasText: label }).locator('select');

  const completions = [
    { label: 'class', detail: 'The class it was drawn as.', start: 0, insert: 'class' },
    { label: 'score', detail: 'Likeness to its words.', start: 0, insert: 'score' },
  ];

  it('completes a condition by arrows, Tab and Enter, and lets it hold', async () => {
    const { page, host } = await open();
    host.completions = completions;
    await page.keyboard.press('/');
    const field = page.getByRole('combobox', { name: 'Condition' });
    await page.keyboard.type('s');
    await option(page).nth(1).waitFor();
    assert.equal(await field.getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.locator('[aria-selected=true]', { hasText: 'score' }).waitFor();
    assert.equal(await field.getAttribute('aria-activedescendant'), 'completion-1');
    await page.keyboard.press('ArrowUp');
    await page.locator('[aria-selected=true]', { hasText: 'class' }).waitFor();
    host.completions = [];
    await page.keyboard.press('Enter');
    await option(page).first().waitFor({ state: 'hidden' });
    await page.keyboard.type(' = de');
    host.completions = [{ label: 'dent', detail: 'Class', start: 8, insert: 'dent' }];
    await page.keyboard.type('n');
    await option(page).filter({ hasText: 'dent' }).waitFor();
    host.completions = [];
    await page.keyboard.press('Tab');
    await eventually(
      () => field.inputValue(),
      (value) => value === 'class = dent',
      10_000,
    );
    await page.keyboard.press('Enter');
    await did(host, 'change {"where":"class = dent"}');
    await status(page, '4 to go');
    await page.close();
  });

  it('leaves by Escape: first the list, then the field, with the condition that holds', async () => {
    const { page, host } = await open();
    host.completions = completions;
    await page.keyboard.press('/');
    await page.keyboard.type('xp');
    await option(page).first().waitFor();
    await page.keyboard.press('Escape');
    await option(page).first().waitFor({ state: 'hidden' });
    await page.locator('vlp-condition-field input:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.stage:focus').waitFor();
    assert.equal(await page.locator('vlp-condition-field input').inputValue(), '');
    assert.ok(!host.deeds.some((deed) => deed.startsWith('decide')));
    await page.close();
  });

  it('says below the field why a condition cannot be read, and goes to the place', async () => {
    const { page, host } = await open();
    host.show({
      view: { where: 'clas = dent' },
      whereProblem: '`clas` is no field.',
      whereProblemAt: { start: 0, end: 4 },
    });
    await page.getByRole('alert').getByText('`clas` is no field.').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('class');
    assert.equal(await page.locator('vlp-condition-field input').inputValue(), 'class = dent');
    await page.close();
  });

  it('counts by field, and asks for what is clicked; once more takes it out', async () => {
    const { page, host } = await open();
    await page.keyboard.press('s');
    await page.locator('vlp-facet-panel').getByRole('button', { name: 'dent' }).click();
    await did(host, 'change {"where":"class = dent"}');
    await page.locator('vlp-facet-panel [aria-pressed=true]', { hasText: 'dent' }).waitFor();
    await status(page, '4 to go');
    await page.locator('vlp-facet-panel').getByRole('button', { name: 'score from 0.24 to 0.25: 31' }).click();
    await did(host, 'change {"where":"class = dent and score in 0.24..0.25"}');
    await page.getByRole('button', { name: 'Take out class = dent' }).click();
    await did(host, 'change {"where":"score in 0.24..0.25"}');
    await page.getByRole('button', { name: 'Take the condition out' }).first().click();
    await did(host, 'change {"where":""}');
    await page.keyboard.press('s');
    await page.locator('vlp-facet-panel').waitFor({ state: 'detached' });
    await page.close();
  });

  it('shows and orders by what is chosen', async () => {
    const { page, host } = await open();
    await choice(page, 'Order').selectOption('Most uncertain');
    await did(host, 'change {"order":{"by":"uncertain"}}');
    await choice(page, 'Order').selectOption({ label: 'score' });
    await did(host, 'change {"order":{"by":"field","field":"score","isDescending":false}}');
    await page.getByRole('button', { name: 'Lowest first' }).click();
    await did(host, 'change {"order":{"by":"field","field":"score","isDescending":true}}');
    await page.getByRole('button', { name: 'Highest first' }).waitFor();
    await choice(page, 'Show').selectOption('Accepted');
    await did(host, 'change {"show":"kept"}');
    await page.locator('.empty', { hasText: 'No image is like that.' }).waitFor();
    await page.close();
  });

  it('says how far a long list is, and lets people choose something else', async () => {
    const { page, host } = await open();
    host.tell({ listing: { words: 'Measuring images', done: 312, total: 1000 } });
    await page.getByText('Measuring images: 312 of 1\u202F000').waitFor();
    await choice(page, 'Order').selectOption('Outliers');
    await did(host, 'change {"order":{"by":"outliers"}}');
    host.listed();
    await status(page, '20 to go');
    await says(page, 'Image 1 of 20');
    await page.close();
  });

  it('offers scores where there are none, and says why there can be none', async () => {
    const { page, host } = await open({ scoring: { kind: 'possible' } });
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await did(host, 'score');
    host.tell({ scoring: { kind: 'scoring', done: 3, total: 8 } });
    await page.getByText('Scoring 3 of 8').waitFor();
    host.show({ scoring: { kind: 'impossible', sentence: 'Name a judge.' }, view: { order: { by: 'uncertain' } } });
    await page.getByText('Name a judge.').waitFor();
    await page.close();
  });
});
