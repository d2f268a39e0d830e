/** @file Plans that the server was asked for, and what it tells of them when other files change. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  type PlanResult,
  type PlansChangedParams,
  planRequest,
  plansChangedNotification,
} from '../../../src/protocol/language.ts';
import { openWorkspace, type WorkspaceUnderTest } from '../workspace-under-test.ts';

const FILES = {
  'user.vlprompt': 'import "base.vlprompt"\nrecipe r {\n  prompt: photo\n  expand: all\n}\n<|>',
  'base.vlprompt': 'wildcard colour from "words.txt"\ntemplate photo { "a __colour__ fox" }\n',
  'words.txt': 'red\nblue\n',
  'other.vlprompt': 'recipe o { prompt: "an owl" }\n',
};

describe('plans, when other files change', () => {
  let open: WorkspaceUnderTest;
  afterEach(() => open.close());

  /** Resolves with the files of the next news. */
  const news = () =>
    new Promise<string[]>((resolve) => {
      const listening = open.client.onNotification(plansChangedNotification, ({ uris }: PlansChangedParams) => {
        listening.dispose();
        resolve(uris.map(open.fileOf));
      });
    });

  const prompts = async (file: string) => {
    const { plan } = await open.client.sendRequest<PlanResult>(planRequest, { uri: open.uriOf(file) });
    return plan.recipes[0]?.cells.flatMap(({ images }) => images.map(({ prompt }) => prompt));
  };

  const type = (file: string, text: string, version: number) =>
    open.client.sendNotification('textDocument/didChange', {
      textDocument: { uri: open.uriOf(file), version },
      contentChanges: [{ text }],
    });

  const show = (file: keyof typeof FILES) =>
    open.client.sendNotification('textDocument/didOpen', {
      textDocument: { uri: open.uriOf(file), languageId: 'vlprompt', version: 1, text: FILES[file] },
    });

  const save = async (file: string, text: string) => {
    const uri = open.uriOf(file);
    await writeFile(fileURLToPath(uri), text);
    await open.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
  };

  it('are outdated by an imported file that is not saved yet', async () => {
    open = await openWorkspace(FILES);
    await show('base.vlprompt');
    assert.deepEqual(await prompts('user.vlprompt'), ['a red fox', 'a blue fox']);
    const told = news();
    await type('base.vlprompt', FILES['base.vlprompt'].replace('fox', 'cat'), 2);
    assert.deepEqual(await told, ['user.vlprompt']);
    assert.deepEqual(await prompts('user.vlprompt'), ['a red cat', 'a blue cat']);
  });

  it('are outdated by words on disk, two files away', async () => {
    open = await openWorkspace(FILES);
    await prompts('user.vlprompt');
    await prompts('other.vlprompt');
    const told = news();
    await save('words.txt', 'green\n');
    assert.deepEqual(await told, ['user.vlprompt']);
    assert.deepEqual(await prompts('user.vlprompt'), ['a green fox']);
  });

  it('are outdated by their own file where no editor has it', async () => {
    open = await openWorkspace(FILES);
    await prompts('other.vlprompt');
    const told = news();
    await save('other.vlprompt', 'recipe o { prompt: "a hen" }\n');
    assert.deepEqual(await told, ['other.vlprompt']);
    assert.deepEqual(await prompts('other.vlprompt'), ['a hen']);
  });

  it('are told of once, and not for what is typed in the file itself', async () => {
    open = await openWorkspace(FILES);
    await show('other.vlprompt');
    await prompts('user.vlprompt');
    await prompts('other.vlprompt');
    const told = news();
    await type('other.vlprompt', 'recipe o { prompt: "a hen" }\n', 2);
    await save('words.txt', 'green\n');
    await save('words.txt', 'black\n');
    assert.deepEqual(await told, ['user.vlprompt']);
    const again = news();
    await prompts('user.vlprompt');
    await save('words.txt', 'white\n');
    assert.deepEqual(await again, ['user.vlprompt']);
  });
});
