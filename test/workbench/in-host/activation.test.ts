import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('is there and activates', async () => {
    const extension = vscode.extensions.getExtension('vlprompt.vlprompt');
    assert.ok(extension, 'vlprompt.vlprompt is not installed');
    await extension.activate();
    assert.ok(extension.isActive);
  });
});
