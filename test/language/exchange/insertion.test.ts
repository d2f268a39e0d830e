import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDocument } from '../../../src/language/document.ts';
import { insertionIn } from '../../../src/language/exchange/recipe/insertion.ts';
import { cursorIn } from '../cursor.ts';

const NEW = 'let new = "x"\n';

/** The text with the new declaration, pasted where `<|>` stands. */
function pasted(marked: string): string {
  const offset = marked.indexOf('<|>');
  const { text } = cursorIn(marked);
  const insertion = insertionIn(createDocument('a.vlprompt', text), offset, NEW);
  return text.slice(0, insertion.at) + insertion.text + text.slice(insertion.at);
}

describe('declarations from elsewhere', () => {
  it('stand between those of the file, an empty line on either side', () => {
    const rows = [
      ['<|>', NEW],
      ['let a = "b"\n<|>', `let a = "b"\n\n${NEW}`],
      ['let a = "b"<|>', `let a = "b"\n\n${NEW}`],
      ['let a = "b"\n\n<|>', `let a = "b"\n\n${NEW}`],
      ['<|>let a = "b"\n', `${NEW}\nlet a = "b"\n`],
      ['let a = "b"\n<|>let c = "d"\n', `let a = "b"\n\n${NEW}\nlet c = "d"\n`],
      ['let a = "b"\n\n<|>\n\nlet c = "d"\n', `let a = "b"\n\n${NEW}\n\nlet c = "d"\n`],
      ['recipe a {\n  prompt: "<|>x"\n}\nlet c = "d"\n', `recipe a {\n  prompt: "x"\n}\n\n${NEW}\nlet c = "d"\n`],
      ['// a <|>comment\nlet c = "d"', `// a comment\n\n${NEW}\nlet c = "d"`],
    ] as const;
    for (const [marked, expected] of rows) assert.equal(pasted(marked), expected, JSON.stringify(marked));
  });

  it('end their lines as the file does', () => {
    assert.equal(
      pasted('let a = "b"\r\n<|>let c = "d"\r\n'),
      'let a = "b"\r\n\r\nlet new = "x"\r\n\r\nlet c = "d"\r\n',
    );
  });

  it('cut no declaration in two, wherever they are put', () => {
    const file = '/// about\nclass a "apple" // here\nrecipe r {\n  prompt: """\n    ${a}\n  """\n}\n\nlet b = 3\n';
    const names = ['a', 'b', 'new', 'r'];
    fc.assert(
      fc.property(fc.nat(file.length), (offset) => {
        const text = pasted(`${file.slice(0, offset)}<|>${file.slice(offset)}`);
        const document = createDocument('a.vlprompt', text);
        assert.deepEqual([...document.names.keys()].toSorted(), names, text);
        assert.deepEqual(document.syntax, [], text);
      }),
    );
  });
});
