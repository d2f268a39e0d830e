import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { lensTitles, openPromptFile, workspaceFolder } from './prompt-document.ts';

const PROMPTS = `wildcard colour from "wildcards/colour.txt"
wildcard mood from "words/mood.txt"
wildcard flower from "wildcards/flower.yaml"
recipe garden { prompt: "a __mood__ __colour__ __flower/spring__" }
`;

async function write(name: string, text: string): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  return uri;
}

describe('wildcard files in the editor', () => {
  let colour: vscode.Uri;
  let mood: vscode.Uri;
  let flower: vscode.Uri;
  before(async () => {
    colour = await write('wildcards/colour.txt', 'red\n3::blue\nred  \n');
    mood = await write('words/mood.txt', 'calm\n');
    flower = await write('wildcards/flower.yaml', 'spring:\n  - tulip\nautumn:\n  - aster\n');
    await openPromptFile('garden.vlprompt', PROMPTS);
  });

  it('are told by their folder, and checked', async () => {
    const document = await vscode.workspace.openTextDocument(colour);
    assert.equal(document.languageId, 'vlwildcard');
    await eventually(
      () => vscode.languages.getDiagnostics(colour).map(({ message }) => message),
      (messages) => messages.some((message) => message.includes('“red” stands already in line 1')),
    );
  });

  it('are told by the prompt files that read them, too', async () => {
    const document = await vscode.workspace.openTextDocument(mood);
    await eventually(
      () => vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === document.uri.toString())?.languageId,
      (languageId) => languageId === 'vlwildcard',
    );
  });

  it('have a line above them that leads to their uses', async () => {
    await vscode.window.showTextDocument(colour);
    await eventually(
      () => lensTitles(colour),
      (titles) => titles.includes('3 values · 1 unused · used by 1 recipe'),
    );
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', colour, 9);
    const [file, at, places] = lenses[0]?.command?.arguments ?? [];
    assert.ok(file instanceof vscode.Uri && at instanceof vscode.Position && places[0] instanceof vscode.Location);
  });

  it('are formatted', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const ask = () =>
      vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
        'vscode.executeFormatDocumentProvider',
        colour,
        options,
      );
    const edits = await eventually(ask, (answer) => answer !== undefined);
    assert.deepEqual(
      edits?.map(({ range }) => range.start.line),
      [2],
    );
  });

  it('of YAML are hovered, and left to other formatters', async () => {
    const { document } = await vscode.window.showTextDocument(flower);
    assert.equal(document.languageId, 'yaml');
    const hovers = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          flower,
          new vscode.Position(1, 5),
        ),
      (answer) => answer.length > 0,
    );
    const [first] = hovers[0]?.contents ?? [];
    assert.match(first instanceof vscode.MarkdownString ? first.value : String(first), /100% in `__flower\/spring__`/);
    const edits = await vscode.commands.executeCommand('vscode.executeFormatDocumentProvider', flower, { tabSize: 2 });
    assert.equal(edits, undefined);
  });
});
