import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { cacheFolder } from '../../../src/engine/client/cache-folder.ts';
import { startEngine } from '../../../src/engine/client/start-engine.ts';
import { reviewerIn } from '../../../src/extension/panels/reviewer.ts';
import type { RecipePlan } from '../../../src/language/plan/plan.ts';
import { createLanguageService } from '../../../src/language/service.ts';
import { eventually } from './eventually.ts';
import { Asked, writeFile } from './language-features.ts';
import { clickLens, lensTitles, workspaceFolder } from './prompt-document.ts';

const file = 'fates/fates.vlprompt';

/** Every pair of a length and a colour, under seven seeds. */
const text = `model painter = "starter/diffusion"
wildcard colour from "colours.txt"
recipe coats {
  model: painter
  prompt: "a {lo<|>ng|short} __colour__ coat"
  seed: [1, 2, 3, 4, 5, 6, 7]
  steps: 1
  expand: all
}
`;

describe('words and fates', () => {
  before(async () => {
    await writeFile('fates/colours.txt', 'red\nblue\n');
  });

  it('say of each option what became of its images, and which of them to drop', async () => {
    const asked = await Asked.in(file, text);
    await eventually(
      () => lensTitles(asked.document.uri),
      (titles) => titles.some((title) => /^▷ Draw 28 images/.test(title)),
    );
    await clickLens(asked.document.uri, /^▷ Draw 28 images/);
    await decide(({ prompt }) => !prompt.includes('long'));
    // The editor looks again when another file comes to the front.
    const colours = await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(workspaceFolder(), 'fates/colours.txt'),
    );
    await vscode.window.showTextDocument(colours);
    await vscode.window.showTextDocument(asked.document);

    const hover = await eventually(
      () => asked.hover(),
      (said) => said.includes('rejected'),
    );
    assert.match(plain(hover), /long: 0 kept · 14 rejected of 14 drawn: kept 0\.0% \(n 14, 95% interval 0\.0–21\.5%\)/);
    assert.match(plain(hover), /14 kept · 14 rejected of 28 drawn/);

    const ofValue = await hoverAt(colours.uri, new vscode.Position(1, 1));
    assert.match(plain(ofValue), /blue: 7 kept · 7 rejected of 14 drawn/);

    const suggesting = vscode.commands.executeCommand('vlprompt.suggestDrops');
    await eventually(
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return selectedText();
      },
      (selected) => selected === 'long',
    );
    await suggesting;
    assert.equal(asked.document.isDirty, false);
  });

  it('are not told where they are switched off', async () => {
    const settings = vscode.workspace.getConfiguration();
    await settings.update('vlprompt.fates.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      const asked = await Asked.in(file, text);
      assert.doesNotMatch(await asked.hover(), /rejected/);
    } finally {
      await settings.update('vlprompt.fates.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

/** Keeps and rejects every image of the recipe by the engine's own call. */
async function decide(isKept: (image: RecipePlan['cells'][number]['images'][number]) => boolean): Promise<void> {
  const workspace = workspaceFolder().fsPath;
  const { plan } = await createLanguageService().open(path.join(workspace, file), workspace);
  const recipe = plan?.recipes[0] ?? assert.fail();
  const images = recipe.cells.flatMap((cell) => cell.images);
  const engine = await startEngine({
    entry: extensionFile('dist/engine.cjs'),
    settings: {
      workspace,
      store: path.join(workspace, '.vlprompt'),
      starterPack: extensionFile('models/starter'),
      trustedModelFolders: [],
      provider: 'auto',
      threads: 0,
      cache: cacheFolder(),
      memory: 0,
      storeSize: 0,
      offline: true,
      logLevel: 'info',
    },
  });
  try {
    const reviewer = await reviewerIn(workspace);
    for (const act of ['accept', 'reject'] as const) {
      const keys = images.filter((image) => isKept(image) === (act === 'accept')).map(({ key }) => key);
      await engine.calls.decide({ recipe, reviewer, keys, act });
    }
  } finally {
    await engine.dispose();
  }
}

function extensionFile(name: string): string {
  const { extensionPath } = vscode.extensions.getExtension('vlprompt.vlprompt') ?? assert.fail();
  return path.join(extensionPath, name);
}

async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** Markdown without its escapes. */
function plain(markdown: string): string {
  return markdown.replaceAll('&nbsp;', ' ').replace(/\\(?=[^\w\s])/g, '');
}

function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection) ?? '';
}
