import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { agentTools } from '../../../src/protocol/agents/tools.ts';
import { smallExample } from '../small-example.ts';
import { openPromptFile } from './prompt-document.ts';

/** What a tool says to a model. */
async function told(name: keyof typeof agentTools, input: Record<string, unknown>): Promise<string> {
  const { content } = await vscode.lm.invokeTool(`vlprompt_${name}`, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('the tools of language models', () => {
  const file = 'assistant.vlprompt';

  it('are there under their names', () => {
    const names = vscode.lm.tools.map((tool) => tool.name).filter((name) => name.startsWith('vlprompt_'));
    assert.deepEqual(
      names.sort(),
      Object.keys(agentTools)
        .map((name) => `vlprompt_${name}`)
        .sort(),
    );
  });

  it('check the text as it stands in the editor, saved or not', async () => {
    const { document } = await openPromptFile(file, smallExample);
    assert.match(await told('check', { file }), /nothing is wrong/);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'recipe broken { prompt: missing }\n');
    await vscode.workspace.applyEdit(edit);
    assert.match(await told('check', { file }), /assistant\.vlprompt:1:25 error \[unknown-name\]/);
    await openPromptFile(file, smallExample);
  });

  it('draw one class with real models, and say where the images are', async () => {
    await openPromptFile(file, smallExample);
    assert.match(await told('plan', { file }), /recipe preview: 6 images/);
    const drawn = await told('draw', { file, class: 'bag' });
    assert.match(drawn, /2 drawn, 0 from the cache, 0 failed, of 2\.|0 drawn, 2 from the cache, 0 failed, of 2\./);
    const files = [...drawn.matchAll(/: (\S+\.png)$/gm)].map(([, path = '']) => path);
    assert.equal(files.length, 2);
    for (const path of files) assert.ok(existsSync(path), path);
  });

  it('judge, and say how sure that is', async () => {
    await openPromptFile(file, smallExample);
    const judged = await told('evaluate', { file });
    assert.match(judged, /on holdout \(real images\): accuracy \d.* \(n \d+, 95% interval /);
    assert.match(judged, /holds: expect accuracy >= 1%/);
  });

  it('say in a sentence what they cannot do', async () => {
    await assert.rejects(told('draw', { file, recipe: 'nothing' }), /has no "nothing": name one of preview/);
    await assert.rejects(told('check', { file: '../outside.vlprompt' }), /outside of the workspace/);
  });
});
