import assert from 'node:assert/strict';
import { importChange } from '../../../src/language/features/add-import.ts';
import { completionsAt } from '../../../src/language/features/completion/completions-at.ts';
import { hoverAt } from '../../../src/language/features/hover.ts';
import { nameAt, placesOf } from '../../../src/language/features/name-at.ts';
import { relativePathTo } from '../../../src/language/features/relative-path.ts';
import { rename } from '../../../src/language/features/rename.ts';
import { placeOfTarget } from '../../../src/language/features/target.ts';
import { findSymbols } from '../../../src/language/features/workspace-symbols.ts';
import { applyChanges } from '../../../src/language/format/text-change.ts';
import { filesOf } from '../files.ts';

const BASE = `/// Garments.
class shirt "shirt"
let ground = "grey"
template photo { "a \${class} on \${ground}" }
wildcard colour from "colours.yaml"
`;
const COLOURS = `warm:
  - red
  - a __colour/cold__ orange
cold: [blue]
`;

describe('names across files', () => {
  function found(marked: string): string {
    const { document, offset, shown } = filesOf({
      'base.vlprompt': BASE,
      'colours.yaml': COLOURS,
      'a.vlprompt': marked,
    });
    const target = nameAt(document, offset)?.target;
    const place = target && placeOfTarget(target);
    return place ? shown(place) : 'nothing';
  }

  const definitions: readonly (readonly [marked: string, place: string])[] = [
    ['import "base.vlprompt"\nrecipe r { prompt: ph<|>oto }', 'base.vlprompt:4 photo'],
    ['import { pho<|>to } from "base.vlprompt"', 'base.vlprompt:4 photo'],
    ['import { shirt } from "base.vlprompt"\nrecipe r { prompt: <|>photo }', 'nothing'],
    ['import "base.vlprompt"\nlet w = "a __col<|>our__"', 'base.vlprompt:5 colour'],
    ['import "base.vlprompt"\nlet w = "a __colour/wa<|>rm__"', 'colours.yaml:1 warm'],
    ['import "base.vlprompt"\nlet w = "a __colour/hot<|>__"', 'nothing'],
    ['import "base.vlprompt"\nlet w = "a __col*<|>__"', 'base.vlprompt:5 colour'],
  ];
  for (const [marked, place] of definitions) it(`leads from ${marked}`, () => assert.equal(found(marked), place));

  it('are referred to from every file', () => {
    const { documents, document, offset, shown } = filesOf({
      'base.vlprompt': BASE.replace('let ground', 'let gr<|>ound'),
      'colours.yaml': COLOURS,
      'a.vlprompt': 'import { ground } from "base.vlprompt"\nlet w = "${ground}"',
      'b.vlprompt': 'let ground = "own"\nlet v = "${ground}"',
    });
    const target = nameAt(document, offset)?.target ?? assert.fail('no name');
    assert.deepEqual(
      placesOf(documents, target, true).map(({ at }) => shown(at)),
      ['a.vlprompt:1 ground', 'a.vlprompt:2 ground', 'base.vlprompt:3 ground', 'base.vlprompt:4 ground'],
    );
  });

  it('of keys are referred to from prompts and from wildcard files', () => {
    const { documents, document, offset, shown } = filesOf({
      'base.vlprompt': BASE,
      'colours.yaml': COLOURS,
      'a.vlprompt': 'import "base.vlprompt"\nlet w = "__colour/co<|>ld__ {__colour/cold__|x}"',
    });
    const target = nameAt(document, offset)?.target ?? assert.fail('no name');
    assert.deepEqual(
      placesOf(documents, target, true).map(({ at }) => shown(at)),
      ['a.vlprompt:2 cold', 'a.vlprompt:2 cold', 'colours.yaml:3 cold', 'colours.yaml:4 cold'],
    );
  });
});

describe('rename across files', () => {
  function renamed(files: Record<string, string>, name: string): Record<string, string> | string {
    const { documents, document, offset, changed } = filesOf(files);
    const result = rename(document, offset, name, documents);
    if (result === undefined || 'refusal' in result) return result?.refusal ?? 'nothing';
    return changed(result.changes);
  }

  it('changes imports, prompts and the declaration', () => {
    const files = {
      'base.vlprompt': 'let ground = "grey"\ntemplate t { "on ${ground}" }',
      'a.vlprompt': 'import { ground } from "base.vlprompt"\nlet w = "${gro<|>und}"',
    };
    assert.deepEqual(renamed(files, 'floor'), {
      'base.vlprompt': 'let floor = "grey"\ntemplate t { "on ${floor}" }',
      'a.vlprompt': 'import { floor } from "base.vlprompt"\nlet w = "${floor}"',
    });
  });

  it('changes wildcards in prompts and in wildcard files, and leaves patterns alone', () => {
    const files = {
      'a.vlprompt': 'wildcard colo<|>ur from "c.txt"\nlet w = "__colour__ __col*__"',
      'c.txt': 'red\nlight __colour__',
    };
    assert.deepEqual(renamed(files, 'paint'), {
      'a.vlprompt': 'wildcard paint from "c.txt"\nlet w = "__paint__ __col*__"',
      'c.txt': 'red\nlight __paint__',
    });
  });

  it('changes keys of wildcards', () => {
    const files = {
      'a.vlprompt': 'wildcard c from "c.yaml"\nlet w = "__c/wa<|>rm__"',
      'c.yaml': 'warm: [red]\ncold: [blue]',
    };
    assert.deepEqual(renamed(files, 'hot'), {
      'a.vlprompt': 'wildcard c from "c.yaml"\nlet w = "__c/hot__"',
      'c.yaml': 'hot: [red]\ncold: [blue]',
    });
    assert.match(String(renamed(files, 'cold')), /stands already in c\.yaml/);
    assert.match(String(renamed(files, 'a b')), /is not a key/);
  });

  it('refuses a name that an importing file has already', () => {
    const files = {
      'base.vlprompt': 'let gro<|>und = "grey"',
      'a.vlprompt': 'import "base.vlprompt"\nlet floor = "x"',
    };
    assert.equal(
      renamed(files, 'floor'),
      '"floor" is declared already in a.vlprompt; names are unique in a file and what it imports.',
    );
  });

  it('refuses nothing for files that do not see the name', () => {
    const files = { 'base.vlprompt': 'let gro<|>und = "grey"', 'b.vlprompt': 'let floor = "x"' };
    assert.deepEqual(renamed(files, 'floor'), { 'base.vlprompt': 'let floor = "grey"' });
  });
});

describe('names that could be imported', () => {
  async function completed(files: Record<string, string>, label: string): Promise<string | undefined> {
    const { documents, document, offset } = filesOf(files);
    const disk = { list: async () => [], modelFolders: async () => [] };
    const { items } = await completionsAt(document, offset, documents, disk);
    const item = items.find((each) => each.label === label);
    return item && applyChanges(document.text, item.additional ?? []);
  }

  const base = { 'lib/base.vlprompt': 'template photo { "x" }\nclass shirt "shirt"' };
  const cases: readonly (readonly [title: string, marked: string, text: string])[] = [
    [
      'above what is there',
      '/// What.\nrecipe r { prompt: <|> }',
      'import { photo } from "./lib/base.vlprompt"\n\n/// What.\nrecipe r { prompt:  }',
    ],
    [
      'below other imports',
      'import "x.vlprompt"\nrecipe r { prompt: <|> }',
      'import "x.vlprompt"\nimport { photo } from "./lib/base.vlprompt"\nrecipe r { prompt:  }',
    ],
    [
      'into an import of the file',
      'import { shirt } from "lib/base.vlprompt"\nrecipe r { prompt: <|> }',
      'import { shirt, photo } from "lib/base.vlprompt"\nrecipe r { prompt:  }',
    ],
    [
      'nowhere when it is there already',
      'import "lib/base.vlprompt"\nrecipe r { prompt: <|> }',
      'import "lib/base.vlprompt"\nrecipe r { prompt:  }',
    ],
  ];
  for (const [title, marked, text] of cases)
    it(`are imported ${title}`, async () =>
      assert.equal(await completed({ ...base, 'a.vlprompt': marked }, 'photo'), text));

  it('are offered between the braces of an import, each once', async () => {
    const marked = 'import { shirt, <|> } from "lib/base.vlprompt"';
    assert.equal(await completed({ ...base, 'a.vlprompt': marked }, 'photo'), marked.replace('<|>', ''));
    assert.equal(await completed({ ...base, 'a.vlprompt': marked }, 'shirt'), undefined);
  });

  it('stand at the end of a file that has nothing else', () => {
    const { document } = filesOf({ 'a/b.vlprompt': '// nothing\n' });
    assert.equal(
      applyChanges(document.text, [importChange(document, 'base.vlprompt', 'photo')]),
      '// nothing\nimport { photo } from "../base.vlprompt"\n\n',
    );
  });
});

describe('hover across files', () => {
  it('tells where a name is from and where it is used', () => {
    const { documents, document, offset } = filesOf({
      'base.vlprompt': BASE,
      'a.vlprompt': 'import { shirt } from "base.vlprompt"\ngroup g = sh<|>irt',
    });
    const markdown = hoverAt(document, offset, documents)?.markdown;
    assert.equal(markdown, '**class** `shirt`\n\nGarments.\n\n“shirt”\n\nFrom `base.vlprompt`.\n\nUsed 2 times.');
  });

  it('shows values of wildcards and of their keys', () => {
    const hover = (marked: string) => {
      const files = filesOf({ 'base.vlprompt': BASE, 'colours.yaml': COLOURS, 'a.vlprompt': marked });
      return hoverAt(files.document, files.offset, files.documents)?.markdown ?? '';
    };
    assert.match(
      hover('import "base.vlprompt"\nlet w = "__colo<|>ur__"'),
      /3 values\. Keys: `warm`, `cold`\.\n- `red`/,
    );
    assert.match(
      hover('import "base.vlprompt"\nlet w = "__colour/co<|>ld__"'),
      /\*\*key\*\* `cold`[\s\S]*1 value\.\n- `blue`/,
    );
  });
});

describe('workspace symbols', () => {
  it('are found by the letters of their names, the beginning first', () => {
    const { documents } = filesOf({
      'a.vlprompt': 'class t-shirt "x"',
      'b.vlprompt': 'class shirt "y"\nlet other = 3',
    });
    const names = (query: string) => findSymbols(documents, query).map((symbol) => symbol.name);
    assert.deepEqual(names('shi'), ['shirt', 't-shirt']);
    assert.deepEqual(names('Th'), ['t-shirt', 'other']);
    assert.deepEqual(names(''), ['t-shirt', 'shirt', 'other']);
  });
});

describe('relative paths', () => {
  const cases: readonly (readonly [file: string, path: string, written: string])[] = [
    ['a.vlprompt', 'b.vlprompt', './b.vlprompt'],
    ['x/a.vlprompt', 'x/b.vlprompt', './b.vlprompt'],
    ['x/a.vlprompt', 'b.vlprompt', '../b.vlprompt'],
    ['x/a.vlprompt', 'y/b.vlprompt', '../y/b.vlprompt'],
    ['x/a.vlprompt', 'x/y/b', './y/b'],
  ];
  for (const [file, path, written] of cases)
    it(`from ${file} to ${path}`, () => assert.equal(relativePathTo(file, path), written));
});
