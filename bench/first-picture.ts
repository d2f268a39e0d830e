/**
 * @file How long a person waits in the real workbench: from the click on a recipe's lens to the first latent preview,
 * with no engine process (cold) and with one that has drawn before (warm). `node --import tsx bench/first-picture.ts`.
 */
import { Editor } from '../test/workbench/editor.ts';
import { checkout, exampleFolder } from '../test/workbench/folders.ts';
import { smallExample } from '../test/workbench/small-example.ts';

const rounds = Number(process.argv[2] ?? 5);
const waits: { readonly cold: number; readonly warm: number }[] = [];
for (let round = 0; round < rounds; round++) waits.push(await measureRound());

for (const kind of ['cold', 'warm'] as const) {
  const sorted = waits.map((wait) => wait[kind]).sort((a, b) => a - b);
  console.log(`${kind}: median ${sorted[Math.floor(rounds / 2)]} ms, from ${sorted[0]} to ${sorted.at(-1)} ms`);
}

async function measureRound(): Promise<{ readonly cold: number; readonly warm: number }> {
  const editor = await Editor.start({
    workspace: exampleFolder,
    extension: checkout,
    files: { 'small.vlprompt': smallExample },
    open: 'small.vlprompt',
    name: 'bench',
  });
  try {
    await editor.lens('▷ Draw 6 images').waitFor();
    await editor.command('VLPrompt: Restart Engine'); // Ends the process; the next need starts one.
    const cold = await waitAfterClick(editor);
    await editor.lens('✓ 6 images').waitFor();
    await editor.goToEndOf('seed: 11');
    await editor.page.keyboard.type('7');
    const warm = await waitAfterClick(editor);
    return { cold, warm };
  } finally {
    await editor.stop();
  }
}

/** Milliseconds from the click to the first picture in a tile of the grid. */
async function waitAfterClick(editor: Editor): Promise<number> {
  const lens = editor.lens('▷ Draw 6 images');
  await lens.waitFor();
  const clicked = performance.now();
  await lens.click();
  const grid = await editor.webview('vlprompt-grid');
  await grid.locator('.tile.drawing img, .tile.done img').first().waitFor();
  return Math.round(performance.now() - clicked);
}
