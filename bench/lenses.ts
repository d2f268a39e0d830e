/**
 * @file How long lenses take to follow the text in the real workbench: from a key that changes how many images a recipe
 * asks for to the lens that says so, in a small file and in one of a hundred classes; and the same with an extension whose
 * lens is computed of the text at once, which is what VS Code itself takes. `node --import tsx bench/lenses.ts 20`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { Editor } from '../test/workbench/editor.ts';
import { checkout, exampleFolder } from '../test/workbench/folders.ts';

interface Contestant {
  readonly name: string;
  /** Folder of an extension. */
  readonly extension: string;
  readonly file: string;
  readonly text: string;
  /** What the lens begins with. @param images that the text asks for */
  readonly lens: (images: number) => string;
}

/** As text, because what transpiles this file would put calls into it that the page does not have. */
const follow = `(beginning) => new Promise((resolve) => {
  let pressed;
  addEventListener('keydown', () => { pressed = performance.now(); }, { capture: true, once: true });
  const look = () => {
    const lenses = [...document.querySelectorAll('.codelens-decoration a')];
    const isShown = lenses.some((lens) => lens.textContent.startsWith(beginning));
    if (pressed !== undefined && isShown) resolve(performance.now() - pressed);
    else requestAnimationFrame(look);
  };
  look();
})`;

const rounds = Number(process.argv[2] ?? 20);
const control = controlExtension();
const contestants: readonly Contestant[] = [
  { name: 'VS Code alone', extension: control, file: 'control.txt', text: 'images: 1\n', lens: (n) => `${n} images` },
  {
    name: '3 classes',
    extension: checkout,
    file: 'few.vlprompt',
    text: recipeOf(3),
    lens: (n) => `▷ Draw ${3 * n} image`,
  },
  {
    name: '100 classes',
    extension: checkout,
    file: 'many.vlprompt',
    text: recipeOf(100),
    lens: (n) => `▷ Draw ${100 * n} image`,
  },
];

const waits: { readonly name: string; readonly p50: number; readonly p95: number }[] = [];
for (const contestant of contestants) waits.push({ name: contestant.name, ...(await measure(contestant)) });
rmSync(control, { recursive: true });

console.log('From a key to the lens that knows of it, ms; over VS Code alone');
const [alone] = waits;
console.table(
  Object.fromEntries(
    waits.map(({ name, p50, p95 }) => [name, { p50, p95, ratio: Math.round((p50 / (alone?.p50 ?? p50)) * 100) / 100 }]),
  ),
);

async function measure({
  extension,
  file,
  text,
  lens,
}: Contestant): Promise<{ readonly p50: number; readonly p95: number }> {
  const files = { [file]: text };
  const editor = await Editor.start({ workspace: exampleFolder, extension, files, open: file, name: 'bench' });
  try {
    await editor.lens(lens(1)).waitFor();
    await editor.goToEndOf('images: 1');
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      // What came of the key before, such as what the store said, is over by then.
      await editor.page.waitForTimeout(1500);
      const [key, images] = round % 2 === 0 ? ['2', 12] : ['Backspace', 1];
      times.push(await wait(editor.page, String(key), lens(Number(images))));
    }
    const sorted = times.slice(1).sort((a, b) => a - b);
    return { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
  } finally {
    await editor.stop();
  }
}

/** Milliseconds, on the page's own clock, from the key to the frame that shows the lens. */
async function wait(page: Page, key: string, expected: string): Promise<number> {
  await page.evaluate(`void (globalThis.shown = (${follow})(${JSON.stringify(expected)}))`);
  await page.keyboard.press(key);
  return page.evaluate<number>('globalThis.shown');
}

function quantile(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
}

/** The recipe stands first, so that its lens is in view. */
function recipeOf(classes: number): string {
  const words = Array.from({ length: classes }, (_, index) => `class c${index} "thing number ${index}"`);
  const recipe = 'recipe preview {\n  prompt: "a photo of a ${class}"\n  steps: 4\n  images: 1\n}\n';
  return `${recipe}\n${words.join('\n')}\n`;
}

/** An extension that does nothing but say in a lens what stands in the first line. */
function controlExtension(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vlprompt-lens-'));
  const manifest = {
    name: 'control',
    publisher: 'bench',
    version: '1.0.0',
    engines: { vscode: '^1.100.0' },
    activationEvents: ['onLanguage:plaintext'],
    main: './extension.js',
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    path.join(folder, 'extension.js'),
    `const { CodeLens, languages, Range } = require('vscode');
exports.activate = ({ subscriptions }) => subscriptions.push(
  languages.registerCodeLensProvider({ language: 'plaintext' }, {
    provideCodeLenses: (document) => [
      new CodeLens(new Range(0, 0, 0, 1), { title: document.lineAt(0).text.slice(8) + ' images', command: 'noop' }),
    ],
  }),
);
`,
  );
  return folder;
}
