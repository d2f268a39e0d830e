import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { Asked, changesOf, readFile, uriOf, writeFile } from './language-features.ts';

const BASE = `class shirt "shirt"
let ground = "grey"
wildcard colour from "colour.yaml"
template photo { "a __colour/warm__ \${class} on \${ground}" }
`;

const USER = `import "./base.vlprompt"
recipe r {
  classes: shirt
  prompt: "a __colour__ \${class} on \${ground}, __colour/warm__"
}
`;

describe('names in several files', () => {
  before(async () => {
    await writeFile('names/base.vlprompt', BASE);
    await writeFile('names/user.vlprompt', USER);
    await writeFile('names/colour.yaml', 'warm:\n  - red\ncold:\n  - blue\n');
    await known('names/user.vlprompt');
  });

  /** Renames what the cursor is at in the user's file. */
  async function renamed(words: string, to: string) {
    const asked = await Asked.in('names/user.vlprompt', USER.replace(words, `<|>${words}`));
    return changesOf(await asked.rename(to));
  }

  it('lead from a use to the declaration in another file', async () => {
    const asked = await Asked.in('names/user.vlprompt', USER.replace('classes: shirt', 'classes: sh<|>irt'));
    const [target] = await asked.definitions();
    assert.equal(target?.targetUri.path, uriOf('names/base.vlprompt').path);
    assert.deepEqual(target?.targetSelectionRange?.start, new vscode.Position(0, 6));
  });

  it('lead from a key to its place in the wildcard file', async () => {
    const asked = await Asked.in('names/user.vlprompt', USER.replace('/warm', '/wa<|>rm'));
    const [target] = await asked.definitions();
    assert.equal(target?.targetUri.path, uriOf('names/colour.yaml').path);
    assert.equal(target?.targetRange.start.line, 0);
  });

  it('of classes are renamed everywhere', async () => {
    assert.deepEqual(await renamed('shirt\n', 'blouse'), {
      'names/user.vlprompt': ['2:11 blouse'],
      'names/base.vlprompt': ['0:6 blouse'],
    });
  });

  it('of constants are renamed in prompts too', async () => {
    assert.deepEqual(await renamed('ground', 'floor'), {
      'names/user.vlprompt': ['3:38 floor'],
      'names/base.vlprompt': ['1:4 floor', '3:50 floor'],
    });
  });

  it('of wildcards are renamed in prompts too', async () => {
    assert.deepEqual(await renamed('colour__', 'tint'), {
      'names/user.vlprompt': ['3:15 tint', '3:49 tint'],
      'names/base.vlprompt': ['2:9 tint', '3:22 tint'],
    });
  });

  it('of keys are renamed in the wildcard file and in every prompt', async () => {
    assert.deepEqual(await renamed('warm', 'hot'), {
      'names/user.vlprompt': ['3:56 hot'],
      'names/base.vlprompt': ['3:29 hot'],
      'names/colour.yaml': ['0:0 hot'],
    });
  });

  it('that are taken are refused with a reason', async () => {
    await assert.rejects(renamed('ground', 'shirt'), /declared already/);
  });

  it('are found in the whole workspace', async () => {
    const found = await vscode.commands.executeCommand<readonly vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'ground',
    );
    const places = found.map(({ name, location }) => `${location.uri.path.split('/').at(-1)} ${name}`);
    assert.ok(places.includes('base.vlprompt ground'), places.join(', '));
  });
});

describe('files that are renamed', () => {
  before(async () => {
    await writeFile('moved/lib/base.vlprompt', 'wildcard tone from "tone.txt"\ntemplate photo { "a __tone__ cat" }\n');
    await writeFile('moved/lib/tone.txt', 'warm\n');
    await writeFile('moved/user.vlprompt', 'import "./lib/base.vlprompt"\nrecipe moved_user { prompt: photo }\n');
    await known('moved/user.vlprompt');
    await vscode.window.showTextDocument(uriOf('moved/user.vlprompt'));
  });

  it('keep their names in the prompt files that read them: wildcard files', async () => {
    await rename('moved/lib/tone.txt', 'moved/lib/words/mood.txt');
    await reads('moved/lib/base.vlprompt', /from "words\/mood\.txt"/);
    await isSound('moved/user.vlprompt');
  });

  it('keep their names in the prompt files that read them: prompt files, with their own paths', async () => {
    await rename('moved/lib/base.vlprompt', 'moved/start.vlprompt');
    await reads('moved/user.vlprompt', /import "\.\/start\.vlprompt"/);
    await reads('moved/start.vlprompt', /from "lib\/words\/mood\.txt"/);
    await isSound('moved/user.vlprompt');
  });

  it('keep their names in the prompt files that read them: folders', async () => {
    await rename('moved/lib', 'moved/library');
    await reads('moved/start.vlprompt', /from "library\/words\/mood\.txt"/);
    await isSound('moved/user.vlprompt');
  });
});

describe('files that come and go', () => {
  const codes = () =>
    vscode.languages
      .getDiagnostics(uriOf('coming/user.vlprompt'))
      .map(({ code }) => (typeof code === 'object' ? code.value : code));

  it('are missed until they are there, and again when they are deleted', async () => {
    await Asked.in(
      'coming/user.vlprompt',
      'wildcard sky from "sky.txt"\nrecipe coming { prompt: "a __sky__ sky" }\n<|>',
    );
    await eventually(codes, (found) => found.includes('missing-file'));
    const sky = await writeFile('coming/sky.txt', 'blue\n');
    await eventually(codes, (found) => found.length === 0);
    await vscode.workspace.fs.delete(sky);
    await eventually(codes, (found) => found.includes('missing-file'));
  });

  it('may be in a folder that is deleted', async () => {
    await writeFile('coming/words/sea.txt', 'green\n');
    await Asked.in(
      'coming/user.vlprompt',
      'wildcard sea from "words/sea.txt"\nrecipe coming { prompt: "a __sea__ sea" }\n<|>',
    );
    await eventually(codes, (found) => found.length === 0);
    await vscode.workspace.fs.delete(uriOf('coming/words'), { recursive: true });
    await eventually(codes, (found) => found.includes('missing-file'));
  });
});

/** Does what the explorer does. */
async function rename(from: string, to: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(uriOf(from), uriOf(to));
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Nothing is said against an open file. */
async function isSound(name: string): Promise<void> {
  await eventually(
    () => vscode.languages.getDiagnostics(uriOf(name)),
    (found) => found.length === 0,
  );
}

/** In an editor or on disk. */
async function reads(name: string, pattern: RegExp): Promise<void> {
  const textOf = async () => {
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === uriOf(name).toString());
    return open?.getText() ?? (await readFile(name));
  };
  await eventually(textOf, (text) => pattern.test(text));
}

/** Files that nobody has opened are known once the watcher has told of them. */
async function known(name: string): Promise<void> {
  await eventually(
    () =>
      vscode.commands.executeCommand<readonly vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', 'r'),
    (found) => found.some(({ location }) => location.uri.toString() === uriOf(name).toString()),
  );
}
