import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { Emitter } from 'vscode-jsonrpc';
import { recipeState, withDrawn } from '../../../src/extension/boards/recipe-state.ts';
import { gridSnapshot } from '../../../src/extension/panels/grid-snapshot.ts';
import { quietly } from '../../../src/extension/panels/quietly.ts';
import { watchSnapshots } from '../../../src/extension/panels/watch-snapshots.ts';
import type { Handlers } from '../../../src/protocol/calls.ts';
import type { GridCalls, GridSnapshot } from '../../../src/protocol/webviews/grid.ts';
import { drawnRecipe, recipe } from '../../extension/sample-plans.ts';
import { eventually } from '../../workbench/in-host/eventually.ts';
import { openPage, startBrowser } from '../browser-page.ts';

const plan = recipe('preview', { rows: ['cat', 'dog'], columns: [1, 3], images: 2 });

/** @param done keys of the images that are drawn */
function snapshotOf(done: readonly string[]): GridSnapshot {
  return gridSnapshot({
    id: { uri: 'file:///a.vlprompt', name: 'preview' },
    state: withDrawn(recipeState(plan), drawnRecipe(plan, done)),
    availability: { kind: 'ready' },
    addressOf: (file) => `https://webview.test${file}`,
  });
}

const drawn = snapshotOf(['0.0.0', '0.0.1', '0.1.0']);

/** A host that shows one snapshot after another and writes down what it is asked for. */
class Host {
  readonly asked: string[] = [];
  readonly #changed = new Emitter<void>();
  #snapshot: GridSnapshot;

  constructor(snapshot: GridSnapshot) {
    this.#snapshot = snapshot;
  }

  show(snapshot: GridSnapshot): void {
    this.#snapshot = snapshot;
    this.#changed.fire();
  }

  readonly handlers = (ended: AbortSignal): Handlers<GridCalls> => {
    const note = (call: string) =>
      quietly((params: object) => this.asked.push([call, ...Object.values(params)].join(' ')));
    return {
      watch: (_, { report }) =>
        watchSnapshots({ snapshot: () => this.#snapshot, onDidChange: this.#changed.event }, { signal: ended, report }),
      draw: note('draw'),
      cancel: note('cancel'),
      revealPrompt: note('revealPrompt'),
      copySettings: note('copySettings'),
      copyAs: note('copyAs'),
      openImage: note('openImage'),
      trustWorkspace: note('trustWorkspace'),
      showLog: note('showLog'),
    };
  };
}

describe('the grid page', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  async function open(snapshot: GridSnapshot, state?: unknown) {
    const host = new Host(snapshot);
    const opened = await openPage<GridCalls>(browser, 'grid', host.handlers, state);
    await opened.page.locator('vlp-grid-bar').waitFor();
    return { host, ...opened };
  }

  /** The place of the image that has the focus, looked for through all shadows. As text, for it runs in the page. */
  const focused = (page: Page) =>
    page.evaluate(`(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.dataset.place;
    })()`);

  it('shows every image in its place, under a content policy that refuses nothing of it', async () => {
    const { page, complaints } = await open(drawn);
    assert.deepEqual(await page.locator('thead th').allInnerTexts(), ['', 'guidance 1', 'guidance 3']);
    assert.deepEqual(await page.locator('tbody th').allInnerTexts(), ['cat', 'dog']);
    assert.equal(await page.locator('.tile').count(), 8);
    assert.equal(await page.locator('.tile.done img').count(), 3);
    assert.equal(await page.locator('.status').innerText(), '3 of 8 images');
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('says what to do when nothing is drawn', async () => {
    const { page, host } = await open(snapshotOf([]));
    await page.locator('vlp-notice', { hasText: 'Nothing is drawn yet' }).waitFor();
    await page.getByRole('button', { name: 'Draw 8 images' }).click();
    host.show({ ...drawn, activity: { kind: 'loading' } });
    await page.locator('.status', { hasText: 'Loading' }).waitFor();
    assert.deepEqual(host.asked, ['draw']);
    await page.close();
  });

  it('follows the host from snapshot to snapshot', async () => {
    const { page, host } = await open(drawn);
    host.show({ ...drawn, activity: { kind: 'drawing', secondsLeft: 9 } });
    await page.locator('.status', { hasText: '3 of 8 images · 9 s left' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    host.show({ ...drawn, activity: { kind: 'failed', sentence: 'The disk is full.' } });
    await page.locator('vlp-notice[tone=error]', { hasText: 'The disk is full.' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    host.show(snapshotOf(plan.cells.flatMap(({ images }) => images.map(({ key }) => key))));
    await page.locator('.status', { hasText: /^8 images$/ }).waitFor();
    assert.deepEqual(host.asked, ['cancel', 'draw']);
    await page.close();
  });

  it('says what was done otherwise than asked', async () => {
    const { page, complaints } = await open({ ...drawn, notes: ['The picture was decoded in tiles.'] });
    await page.locator('vlp-notice', { hasText: 'The picture was decoded in tiles.' }).waitFor();
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('is worked without a mouse, from the grid into the image and back', async () => {
    const { page, host } = await open(drawn);
    await page.locator('.tile').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await eventually(
      () => focused(page),
      (place) => place === '1.0',
      10_000,
    );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await eventually(
      () => focused(page),
      (place) => place === '1.0',
      10_000,
    );
    await page.keyboard.press('Enter');
    await page.locator('dialog[open] h2', { hasText: 'cat · guidance 3' }).waitFor();
    await page.keyboard.press('c');
    await page.keyboard.press('ArrowLeft');
    await page.locator('dialog[open] h2', { hasText: 'cat · guidance 1' }).waitFor();
    await page.keyboard.press('Shift+C');
    await page.keyboard.press('l');
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await eventually(
      () => focused(page),
      (place) => place === '0.1',
      10_000,
    );
    assert.deepEqual(host.asked, ['copySettings 0.1.0', 'copyAs 0.0.1', 'revealPrompt 0.0.1']);
    await page.close();
  });

  it('is one stop for the tab key', async () => {
    const { page } = await open(drawn);
    assert.equal(await page.locator('.tile[tabindex="0"]').count(), 1);
    await page.close();
  });

  it('remembers where one looked, and nothing that was fetched', async () => {
    const { page, remembered } = await open(drawn);
    await page.locator('.tile').nth(3).focus();
    const state = await remembered();
    assert.deepEqual(state, {
      id: { uri: 'file:///a.vlprompt', name: 'preview' },
      zoom: 2,
      scroll: { left: 0, top: 0 },
      current: { cell: 1, image: 1 },
    });
    await page.close();
    const again = await open(drawn, state);
    assert.equal(await again.page.locator('.tile[tabindex="0"]').getAttribute('data-place'), '1.1');
    await again.page.close();
  });

  it('shows words as words, whatever is in them', async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const { page, complaints } = await open({ ...drawn, rows: [{ label: hostile }, { label: 'dog' }] });
    assert.equal(await page.locator('tbody th').first().innerText(), hostile);
    assert.deepEqual(complaints, []);
    await page.close();
  });
});
