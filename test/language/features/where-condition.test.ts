import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDocument } from '../../../src/language/document.ts';
import { completeCondition, readCondition } from '../../../src/language/features/where-condition.ts';

const document = createDocument(
  'shoes.vlprompt',
  `let least = 0.25
class sandal "sandal"
class boot "boot"
class bag "bag"
group shoes = sandal, boot
recipe r { prompt: "a \${class}" }
`,
);

const read = (text: string) => readCondition(document, text);

describe('a condition that stands in no file', () => {
  it('means what it would mean in a rule of the file', () => {
    assert.deepEqual(read('score >= least and class = shoes'), {
      kind: 'condition',
      condition: {
        kind: 'and',
        terms: [
          { kind: 'compare', field: 'score', operator: '>=', value: 0.25 },
          { kind: 'in', field: 'class', values: ['sandal', 'boot'] },
        ],
      },
    });
  });

  it('may be empty, and go over several lines', () => {
    assert.deepEqual(read(' \n'), { kind: 'empty' });
    assert.deepEqual(read('score\n>=\n0.1'), read('score >= 0.1'));
  });

  it('may be as deep as it is long', () => {
    for (const text of [
      `${'('.repeat(4000)}score > 0${')'.repeat(4000)}`,
      '('.repeat(9999),
      `${'not '.repeat(2000)}score > 0`,
      `${'not('.repeat(1500)}score > 0${')'.repeat(1500)}`,
      `${`(${'not '.repeat(60)}`.repeat(40)}score > 0`,
    ]) {
      assert.ok(['condition', 'problem'].includes(read(text).kind));
    }
  });

  it('says what is wrong, and where', () => {
    const wrong = read('score > 0.1 and scroe < 2');
    assert.ok(wrong.kind === 'problem');
    assert.match(wrong.sentence, /scroe.*score/);
    assert.deepEqual(wrong.at, { start: 16, end: 21 });
    const unknown = read('class = sandals');
    assert.ok(unknown.kind === 'problem');
    assert.deepEqual(unknown.at, { start: 8, end: 15 });
    assert.equal(read('score >').kind, 'problem');
    assert.equal(read('score > 0.1 drop where score > 0.5').kind, 'problem');
    assert.equal(read('score > 0.1 }\nclass x "x" { also: "y"').kind, 'problem');
    assert.equal(read('score > 0.1 } /*').kind, 'problem');
    assert.equal(read(`score > ${'0'.repeat(20_000)}`).kind, 'problem');
  });

  it('is read or refused with a place inside of it, whatever it is', () => {
    const words = fc.constantFrom(
      'score',
      'class',
      '>=',
      '=',
      '~',
      'and',
      'not',
      '(',
      ')',
      '"',
      '{',
      '}',
      '//',
      '[',
      '1',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(words).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const found = read(text);
        if (found.kind !== 'problem') return;
        assert.ok(found.sentence.length > 0);
        assert.ok(0 <= found.at.start && found.at.start <= found.at.end && found.at.end <= text.length);
      }),
    );
  });
});

describe('completing a condition that stands in no file', () => {
  const complete = async (marked: string) => {
    const offset = marked.indexOf('|');
    const { at, field, items } = await completeCondition(document, marked.replace('|', ''), offset);
    return { start: at.start, field, labels: items.map(({ label }) => label) };
  };

  it('offers fields, operators, values and what joins them', async () => {
    const fields = await complete('|');
    assert.ok(fields.labels.includes('score') && fields.labels.includes('not'));
    const begun = await complete('score > 0.2 and mar|');
    assert.equal(begun.start, 16);
    assert.ok(begun.labels.includes('margin'));
    assert.deepEqual((await complete('prompt |')).labels.slice(0, 1), ['~']);
    const values = await complete('class = |');
    assert.equal(values.field, 'class');
    assert.deepEqual(new Set(values.labels), new Set(['sandal', 'boot', 'bag', 'shoes', 'least']));
    assert.ok((await complete('decision = |')).labels.includes('kept'));
    assert.ok((await complete('score > 0.2 |')).labels.includes('and'));
  });

  it('says of its own file’s names what they are, and not where', async () => {
    const { items } = await completeCondition(document, 'class = ', 8);
    assert.equal(items.find(({ label }) => label === 'boot')?.detail, 'class');
  });

  it('offers nothing in a text', async () => {
    assert.deepEqual((await complete('prompt ~ "sc|"')).labels, []);
  });
});
