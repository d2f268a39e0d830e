import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { uriOf, writeFile } from './language-features.ts';
import { clickLens, lensTitles, openPromptFile } from './prompt-document.ts';

const USER = `import "./base.vlprompt"
recipe garden {
  prompt: photo
  expand: all
}
`;

describe('plans, when a file that they build on changes', () => {
  let user: vscode.Uri;
  before(async () => {
    await writeFile('plans/base.vlprompt', 'wildcard tone from "tone.txt"\ntemplate photo { "a __tone__ cat" }\n');
    await writeFile('plans/tone.txt', 'warm\ncold\n');
    user = (await openPromptFile('plans/user.vlprompt', USER)).document.uri;
  });

  it('are those of the files on disk', async () => {
    await hasLens(/^≡ 2 prompts$/);
  });

  it('follow a wildcard file that is saved', async () => {
    await clickLens(user, /^≡/);
    await writeFile('plans/tone.txt', 'warm\ncold\ncool\n');
    await hasLens(/^≡ 3 prompts$/);
    await hasLens(/^▷ Draw 3 images/);
    await eventually(shownPrompts, (text) => text.includes('a cool cat'));
  });

  it('follow an imported file that is not saved', async () => {
    const base = await vscode.workspace.openTextDocument(uriOf('plans/base.vlprompt'));
    await replace(base, 'cat', '{cat|dog}');
    await hasLens(/^≡ 6 prompts$/);
    await eventually(shownPrompts, (text) => text.includes('a cool dog'));
    await replace(base, '{cat|dog}', 'cat');
    await hasLens(/^≡ 3 prompts$/);
    await base.save();
  });

  it('follow a wildcard file that is not saved', async () => {
    const uri = uriOf('plans/tone.txt');
    await vscode.workspace.openTextDocument(uri);
    // It becomes one of wildcards once the server has said that prompts read it.
    const wildcards = await eventually(
      () => vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString()),
      (document) => document?.languageId === 'vlwildcard',
    );
    assert.ok(wildcards);
    await replace(wildcards, 'cool\n', '');
    await hasLens(/^≡ 2 prompts$/);
    await wildcards.save();
  });

  it('say so when the other file breaks them', async () => {
    await writeFile('plans/base.vlprompt', 'template foto { "a cat" }\n');
    await hasLens(/^⚠ Has errors$/);
  });

  async function hasLens(title: RegExp): Promise<void> {
    await eventually(
      () => lensTitles(user),
      (titles) => titles.some((each) => title.test(each)),
    );
  }
});

describe('lenses, while one types', () => {
  const whole = `class saw "saw"
class axe "axe"
recipe one {
  prompt: "a \${class}"
}
recipe two {
  prompt: "the \${class}"
}
`;

  it('stay where they are, whatever has errors by now', async () => {
    const { document } = await openPromptFile('typed.vlprompt', whole);
    const lines = () => lensLines(document.uri);
    await eventually(lines, (found) => found.join() === '0,1,2,5');
    for (const [words, by] of [
      ['"saw"', '"saw" { x: "'],
      ['prompt: "a ${class}"', 'prompt: pho'],
      ['recipe two {', 'recipe two { steps: many'],
    ] as const) {
      await replace(document, words, by);
      await eventually(
        () => lensTitles(document.uri),
        (titles) => titles.includes('⚠ Has errors'),
      );
      assert.deepEqual(await lines(), [0, 1, 2, 5]);
      await replace(document, by, words);
      await eventually(
        () => lensTitles(document.uri),
        (titles) => !titles.includes('⚠ Has errors'),
      );
    }
    await document.save();
  });
});

/** Of lenses, each once. */
async function lensLines(uri: vscode.Uri): Promise<readonly number[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return [...new Set(lenses.map(({ range }) => range.start.line))];
}

/** The text of the list that the lens opens. */
function shownPrompts(): string {
  const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'vlprompt-prompts');
  assert.ok(shown, 'no list of prompts is open');
  return shown.getText();
}

async function replace(document: vscode.TextDocument, words: string, by: string): Promise<void> {
  const start = document.getText().indexOf(words);
  assert.ok(start >= 0, `the text has no ${words}`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + words.length));
  edit.replace(document.uri, range, by);
  assert.ok(await vscode.workspace.applyEdit(edit));
}
