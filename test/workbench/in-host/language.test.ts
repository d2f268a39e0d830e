import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { openExisting, openPromptFile, withCursor } from './prompt-document.ts';

const errorsOf = (uri: vscode.Uri) =>
  vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

describe('the language in the editor', () => {
  it('knows the example and has nothing to say against it', async () => {
    const { document } = await openExisting('fashion.vlprompt');
    assert.equal(document.languageId, 'vlprompt');
    const symbols = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
          'vscode.executeDocumentSymbolProvider',
          document.uri,
        ),
      (answer) => (answer?.length ?? 0) > 0,
    );
    const names = symbols?.map(({ name }) => name) ?? [];
    for (const name of ['painter', 'tshirt', 'preview', 'zeroshot']) assert.ok(names.includes(name), names.join(' '));
    assert.deepEqual(
      errorsOf(document.uri).map(({ message }) => message),
      [],
    );
  });

  it('marks a name that nothing declares, at its place, and is content when it is mended', async () => {
    const editor = await openPromptFile(
      'mistake.vlprompt',
      'class a "apple"\nrecipe r {\n  prompt: "a ${class}"\n  classes: b\n}\n',
    );
    const { uri } = editor.document;
    const errors = await eventually(
      () => errorsOf(uri),
      (found) => found.some(({ code }) => codeOf(code) === 'unknown-name'),
    );
    const mistake = errors.find(({ code }) => codeOf(code) === 'unknown-name');
    assert.ok(mistake);
    assert.equal(editor.document.getText(mistake.range), 'b');
    assert.equal(mistake.source, 'vlprompt');
    await editor.edit((edit) => edit.replace(mistake.range, 'a'));
    await eventually(
      () => errorsOf(uri),
      (errors) => errors.length === 0,
    );
  });

  it('completes the names of classes', async () => {
    const { text, cursor } = withCursor('class apple "apple"\nclass pear "pear"\ngroup fruit = apple, <|>\n');
    const { document } = await openPromptFile('complete.vlprompt', text);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      cursor,
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('pear'), labels.join(' '));
  });

  it('goes from a use to the declaration and renames both', async () => {
    const { text, cursor } = withCursor('class apple "apple"\ngroup fruit = ap<|>ple\n');
    const { document } = await openPromptFile('rename.vlprompt', text);
    const targets = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      cursor,
    );
    const [target] = targets;
    assert.ok(target);
    assert.equal('range' in target ? target.range.start.line : target.targetRange.start.line, 0);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      cursor,
      'orange',
    );
    assert.equal(edit.get(document.uri).length, 2);
  });

  it('formats to a form that formatting leaves alone', async () => {
    const { document } = await openPromptFile(
      'format.vlprompt',
      'class a   "apple"\nrecipe r{prompt:"a ${class}"\nimages :2}\n',
    );
    assert.ok(await format(document), 'the first formatting changed nothing');
    assert.equal(await format(document), false);
  });
});

/** A diagnostic's code may come with a link to its page. */
function codeOf(code: vscode.Diagnostic['code']): unknown {
  return typeof code === 'object' ? code.value : code;
}

/** Whether formatting changed the text. */
async function format(document: vscode.TextDocument): Promise<boolean> {
  const before = document.getText();
  const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
    'vscode.executeFormatDocumentProvider',
    document.uri,
    { tabSize: 2, insertSpaces: true },
  );
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, edits ?? []);
  await vscode.workspace.applyEdit(change);
  return document.getText() !== before;
}
