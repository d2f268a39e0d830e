import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { lensTitles, openPromptFile } from './prompt-document.ts';

const text = `class bag "bag"
class sack "a bag" {
  also: "handbag"
}
class trouser "pair of trousers"

data holdout from "data/holdout"

evaluate words {
  on: holdout
  prompt: "a photo of a \${class}"
  classes: bag, sack, trouser
}
`;

const hintsIn = (uri: vscode.Uri) =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'vlprompt meaning');

describe('meaning checks in the editor', () => {
  let document: vscode.TextDocument;

  before(async () => {
    ({ document } = await openPromptFile('meaning.vlprompt', text));
  });

  it('hint at classes that the judge can hardly tell apart, and leave the others alone', async () => {
    const hints = await eventually(
      () => hintsIn(document.uri),
      (found) => found.length > 0,
    );
    const lines = hints.map(({ range }) => range.start.line).sort();
    assert.deepEqual(lines, [0, 1]);
    const [hint] = hints;
    assert.equal(hint?.severity, vscode.DiagnosticSeverity.Hint);
    assert.match(hint.message, /cosine 0\.9\d|cosine 1\.00/);
  });

  it('say above a class which one is nearest', async () => {
    const titles = await eventually(
      () => lensTitles(document.uri),
      (found) => found.some((title) => /nearest/.test(title)),
    );
    assert.ok(
      titles.some((title) => /nearest: sack 0\.9\d|nearest: sack 1\.00/.test(title)),
      titles.join(' | '),
    );
  });

  it('offer to try the other words that the file has, and write the ones that are chosen', async () => {
    const at = new vscode.Range(1, 12, 1, 12);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      at,
      vscode.CodeActionKind.QuickFix.value,
    );
    const action = actions.find(({ title }) => title === 'Try other words for `sack`…');
    assert.ok(action?.command, actions.map(({ title }) => title).join(' | '));
    const done = vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
    const before = document.getText();
    await eventually(
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return document.getText();
      },
      (now) => now !== before,
    );
    await done;
    assert.match(document.getText(), /^class sack "(handbag|a bag)" \{\n\}$/m);
  });
});
