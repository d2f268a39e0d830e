import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ImportedRecipe } from '../../../src/extension/exchange/exchange.ts';
import { PicturePasting } from '../../../src/extension/exchange/paste-pictures.ts';
import type { FoundImage, ImportParams } from '../../../src/protocol/language.ts';
import { png, tEXt } from '../../language/exchange/pictures.ts';
import { eventually } from './eventually.ts';
import { openPromptFile, workspaceFolder } from './prompt-document.ts';

const picture = png(
  tEXt('parameters', 'a fox\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 42, Size: 64x64, RNG: CPU'),
);

async function writePicture(name: string, bytes: Uint8Array = picture): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri;
}

const errorsOf = (uri: vscode.Uri) =>
  vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

describe('recipes from and for other tools', () => {
  it('imports a picture into the file in front, without an error, and can be undone', async () => {
    const before = 'let fox = "x"\n';
    const { document } = await openPromptFile('import.vlprompt', before);
    await vscode.commands.executeCommand('vlprompt.importFromImage', await writePicture('fox.png'));
    assert.match(
      document.getText(),
      /^let fox = "x"\n\n\/\/ From fox\.png[\s\S]*recipe fox_2 \{\n {2}prompt: {4}"a fox"\n/,
    );
    await vscode.workspace.save(document.uri);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['fox', 'fox_2'],
    );
    assert.deepEqual(errorsOf(document.uri), []);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await document.save();
  });

  it('imports a picture into a new file when no prompt file is seen', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('vlprompt.importFromImage', await writePicture('fox.png'));
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.equal(document.languageId, 'vlprompt');
    assert.match(document.getText(), /recipe fox \{/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('copies an image of the recipe at the cursor as infotext', async () => {
    await openPromptFile('copy.vlprompt', 'recipe fox {\n  prompt: "a fox"\n  seed: 42\n}\n');
    await vscode.env.clipboard.writeText('');
    const copying = vscode.commands.executeCommand('vlprompt.copyAs');
    await eventually(
      async () => {
        // Takes the first form as soon as the question is there.
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return vscode.env.clipboard.readText();
      },
      (text) =>
        /^a fox\nSteps: 20, Sampler: DDIM, CFG scale: 3, Seed: 42, Size: 64x64, Model: starter-diffusion/.test(text),
    );
    await copying;
  });

  it('offers a recipe for a picture that is pasted or dropped, between declarations', async () => {
    const { document } = await openPromptFile('paste.vlprompt', 'recipe a {\n  prompt: "x"\n}\n');
    const asked: ImportParams[] = [];
    const imported: ImportedRecipe = {
      kind: 'recipe',
      name: 'fox',
      text: '\n\nrecipe fox {}\n',
      position: { line: 2, character: 1 },
      notes: [],
    };
    const exchange = {
      findImage: async () => null,
      importImage: async (params: ImportParams) => {
        asked.push(params);
        return imported;
      },
    };
    const pasting = new PicturePasting(exchange, () => assert.fail('no recipe was known'));
    const data = new vscode.DataTransfer();
    data.set('text/uri-list', new vscode.DataTransferItem((await writePicture('fox.png')).toString()));
    const { token } = new vscode.CancellationTokenSource();
    const [drop] = await pasting.provideDocumentDropEdits(document, new vscode.Position(1, 5), data, token);
    assert.ok(drop?.additionalEdit);
    assert.deepEqual([drop.insertText, drop.title], ['', 'Insert recipe fox']);
    await vscode.workspace.applyEdit(drop.additionalEdit);
    assert.equal(document.getText(), 'recipe a {\n  prompt: "x"\n}\n\nrecipe fox {}\n\n');
    await document.save();
    const [request] = asked;
    assert.equal(request?.name, 'fox.png');
    assert.deepEqual(request?.into, { uri: document.uri.toString(), position: { line: 1, character: 5 } });
    assert.deepEqual(Buffer.from(request?.image ?? '', 'base64'), picture);
  });

  it('leads to the recipe of the workspace that draws the picture, and offers to insert it all the same', async () => {
    const { document } = await openPromptFile('paste.vlprompt', 'recipe a {\n  prompt: "x"\n}\n');
    const span = { file: 'paste.vlprompt', start: { line: 1, character: 10 }, end: { line: 1, character: 13 } };
    const known: FoundImage = { uri: document.uri.toString(), recipe: 'a', span, planFile: 'paste.vlprompt' };
    const imported: ImportedRecipe = {
      kind: 'recipe',
      name: 'fox',
      text: '\nrecipe fox {}\n',
      position: { line: 3, character: 0 },
      notes: [],
    };
    const shown: FoundImage[] = [];
    const exchange = { findImage: async () => known, importImage: async () => imported };
    const pasting = new PicturePasting(exchange, (found) => shown.push(found));
    const data = new vscode.DataTransfer();
    data.set('text/uri-list', new vscode.DataTransferItem((await writePicture('own.png')).toString()));
    const { token } = new vscode.CancellationTokenSource();
    const edits = await pasting.provideDocumentDropEdits(document, new vscode.Position(0, 0), data, token);
    assert.deepEqual(
      edits.map(({ title, insertText, additionalEdit }) => [title, insertText, additionalEdit !== undefined]),
      [
        ['Reveal recipe a', '', false],
        ['Insert recipe fox', '', true],
      ],
    );
    await eventually(
      () => shown,
      (found) => found.length === 1,
    );
    assert.deepEqual(shown, [known]);
  });

  it('offers nothing for addresses on the network, and for what is no picture', async () => {
    const { document } = await openPromptFile('paste.vlprompt', '');
    const exchange = {
      findImage: () => assert.fail('nothing was to be looked for'),
      importImage: () => assert.fail('nothing was to be imported'),
    };
    const pasting = new PicturePasting(exchange, () => {});
    const { token } = new vscode.CancellationTokenSource();
    for (const address of ['https://example.org/a.png', 'file:///nowhere/a.png', 'file:///a.txt', '']) {
      const data = new vscode.DataTransfer();
      data.set('text/uri-list', new vscode.DataTransferItem(address));
      assert.deepEqual(await pasting.provideDocumentDropEdits(document, new vscode.Position(0, 0), data, token), []);
    }
  });
});
