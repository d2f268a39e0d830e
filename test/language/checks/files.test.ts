/** @file What is wrong between files: imports, and the files of wildcards. */
import assert from 'node:assert/strict';
import { checkText } from '../../../src/language/checks/check.ts';
import { checkWildcardValues } from '../../../src/language/checks/wildcards.ts';
import type { DiagnosticCode } from '../../../src/language/diagnostics/codes.ts';
import { parseWildcardFile } from '../../../src/language/wildcard/wildcard-file.ts';
import { type Files, programOf } from '../program/program-of.ts';

const BASE = 'class shirt "shirt" let ground = "sand" template photo { "a ${class}" }';

/** Of each code a first file with what is wrong between ⟦ and ⟧, and the files around it. */
const cases: readonly (readonly [DiagnosticCode, string, Files])[] = [
  ['missing-file', 'import ⟦"./b.vlprompt"⟧', {}],
  ['missing-file', 'import ⟦".\\\\b\\\\c.vlprompt"⟧', {}],
  ['missing-file', 'import ⟦".\\b.vlprompt"⟧', { 'b.vlprompt': BASE }],
  ['missing-file', 'wildcard w from ⟦"w.txt"⟧ recipe r { prompt: "x" }', {}],
  ['path-outside-workspace', 'import ⟦"../../b.vlprompt"⟧', {}],
  ['path-outside-workspace', 'import ⟦"/etc/b.vlprompt"⟧', {}],
  ['path-outside-workspace', 'import ⟦"C:\\\\b.vlprompt"⟧', {}],
  ['path-outside-workspace', 'wildcard w from ⟦"../../w.txt"⟧ recipe r { prompt: "x" }', {}],
  ['wrong-file', 'import ⟦"b.txt"⟧', { 'b.txt': 'red' }],
  ['wrong-file', 'wildcard w from ⟦"b.vlprompt"⟧ recipe r { prompt: "x" }', { 'folder/b.vlprompt': BASE }],
  ['unknown-import', 'import { ⟦shrt⟧ } from "b.vlprompt"', { 'folder/b.vlprompt': BASE }],
  ['unknown-import', 'import { shirt, ⟦constructor⟧ } from "b.vlprompt"', { 'folder/b.vlprompt': BASE }],
  ['circular-import', 'import ⟦"a.vlprompt"⟧ class a "a"', {}],
  ['duplicate-name', 'import ⟦"b.vlprompt"⟧ let ground = "sea"', { 'folder/b.vlprompt': BASE }],
  ['duplicate-name', 'import { shirt, ⟦ground⟧ } from "b.vlprompt" let ground = "sea"', { 'folder/b.vlprompt': BASE }],
  [
    'duplicate-name',
    'import "b.vlprompt" import ⟦"c.vlprompt"⟧',
    { 'folder/b.vlprompt': BASE, 'folder/c.vlprompt': 'let ground = "sea"' },
  ],
  ['broken-import', 'import ⟦"b.vlprompt"⟧ class a "a"', { 'folder/b.vlprompt': 'class b class c' }],
  ['broken-import', 'wildcard w from ⟦"w.yaml"⟧ recipe r { prompt: "__w__" }', { 'folder/w.yaml': '- "${a}"\n- b' }],
  [
    'unknown-wildcard',
    'wildcard w from "w.yaml" recipe r { prompt: "__⟦w/wram⟧__" }',
    { 'folder/w.yaml': 'warm: [red]' },
  ],
  ['empty-wildcard', 'wildcard w from "w.txt" recipe r { prompt: "__⟦w⟧__" }', { 'folder/w.txt': '# nothing yet\n' }],
  ['large-count', 'wildcard w from "w.txt" recipe r { prompt: "{⟦3⟧$$__w__}" }', { 'folder/w.txt': 'a\nb' }],
  [
    'missing-attribute',
    'import { photo } from "b.vlprompt" class a "a" recipe r { prompt: ⟦photo⟧ }',
    { 'folder/b.vlprompt': 'template photo { "${class.attribute.look}" }' },
  ],
  [
    'judge-setting',
    'import { photo } from "b.vlprompt" class a "a" class b "b" data d from "d" evaluate e { on: d prompt: ⟦photo⟧ }',
    { 'folder/b.vlprompt': 'template photo { "${class} ${guidance}" }' },
  ],
];

function documentOf(marked: string, files: Files) {
  return programOf({ 'folder/a.vlprompt': marked.replace('⟦', '').replace('⟧', ''), ...files });
}

describe('a check of several files', () => {
  for (const [code, marked, files] of cases) {
    it(`finds ${code}: ${marked}`, async () => {
      const found = checkText(await documentOf(marked, files)).filter(({ severity }) => severity !== 'hint');
      const at = { start: marked.indexOf('⟦'), end: marked.indexOf('⟧') - 1 };
      assert.deepEqual(
        found.map(({ code, at: { start, end } }) => [code, { start, end }]),
        [[code, at]],
      );
    });
  }

  it('guesses what was meant', async () => {
    const [, , , , , , , , , , [, marked, files] = ['', '', {}]] = cases;
    const [found] = checkText(await documentOf(marked, files));
    assert.equal(found?.message, '“b.vlprompt” declares no `shrt` (did you mean `shirt`?).');
    assert.equal(found?.fix?.text, 'shirt');
  });

  it('offers the path of another system with `/`', async () => {
    const document = await documentOf('import ".\\sub\\b.vlprompt"', {});
    assert.equal(checkText(document)[0]?.fix?.text, '"./sub/b.vlprompt"');
  });

  it('says in which file a name stands that comes in twice', async () => {
    const document = await documentOf('import "b.vlprompt" import "c.vlprompt"', {
      'folder/b.vlprompt': 'let w = "x"',
      'folder/c.vlprompt': 'let w = "y"',
    });
    const [found] = checkText(document).filter(({ code }) => code === 'duplicate-name');
    assert.match(found?.message ?? '', /“b\.vlprompt”/);
  });

  it('finds nothing wrong with a name that comes in twice from the same file', async () => {
    const document = await documentOf(
      'import "b.vlprompt" import { ground } from "./b.vlprompt" recipe r { prompt: photo, "${ground}" }',
      {
        'folder/b.vlprompt': BASE,
      },
    );
    assert.deepEqual(checkText(document), []);
  });
});

describe('what is unused', () => {
  const unusedIn = async (text: string, files: Files) =>
    checkText(await documentOf(text, files)).flatMap((found) => (found.code === 'unused' ? [found.message] : []));

  it('is an imported name, but no class, since `all` means it', async () => {
    assert.deepEqual(
      await unusedIn('import { shirt, ground, photo } from "b.vlprompt" recipe r { prompt: photo }', {
        'folder/b.vlprompt': BASE,
      }),
      ['The import `ground` is not used.'],
    );
  });

  it('is no wildcard that only another wildcard’s file names', async () => {
    assert.deepEqual(
      await unusedIn('wildcard colour { "red" } wildcard thing from "t.txt" recipe r { prompt: "__thing__" }', {
        'folder/t.txt': 'a __colour__ ball',
      }),
      [],
    );
  });

  it('is decided with other files where they are known', async () => {
    const document = await documentOf('let a = "a" let b = "b"', {});
    const found = checkText(document, (declaration) => declaration.name === 'a');
    assert.deepEqual(
      found.map(({ message }) => message),
      ['The let `b` is not used.'],
    );
  });
});

describe('the values of a wildcard file', () => {
  it('are prompts, without interpolation, whose wildcards must be known to a file that reads them', async () => {
    const text = 'a {red|blue} ball\na {red ball\n${ground}\n__shape__\n__colour__';
    const document = await documentOf('wildcard colour { "red" } wildcard w from "w.txt"', { 'folder/w.txt': text });
    const file = parseWildcardFile('folder/w.txt', text);
    const found = checkWildcardValues(file, document).map(({ code, at }) => [code, text.slice(at.start, at.end)]);
    assert.deepEqual(found, [
      ['prompt-syntax', '{'],
      ['wildcard-interpolation', '${ground}'],
      ['unknown-wildcard', 'shape'],
    ]);
  });
});
