import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLanguageService } from '../../src/language/service.ts';

const TEXT =
  'class a "one"\nclass b "two"\ndata real from "images"\nrecipe r { prompt: "${class}" }\nevaluate e { on: real, r }\n';

describe('the language service', () => {
  let workspace: string;
  before(async () => {
    workspace = await mkdtemp(path.join(tmpdir(), 'vlprompt-language-'));
    for (const name of ['a', 'b']) await mkdir(path.join(workspace, 'sub/images', name), { recursive: true });
    await writeFile(path.join(workspace, 'sub/a.vlprompt'), TEXT);
  });
  after(() => rm(workspace, { recursive: true }));

  it('opens a file, with paths relative to the workspace', async () => {
    const { plan, diagnostics, text } = await createLanguageService().open(
      path.join(workspace, 'sub/a.vlprompt'),
      workspace,
    );
    assert.deepEqual([diagnostics, text], [[], TEXT]);
    assert.deepEqual(
      [plan?.file, plan?.data[0]?.path, plan?.recipes[0]?.span.file],
      ['sub/a.vlprompt', 'sub/images', 'sub/a.vlprompt'],
    );
  });

  it('says of a file that cannot be read that it cannot be read', async () => {
    const { plan, diagnostics } = await createLanguageService().open(path.join(workspace, 'none.vlprompt'), workspace);
    assert.equal(plan, undefined);
    assert.deepEqual(
      diagnostics.map(({ code, span, message }) => [code, span.file, message]),
      [['file-unreadable', 'none.vlprompt', 'This file cannot be read: it does not exist.']],
    );
  });

  it('looks for folders of images', async () => {
    const { diagnostics, plan } = await createLanguageService().openText(
      TEXT,
      path.join(workspace, 'a.vlprompt'),
      workspace,
    );
    assert.deepEqual(
      diagnostics.map(({ code, span }) => [code, span.start]),
      [['missing-folder', { line: 2, character: 15 }]],
    );
    assert.deepEqual([plan?.recipes.length, plan?.evaluations.length], [1, 0]);
  });

  it('refuses prompts of more tokens than the judge reads, and says which', async () => {
    const service = createLanguageService({
      tokenCounterOf: () => async (model, reader, texts) =>
        model.kind === 'starter' && reader === 'judge'
          ? texts.map((text) => ({ count: text.length, chunks: [], unreadFrom: text.length > 17 ? 17 : undefined }))
          : undefined,
    });
    const text = TEXT.replace('"two"', '"rather long"');
    const { diagnostics, plan } = await service.openText(text, path.join(workspace, 'sub/b.vlprompt'), workspace);
    assert.deepEqual(
      diagnostics.map(({ message }) => message),
      ['The judge does not read “er long”, the end of a prompt of 24 tokens: “a photo of a rather long”; shorten it.'],
    );
    assert.deepEqual([plan?.recipes.length, plan?.evaluations.length], [1, 0]);
  });

  for (const name of ['fashion', 'inspection']) {
    it(`finds no error in examples/${name}, and nothing to format`, async () => {
      const service = createLanguageService();
      const folder = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
      const { diagnostics, text, plan } = await service.open(path.join(folder, `${name}.vlprompt`), folder);
      assert.deepEqual(
        diagnostics.filter(({ severity }) => severity !== 'hint'),
        [],
      );
      assert.equal(service.format(text), text);
      assert.ok((plan?.evaluations[0]?.statements.length ?? 0) > 0);
    });
  }

  it('reads the whole example of the language’s design, of which all is run', async () => {
    const text = await readFile(new URL('./whole.vlprompt', import.meta.url), 'utf8');
    const { diagnostics, plan } = await createLanguageService({ folderExists: async () => true }).openText(
      text,
      path.join(workspace, 'w.vlprompt'),
      workspace,
    );
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity !== 'hint').map(({ code, message }) => [code, message]),
      [],
    );
    assert.equal(plan?.recipes[0]?.cells.flatMap((cell) => cell.images).length, 6 * 3 * 4);
  });
});
