import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { checkout, exampleFolder } from '../folders.ts';
import { ensureChromium } from '../host/chromium.ts';

describe('npm start without a desktop', () => {
  let folder: string;
  let starter: ChildProcess;
  let url: URL;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'vlprompt-start-'));
    cpSync(exampleFolder, folder, { recursive: true });
    starter = spawn(process.execPath, ['--import', 'tsx', 'tools/start.ts', folder], {
      cwd: checkout,
      // No `code` is on this PATH.
      env: { ...process.env, PATH: path.dirname(process.execPath) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    url = await addressIn(starter);
  });

  after(async () => {
    const ended = new Promise((resolve) => starter.once('exit', resolve));
    starter.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
    await assert.rejects(fetch(url), 'the server outlives Ctrl-C');
  });

  it('lets nobody in who does not know the token', async () => {
    assert.equal((await fetch(new URL('/', url))).status, 403);
  });

  it('opens the prompt file with the extension at work', async () => {
    const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.goto(url.href);
      await page.locator('#status\\.editor\\.mode', { hasText: 'VLPrompt' }).waitFor({ timeout: 90_000 });
      await page.locator('.view-line').first().click();
      await page.keyboard.press('Control+End');
      await page.locator('.codelens-decoration a', { hasText: '▷ Evaluate' }).waitFor({ timeout: 90_000 });
    } finally {
      await browser.close();
    }
  });
});

/** The address that it prints. */
async function addressIn({ stdout }: ChildProcess): Promise<URL> {
  assert.ok(stdout);
  for await (const line of createInterface(stdout)) {
    const address = /http:\S+/.exec(line)?.[0];
    if (address !== undefined) return new URL(address);
  }
  throw new Error('npm start ended without an address');
}
