import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { filesOf, HubServer } from '../../engine/hub/support/hub-server.ts';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';

const words = `class saw "saw"

recipe starter {
  prompt: "a \${class}"
  steps: 2
}
`;

const ofHub = `model painter = "hf:tiny/painter"

recipe fox {
  model: painter
  prompt: "a photo of the red fox"
  steps: 2
  size: 64x64
}
`;

describe('the models in the side bar', () => {
  let editor: Editor;
  let hub: HubServer;
  let cache: string;
  /** Lets contents go; undefined while nothing is held back. */
  let release: (() => void) | undefined;

  before(async () => {
    hub = await HubServer.start();
    const painter = await filesOf(path.join(checkout, 'test/fixtures/models/sd15'));
    const files = { ...painter, 'README.md': '---\nlicense: mit\n---\n' };
    const card = { license: 'mit' };
    hub.publish('tiny/painter', files, { card });
    hub.publish('tiny/gated', files, { card, gate: 'hf_secret' });
    cache = await mkdtemp(path.join(tmpdir(), 'vlprompt-hub-'));
    editor = await Editor.start({
      workspace: exampleFolder,
      extension: checkout,
      files: { 'words.vlprompt': words, 'fox.vlprompt': ofHub },
      open: 'words.vlprompt',
      name: 'models',
      env: { HF_ENDPOINT: hub.endpoint, HF_HUB_CACHE: cache },
    });
    await editor.lens('▷ Draw 1 image').waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(async () => {
    release?.();
    await editor?.stop();
    await hub?.close();
    if (cache) await rm(cache, { recursive: true });
  });

  const row = (name: string | RegExp) => editor.page.locator('.pane-body .monaco-list-row', { hasText: name }).first();
  const offer = (text: string) => editor.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();

  const download = async (name: string) => {
    await editor.command('VLPrompt: Download Model…');
    await editor.page.getByPlaceholder('hf:owner/name').fill(name);
    await editor.page.keyboard.press('Enter');
  };

  it('shows those that are here and those that there are', async () => {
    await editor.page.locator('.activitybar a.action-label[aria-label^="VLPrompt"]').click();
    await row('starter/clip').waitFor();
    await editor.picture('1-view');
    assert.match((await row('starter/clip').getAttribute('aria-label')) ?? '', /^starter\/clip, judge, CLIP, /);
    await row('Stable Diffusion XL 1.0').hover();
    await editor.page.locator('.workbench-hover', { hasText: 'To download' }).waitFor();
    await editor.picture('2-tooltip');
  });

  it('downloads a model by its name, says what it takes first, and shows how far it is', async () => {
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    hub.beforeContent = (url) => (url.endsWith('/unet/model.onnx') ? held : undefined);
    await download('hf:tiny/painter');
    await offer('fp32').waitFor();
    assert.match(await offer('fp32').innerText(), /files to download, .* free; licence mit/);
    await editor.picture('3-offer');
    await offer('fp32').click();
    await (await editor.message(/Downloading hf:tiny\/painter.*% of/s)).waitFor();
    await row('tiny/painter').waitFor();
    await editor.picture('4-downloading');
    release?.();
    await editor.message('hf:tiny/painter is here.');
    await row(/tiny\/painter.*fp32 · cpu/).waitFor();
    await editor.picture('5-installed');
    const lock = JSON.parse(await readFile(path.join(editor.server.workspace, 'vlprompt.lock'), 'utf8'));
    assert.deepEqual(Object.keys(lock.models), ['hf:tiny/painter']);
  });

  it('declares it in the prompt file in front', async () => {
    const message = await editor.message('hf:tiny/painter is here.');
    await message.locator('.monaco-button', { hasText: 'Insert Into Prompt File' }).click();
    await editor.line('model painter = "hf:tiny/painter"').waitFor();
    await editor.page.keyboard.type('mine');
    await editor.line('model mine = "hf:tiny/painter"').waitFor();
    await editor.page.keyboard.press('Escape');
    await editor.picture('6-inserted');
  });

  it('verifies it', async () => {
    await editor.command('VLPrompt: Verify Model');
    await offer('hf:tiny/painter').click();
    await editor.message('hf:tiny/painter is sound');
  });

  it('offers to fetch again what is not whole', async () => {
    const commit = (await readFile(path.join(cache, 'models--tiny--painter/refs/main'), 'utf8')).trim();
    const damaged = path.join(cache, 'models--tiny--painter/snapshots', commit, 'unet/model.onnx');
    await rm(damaged);
    await editor.command('VLPrompt: Verify Model');
    await offer('hf:tiny/painter').click();
    const message = await editor.message('was not finished');
    await row('Not Usable').waitFor();
    await row('tiny/painter').hover();
    await row('tiny/painter').locator('.action-label[aria-label^="Download Model"]').waitFor();
    await editor.picture('7-damaged');
    await message.locator('.monaco-button', { hasText: 'Download Again' }).click();
    await offer('fp32').click();
    await row(/tiny\/painter.*fp32 · cpu/).waitFor();
    assert.ok(existsSync(damaged));
  });

  it('removes it when that is confirmed', async () => {
    await editor.command('VLPrompt: Remove Model…');
    await offer('hf:tiny/painter').click();
    await editor.page.locator('.monaco-dialog-box', { hasText: 'Remove hf:tiny/painter?' }).waitFor();
    await editor.picture('8-remove');
    await editor.page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Remove' }).click();
    await row('tiny/painter').waitFor({ state: 'detached' });
    assert.equal(existsSync(path.join(cache, 'models--tiny--painter')), false);
  });

  it('is offered by a run that misses one, which then goes on by itself', async () => {
    await editor.openFile('fox.vlprompt');
    await editor.lens('▷ Draw 1 image').click();
    await editor.webview('vlprompt-grid');
    const message = await editor.message('hf:tiny/painter` is not downloaded');
    await editor.picture('9-missing');
    await message.locator('.monaco-button', { hasText: 'Download' }).click();
    await offer('fp32').click();
    await editor.lens('✓ 1 image').waitFor();
    await editor.picture('10-drawn');
  });

  it('looks into a folder that is added, and remembers it in the settings of the machine', async () => {
    const folder = path.join(cache, 'mine');
    await cp(path.join(checkout, 'test/fixtures/models/lcm'), path.join(folder, 'quick'), { recursive: true });
    await editor.command('VLPrompt: Add Model Folder…');
    const input = editor.page.locator('.quick-input-widget input').first();
    // The dialog has a folder of its own to begin with, and takes a moment to look into each.
    await offer('..').waitFor();
    // It may still be on its way to that folder, and then shows it in place of what was typed.
    do {
      await input.fill(`${folder}/`);
      await offer('quick').waitFor();
      await editor.page.waitForTimeout(300);
    } while ((await input.inputValue()) !== `${folder}/`);
    await editor.page.locator('.quick-input-widget .monaco-button', { hasText: 'Add Folder' }).click();
    await row('mine/quick').waitFor();
    await editor.picture('11-folder');
  });

  it('asks for a token where a model is gated, and keeps it to itself', async () => {
    await download('hf:tiny/gated');
    const refused = await editor.message('is only for those who accepted its licence');
    await editor.picture('12-gated');
    await refused.locator('.monaco-button', { hasText: 'Set Token…' }).click();
    await editor.page.getByPlaceholder('hf_…').fill('hf_secret');
    assert.equal(await editor.page.getByPlaceholder('hf_…').getAttribute('type'), 'password');
    await editor.page.keyboard.press('Enter');
    await editor.page.locator('.statusbar-item', { hasText: 'Hugging Face token kept' }).waitFor();
    await download('hf:tiny/gated');
    await offer('fp32').click();
    await editor.message('hf:tiny/gated is here.');
    const settings = await readFile(path.join(editor.server.workspace, '../user/User/settings.json'), 'utf8');
    assert.doesNotMatch(settings, /hf_secret/);
  });

  it('asks nothing of any other machine', () => {
    assert.deepEqual(editor.foreignRequests, []);
  });
});
