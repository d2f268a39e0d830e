/** @file The workbench as a person sees it: its lenses, its lines, its webviews, its keys. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { screenshotFile } from './folders.ts';
import { openWorkbench } from './host/browser.ts';
import { type ServerOptions, startServer, type WorkbenchServer } from './host/server.ts';

export interface EditorOptions extends ServerOptions {
  /** Folder of an extension to run from its sources; absent when one is installed. */
  readonly extension?: string;
  /** Files to add to the workspace: name → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** Name of the file to open, in the workspace. */
  readonly open: string;
  /** What the names of screenshots begin with. */
  readonly name: string;
}

/** A slow machine that does many other things must not fail a test. */
const patience = 90_000;

export class Editor {
  readonly page: Page;
  readonly server: WorkbenchServer;
  /** Addresses that the page asked for and that are not of this machine. */
  readonly foreignRequests: string[];
  readonly #browser: Browser;
  readonly #name: string;

  private constructor(server: WorkbenchServer, browser: Browser, page: Page, name: string, foreignRequests: string[]) {
    this.server = server;
    this.page = page;
    this.foreignRequests = foreignRequests;
    this.#browser = browser;
    this.#name = name;
  }

  /** Resolves when the file is open in a running workbench. */
  static async start({ extension, files = {}, open, name, ...options }: EditorOptions): Promise<Editor> {
    const server = await startServer(options);
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(server.workspace, file), text);
    const foreignRequests: string[] = [];
    const { browser, page } = await openWorkbench(server, {
      ...(extension !== undefined && { extension }),
      file: path.join(server.workspace, open),
      prepare: async (page) => {
        page.setDefaultTimeout(patience);
        page.on('request', (request) => isForeign(request.url()) && foreignRequests.push(request.url()));
      },
    });
    return new Editor(server, browser, page, name, foreignRequests);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.server.stop();
  }

  /** The lens with this text. */
  lens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text }).first();
  }

  /** Text of all lenses in view. */
  lensTexts(): Promise<readonly string[]> {
    return this.page.locator('.codelens-decoration a').allInnerTexts();
  }

  /** Puts the cursor at the end of the first line in view that has these words. */
  async goToEndOf(words: string): Promise<void> {
    await this.line(words).click();
    await this.page.keyboard.press('End');
  }

  /** The first line in view that has these words. */
  line(words: string): Locator {
    return this.page.locator('.view-line', { hasText: spaced(words) }).first();
  }

  /** Shows a file of the workspace, by the name that no other has. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.page.locator('.quick-input-widget input').first().fill(name);
    // Not one whose name ends so.
    await this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${name}"]`).first().click();
    // That of a grid has the file in its name, too.
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  }

  /** Runs a command of the palette by its title; the palette shows what was possible when it was opened. */
  async command(title: string): Promise<void> {
    const deadline = Date.now() + patience;
    for (;;) {
      await this.page.keyboard.press('F1');
      await this.page.locator('.quick-input-widget input').first().fill(`>${title}`);
      const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
      try {
        return await row.click({ timeout: 3000 });
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** What the workbench tells, in the list behind the bell: with the driver of tests it shows no toasts. */
  async message(text: string | RegExp): Promise<Locator> {
    const list = this.page.locator('.notifications-center.visible');
    if ((await list.count()) === 0) {
      await this.page.locator('#status\\.notifications a').click();
      // Its tooltip would cover the buttons.
      await this.page.mouse.move(0, 0);
    }
    const message = list.locator('.notification-list-item', { hasText: text }).first();
    await message.waitFor();
    return message;
  }

  /** The frame of the webview whose page is this custom element. */
  async webview(element: string): Promise<Frame> {
    const deadline = Date.now() + patience;
    for (;;) {
      for (const frame of this.page.frames()) {
        if (
          (await frame
            .locator(element)
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      }
      if (Date.now() > deadline) throw new Error(`no webview shows <${element}>`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Resolves when keys that are pressed go to this webview: a moment after it is there. */
  async focused(frame: Frame): Promise<void> {
    await frame.waitForFunction(() => document.hasFocus());
  }

  /** Keeps a picture for people to look at. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: screenshotFile(`${this.#name}-${name}`) });
  }
}

/** The editor shows spaces as no-break spaces. */
function spaced(words: string): RegExp {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(escaped.replaceAll(' ', '\\s'));
}

/** Webview resources come from the extension through a service worker that answers for this name. */
function isForeign(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return /^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1' && !hostname.endsWith('.vscode-cdn.net');
}
