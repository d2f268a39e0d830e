import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { engineProcesses } from './engine-processes.ts';
import { eventually } from './eventually.ts';
import { clickLens, lensTitles, openPromptFile, workspaceFolder } from './prompt-document.ts';

/** Settings of the recipe `drawn`, one a line. */
interface RecipeSettings {
  readonly images: number;
  readonly steps: number;
}

const promptFile = ({ images, steps }: RecipeSettings) => `model painter = "starter/diffusion"
model judge = "starter/clip"
class trouser "pair of trousers"
class sandal "sandal"
recipe drawn {
  model: painter
  prompt: "a photo of a \${class}"
  images: ${images}
  steps: ${steps}
}
evaluate zeroshot {
  model: judge
  prompt: "a photo of a \${class}"
  on: drawn
  expect accuracy >= 0%
}
`;

/** Of the recipe; classes have lenses of their own. */
const drawIt = /^▷ Draw (\d+ images?|\d+ of \d+ \()/;

describe('drawing and evaluating', () => {
  it('draws by a click on the lens, which then says so, and keeps the pictures', async () => {
    const { document } = await openPromptFile('two.vlprompt', promptFile({ images: 2, steps: 4 }));
    await hasLens(document.uri, /^▷ Draw 4 images/);
    await clickLens(document.uri, drawIt);
    await hasLens(document.uri, /^✓ 4 images$/);
    const pictures = await vscode.workspace.findFiles(
      new vscode.RelativePattern(workspaceFolder(), '.vlprompt/**/*.png'),
      null,
    );
    assert.ok(pictures.length >= 4, `${pictures.length} pictures`);
    assert.ok(
      tabTitles().some((title) => title.includes('drawn')),
      tabTitles().join(' | '),
    );
  });

  it('draws only what a change affects', async () => {
    const { document } = await openPromptFile('two.vlprompt', promptFile({ images: 3, steps: 4 }));
    await hasLens(document.uri, /^▷ Draw 2 of 6 \(4 cached/);
  });

  it('evaluates by a click on the lens, which then says the accuracy and its n', async () => {
    const { document } = await openPromptFile('two.vlprompt', promptFile({ images: 2, steps: 4 }));
    await hasLens(document.uri, /^▷ Evaluate$/);
    await clickLens(document.uri, /^▷ Evaluate/);
    await hasLens(document.uri, /^✓ accuracy [\d.]+% \(n=4\)$/);
  });

  it('cancels within a step, keeps what is drawn and shows no error', async () => {
    const { document } = await openPromptFile('endless.vlprompt', promptFile({ images: 150, steps: 1000 }));
    await hasLens(document.uri, /^▷ Draw 300 images/);
    const drawing = clickLens(document.uri, drawIt);
    await hasLens(document.uri, /^■ Cancel$/);
    await clickLens(document.uri, /^■ Cancel/);
    await drawing;
    await hasLens(document.uri, drawIt);
  });

  it('pauses, says so, and goes on', async () => {
    const { document } = await openPromptFile('endless.vlprompt', promptFile({ images: 150, steps: 1000 }));
    await hasLens(document.uri, drawIt);
    const drawing = clickLens(document.uri, drawIt);
    await hasLens(document.uri, /^◌ Drawing \d+ of 300/);
    await vscode.commands.executeCommand('vlprompt.queue.pause');
    await hasLens(document.uri, /^◌ Paused$/);
    await vscode.commands.executeCommand('vlprompt.queue.resume');
    await hasLens(document.uri, /^◌ Drawing \d+ of 300/);
    await vscode.commands.executeCommand('vlprompt.queue.cancelAll');
    await drawing;
    await hasLens(document.uri, drawIt);
  });

  it('draws one class alone, of which the recipe then has no more to draw', async () => {
    const { document } = await openPromptFile('one.vlprompt', promptFile({ images: 2, steps: 5 }));
    await hasLens(document.uri, /^▷ Draw 4 images/);
    await clickLens(document.uri, /^▷ Draw 2$/);
    await hasLens(document.uri, /^▷ Draw 2 of 4 \(2 cached/);
    assert.ok((await lensTitles(document.uri)).includes('✓ 2 drawn'));
  });

  it('goes on by itself when the engine is killed in the middle', async function () {
    if (process.platform !== 'linux') this.skip();
    const { document } = await openPromptFile('killed.vlprompt', promptFile({ images: 3, steps: 60 }));
    await hasLens(document.uri, /^▷ Draw 6 images/);
    const drawing = clickLens(document.uri, drawIt);
    await hasLens(document.uri, /^◌ Drawing [1-5] of 6/);
    const [engine] = engineProcesses();
    assert.ok(engine, 'no engine process was found');
    process.kill(engine, 'SIGKILL');
    await drawing;
    await hasLens(document.uri, /^✓ 6 images$/);
    assert.ok(!engineProcesses().includes(engine));
  });
});

async function hasLens(uri: vscode.Uri, title: RegExp): Promise<void> {
  await eventually(
    () => lensTitles(uri),
    (titles) => titles.some((candidate) => title.test(candidate)),
  );
}

function tabTitles(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}
