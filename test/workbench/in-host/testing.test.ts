/** @file Prompts as tests, through the commands of the Test Explorer and through tasks. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { lensTitles, openPromptFile, workspaceFolder } from './prompt-document.ts';

const promptFile = (wanted: string) => `model judge = "starter/clip"
class shirt "shirt"
class coat "coat"
data holdout from "data/holdout"
evaluate zeroshot {
  model: judge
  prompt: "a photo of a \${class}"
  on: holdout
  expect accuracy >= ${wanted}
}
`;

describe('prompts as tests', () => {
  it('are judged by the Test Explorer, and the lens says what it found', async () => {
    const { document } = await openPromptFile('tested.vlprompt', promptFile('1%'));
    await eventually(
      () => lensTitles(document.uri),
      (titles) => titles.some((title) => /^▷ Evaluate$/.test(title)),
    );
    // The editor learns of tests a moment after they are there; until then it finds none in the file.
    await eventually(
      async () => {
        await vscode.commands.executeCommand('testing.runCurrentFile');
        return lensTitles(document.uri);
      },
      (titles) => titles.some((title) => /✓.*n ?=? ?120/.test(title)),
    );
  });

  it('are tasks, whose problems are found at their places', async () => {
    const { document } = await openPromptFile('tested.vlprompt', promptFile('99.9%'));
    const definition = { type: 'vlprompt', action: 'test', file: 'tested.vlprompt', options: [] };
    const tasks = await vscode.tasks.fetchTasks({ type: 'vlprompt' });
    const task = tasks.find((one) => one.definition.action === 'test' && one.definition.file === definition.file);
    assert.ok(task, tasks.map(({ name }) => name).join(' | '));
    const exitCode = new Promise<number | undefined>((resolve) => {
      const ended = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== task.name) return;
        ended.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    assert.equal(await exitCode, 1);
    const problems = await eventually(
      () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'vlprompt test'),
      (found) => found.length > 0,
    );
    assert.deepEqual(
      problems.map(({ range, severity }) => [range.start.line, severity]),
      [[8, vscode.DiagnosticSeverity.Error]],
    );
    assert.match(
      problems[0]?.message ?? '',
      /^accuracy is [\d.]+% \(n 120, .*\) on holdout, and >= 99\.9% is wanted\.$/,
    );
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(workspaceFolder(), 'tested.vlprompt'));
  });
});
