import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as fc from 'fast-check';
import { type LockEntry, lockedEntry, readLock } from '../../../../src/engine/hub/lock/lock-file.ts';
import { writeLock } from '../../../../src/engine/hub/lock/write-lock.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const entry: LockEntry = {
  commit: 'c'.repeat(40),
  digest: 'd'.repeat(64),
  files: { 'unet/model.onnx': 'e'.repeat(64) },
};

describe('vlprompt.lock', () => {
  const folder = temporaryFolder();
  const write = (text: string) => writeFile(path.join(folder(), 'vlprompt.lock'), text);
  const broken = (text: string, sentence: RegExp) =>
    write(text).then(() =>
      assert.rejects(readLock(folder()), (error: unknown) => {
        assert.ok(Failure.is(error, 'lock-invalid'), String(error));
        assert.match(error.message, sentence);
        assert.match(error.message, /Mend it, or delete it and run `vlprompt models lock`\.$/);
        return true;
      }),
    );

  it('has no entries where there is none', async () => {
    assert.deepEqual(await readLock(folder()), new Map());
  });

  it('is the same file whatever the order in which models were locked', async () => {
    const other: LockEntry = { digest: 'a'.repeat(64), files: { b: 'b'.repeat(64), a: 'a'.repeat(64) } };
    const file = await writeLock(
      folder(),
      new Map([
        ['hf:owner/name', entry],
        ['./models/mine', other],
      ]),
    );
    const text = await readFile(file, 'utf8');
    await writeLock(
      folder(),
      new Map([
        ['./models/mine', other],
        ['hf:owner/name', entry],
      ]),
    );
    assert.equal(await readFile(file, 'utf8'), text);
    assert.equal(
      text,
      `{
  "version": 1,
  "models": {
    "./models/mine": {
      "digest": "${'a'.repeat(64)}",
      "files": {
        "a": "${'a'.repeat(64)}",
        "b": "${'b'.repeat(64)}"
      }
    },
    "hf:owner/name": {
      "commit": "${'c'.repeat(40)}",
      "digest": "${'d'.repeat(64)}",
      "files": {
        "unet/model.onnx": "${'e'.repeat(64)}"
      }
    }
  }
}
`,
    );
  });

  it('is found by the name that a prompt file has for a model', async () => {
    await writeLock(
      folder(),
      new Map([
        ['hf:owner/name', entry],
        ['hf:owner/name@v2', { ...entry, commit: 'f'.repeat(40) }],
      ]),
    );
    const commit = async (revision: string) =>
      (await lockedEntry(folder(), { kind: 'hub', repository: 'owner/name', revision }))?.commit;
    assert.equal(await commit('main'), entry.commit);
    assert.equal(await commit('v2'), 'f'.repeat(40));
    assert.equal(await commit('v3'), undefined);
  });

  it('says in one sentence what is wrong with one that was edited by hand', async () => {
    await broken('', /it is no JSON/);
    await broken('<<<<<<< HEAD\n{}\n=======\n', /two versions of it were merged/);
    await broken('[]', /it is not an object/);
    await broken('{"version": 2, "models": {}}', /`version` is not 1/);
    await broken('{"version": 1, "models": []}', /`models` is not an object/);
    const withEntry = (changes: object) =>
      JSON.stringify({ version: 1, models: { 'hf:a/b': { ...entry, ...changes } } });
    await broken(withEntry({ commit: 'main' }), /`commit` in the entry of `hf:a\/b` is not 40 hex digits/);
    await broken(withEntry({ digest: 'x' }), /`digest` in the entry of `hf:a\/b` is not 64 hex digits/);
    await broken(
      withEntry({ files: { '../evil': 'e'.repeat(64) } }),
      /"\.\.\/evil" in the entry of .* is no file with a digest/,
    );
  });

  it('is read or refused, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((json) => `{"version":1,"models":${json}}`),
        ),
        async (text) => {
          await write(text);
          const failure = await readLock(folder()).catch((error: unknown) => error);
          assert.ok(failure instanceof Map || Failure.is(failure, 'lock-invalid'), String(failure));
        },
      ),
    );
  });
});
