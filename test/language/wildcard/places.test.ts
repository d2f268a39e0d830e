/** @file Values written by a generator are found again, with their places. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Document, type Scalar, visit } from 'yaml';
import { scanPrompt } from '../../../src/language/prompt/scan.ts';
import { promptOfValue } from '../../../src/language/scope/wildcards.ts';
import { quotedAt } from '../../../src/language/wildcard/slice-quoted.ts';
import {
  parseWildcardFile,
  type WildcardFile,
  type WildcardNode,
} from '../../../src/language/wildcard/wildcard-file.ts';

/** Words tell where they stand: each is written once. */
const word = fc.stringMatching(/^[a-zäß]{2,8}$/);
const mark = fc.constantFrom(
  ' ',
  '  ',
  '\n',
  '\n\n',
  "'",
  '"',
  '\\',
  ': ',
  ' #',
  '\t',
  '😀',
  '{',
  '}',
  '|',
  '-',
  '\n  ',
  '\u0007',
  ' \n',
);
const phrase = fc.array(fc.tuple(word, mark), { minLength: 1, maxLength: 6 }).map((pairs) =>
  pairs
    .map(([letters, between]) => letters + between)
    .join('')
    .trim(),
);
const line = phrase.map((text) => text.replace(/\s+/g, ' ')).filter((text) => !text.startsWith('#'));
const phrases = fc.uniqueArray(phrase, { minLength: 1, maxLength: 5 });
const style = fc.constantFrom<Scalar.Type>('BLOCK_FOLDED', 'BLOCK_LITERAL', 'PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE');

function textsOf(node: WildcardNode): string[] {
  return [...node.values.map((value) => value.text.text), ...node.children.flatMap(textsOf)];
}

/** Every word of every value stands in the file where the value says, and lies within its entry. */
function assertPlaces(file: WildcardFile): void {
  const check = (node: WildcardNode): void => {
    for (const { text, at } of node.values) {
      for (const found of text.text.matchAll(/[a-zäß]+/g)) {
        const [start, end] = [text.offsetAt(found.index), text.offsetAt(found.index + found[0].length)];
        const written = file.text.slice(start, end);
        assert.equal(written.replace(/\\\r?\n[ \t]*\\?/g, ''), found[0]);
        assert.ok(at.start <= start && end <= at.end);
      }
      let before = text.offsetAt(0);
      for (let index = 1; index <= text.text.length; index++) {
        assert.ok(text.offsetAt(index) >= before);
        before = text.offsetAt(index);
      }
    }
    node.children.forEach(check);
  };
  check(file.root);
}

describe('places of values', () => {
  it('in lines', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.constantFrom('\n', '\r\n', '\r'), (lines, lineBreak) => {
        const file = parseWildcardFile('a.txt', lines.join(lineBreak));
        assert.deepEqual(textsOf(file.root), lines);
        assertPlaces(file);
      }),
      { seed: 12 },
    );
  });

  it('in JSON', () => {
    fc.assert(
      fc.property(phrases, phrases, fc.constantFrom(undefined, 1, '\t'), (a, b, indent) => {
        const file = parseWildcardFile('a.json', JSON.stringify({ a, b: { c: b } }, undefined, indent));
        assert.deepEqual(textsOf(file.root), [...a, ...b]);
        assert.deepEqual(file.problems, []);
        assertPlaces(file);
      }),
      { seed: 13 },
    );
  });

  it('are those of a prompt, whether or not there is anything to scan', () => {
    const characters = fc.constantFrom('a', ' ', 'é', '.', '-', '{', '|', '}', '_', '__', '\\', '(', '<', '$', ':');
    const texts = fc.array(characters, { maxLength: 12 }).map((parts) => `x${parts.join('')}x`);
    fc.assert(
      fc.property(texts, (text) => {
        const [value] = parseWildcardFile('a.txt', `\n${text}`).root.values;
        assert.deepEqual(value && promptOfValue(value, 'a.txt'), scanPrompt(quotedAt(text, 1), 'a.txt'));
      }),
      { seed: 16, numRuns: 1000 },
    );
  });

  it('in YAML, in every style', () => {
    fc.assert(
      fc.property(
        phrases,
        phrases,
        fc.array(style, { minLength: 1 }),
        fc.integer({ min: 20, max: 80 }),
        fc.boolean(),
        (a, b, styles, lineWidth, isFlow) => {
          const document = new Document({ a, b: { c: b } });
          let count = 0;
          visit(document, {
            Scalar: (key, node) => {
              if (key !== 'key') node.type = styles[count++ % styles.length] ?? 'PLAIN';
            },
            Seq: (_, node) => {
              node.flow = isFlow;
            },
          });
          const text = document.toString({ lineWidth });
          for (const written of [text, text.replaceAll('\n', '\r\n')]) {
            const file = parseWildcardFile('a.yaml', written);
            assert.deepEqual(textsOf(file.root), [...a, ...b]);
            assert.deepEqual(file.problems, []);
            assertPlaces(file);
          }
        },
      ),
      { seed: 14, numRuns: 500 },
    );
  });
});
