import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { entry, judge } from '../../protocol/sample-models.ts';
import { openPromptFile, workspaceFolder } from './prompt-document.ts';

/** What the view hands to a command is a row. */
const row = { kind: 'installed', model: judge } as const;
const offered = { kind: 'available', entry } as const;

describe('what is done with models', () => {
  it('has a view that can be opened', async () => {
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('vlprompt.models.focus'));
    await vscode.commands.executeCommand('vlprompt.models.focus');
  });

  it('declares a model behind those that the file in front has, under a name that is free', async () => {
    const before = 'model judge = "starter/clip"\n\nclass saw "saw"\n';
    const { document } = await openPromptFile('insert.vlprompt', before);
    await vscode.commands.executeCommand('vlprompt.models.insert', row);
    assert.equal(
      document.getText(),
      'model judge = "starter/clip"\nmodel judge_2 = "starter/clip"\n\nclass saw "saw"\n',
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await document.save();
  });

  it('declares one that is not here yet, in a new file when none is seen', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('vlprompt.models.insert', offered);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.equal(document.languageId, 'vlprompt');
    assert.match(document.getText(), /^model painter = "hf:owner\/offered@[0-9a-f]{40}"\n/u);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('copies names as the file in front would write them', async () => {
    await openPromptFile('insert.vlprompt', 'class saw "saw"\n');
    await vscode.commands.executeCommand('vlprompt.models.copyName', row);
    assert.equal(await vscode.env.clipboard.readText(), 'starter/clip');
    const folder = path.join(workspaceFolder().fsPath, 'models/mine');
    const mine = { ...judge, spec: { kind: 'folder', path: 'models/mine' }, place: 'workspace', folder };
    await vscode.commands.executeCommand('vlprompt.models.copyName', { kind: 'installed', model: mine });
    assert.equal(await vscode.env.clipboard.readText(), './models/mine');
  });

  it('forgets a token that was never there without a word', async () => {
    await vscode.commands.executeCommand('vlprompt.models.clearToken');
  });
});
