import assert from 'node:assert/strict';
import { checkAll } from '../../../src/language/checks/check.ts';
import { checkWildcardValues } from '../../../src/language/checks/wildcards.ts';
import { type DiagnosticCode, diagnosticCodes } from '../../../src/language/diagnostics/codes.ts';
import { type ExampleFiles, type ExampleProgram, examples, MAIN } from '../../../src/language/diagnostics/examples.ts';
import type { TokenCounter } from '../../../src/language/host.ts';
import { loadProgram } from '../../../src/language/program/load.ts';
import { createLanguageService } from '../../../src/language/service.ts';
import { parseWildcardFile } from '../../../src/language/wildcard/wildcard-file.ts';
import { sourcesOf } from '../program/program-of.ts';

/** A word is a token. */
const countWords: TokenCounter = async (_model, _reader, texts) =>
  texts.map((text) => {
    const words = [...text.matchAll(/\S+/g)];
    return { count: words.length, chunks: [], unreadFrom: words[75]?.index };
  });

async function codesOf(program: ExampleProgram): Promise<readonly string[]> {
  const {
    files,
    shown = MAIN,
    folders,
  }: ExampleFiles = typeof program === 'string' ? { files: { [MAIN]: program } } : program;
  const text = files[shown];
  if (text === undefined) return unread(shown);
  if (!shown.endsWith('.vlprompt')) {
    const file = parseWildcardFile(shown, text);
    return [...file.problems, ...checkWildcardValues(file)].map(({ code }) => code);
  }
  const document = await loadProgram(shown, text, sourcesOf(files));
  const folderExists = async (path: string) => folders?.includes(path) ?? true;
  const isDownloaded = async () => false;
  const { problems } = await checkAll(document, { folderExists, isDownloaded, countTokens: countWords });
  return problems.map(({ code }) => code);
}

/** A file that is not there. */
async function unread(file: string): Promise<readonly string[]> {
  const service = createLanguageService({ readFile: () => Promise.reject(new Error('it does not exist')) });
  const { diagnostics } = await service.open(`/work/${file}`, '/work');
  return diagnostics.map(({ code }) => code);
}

/** Said of every `learn` and `benchmark` in this version, and of every import that has an error. */
const notes: readonly string[] = ['not-run-yet', 'broken-import'];

function withoutNotes(codes: readonly string[], of: DiagnosticCode): readonly string[] {
  return codes.filter((code) => code === of || !notes.includes(code));
}

describe('an example', () => {
  for (const [name, example] of Object.entries(examples)) {
    const code = name as DiagnosticCode; // The table has the codes as its keys.
    it(`of ${code} has it and nothing else`, async () => {
      assert.deepEqual([...new Set(withoutNotes(await codesOf(example.wrong), code))], [code]);
    });
    it(`of ${code} is good when it is mended`, async () => {
      assert.deepEqual(withoutNotes(await codesOf(example.right), code), []);
    });
  }

  it('is there for every code', () => {
    assert.deepEqual(Object.keys(examples).sort(), Object.keys(diagnosticCodes).sort());
  });
});
