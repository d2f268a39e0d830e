import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandTable } from '../../../src/extension/commands/command-table.ts';

describe('the extension', () => {
  it('is there and activates', async () => {
    const extension = vscode.extensions.getExtension('vlprompt.vlprompt');
    assert.ok(extension, 'vlprompt.vlprompt is not installed');
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('registers every command of its table', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      Object.keys(commandTable).filter((id) => !registered.has(id)),
      [],
    );
  });
});
