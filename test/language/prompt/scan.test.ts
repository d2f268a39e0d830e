import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainText } from '../../../src/language/prompt/escape.ts';
import type { ChoicePart, Part } from '../../../src/language/prompt/part.ts';
import { escapePrompt, scanned, scraps } from './prompts.ts';

/** A prompt as a short notation: `text`, `$name`, `*pattern*`, `<2-3;separator;w:option|w:option>`. */
function shorthand(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'interpolation') return `$${part.name}`;
      if (part.kind === 'wildcard') return `*${part.pattern}*`;
      const options = part.options.map((option) => `${option.weight}:${shorthand(option.parts)}`).join('|');
      return `<${countShorthand(part)}${options}>`;
    })
    .join('');
}

function countShorthand({ count, countAt, separator }: ChoicePart): string {
  return countAt ? `${count.least}-${count.most};${shorthand(separator)};` : '';
}

/** What is wrong, and the characters that are. */
function problems(raw: string): string[] {
  return scanned(raw).problems.map(({ kind, text }) => `${kind} ${text}`);
}

describe('scanning a prompt', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['"plain"', 'plain'],
    ['"a ${class} b"', 'a $class b'],
    ['"${ class.attribute.look }"', '$class.attribute.look'],
    ['"{a|b}"', '<1:a|1:b>'],
    ['"{3::a| 0.5 ::b|}"', '<3:a|0.5:b|1:>'],
    ['"{a|{b|${c}}}"', '<1:a|1:<1:b|1:$c>>'],
    ['"a|b"', 'a|b'],
    ['"\\{a\\|b\\} \\$\\{c} \\\\ \\(d\\) \\_"', '{a|b} ${c} \\ (d) _'],
    ['"\\u{1F45F}\\n\\t"', '\u{1F45F}\n\t'],
    ['"5 $ and $x"', '5 $ and $x'],
    ['"(word) [word]"', '(word) [word]'],
    ['"open', 'open'],
    ['"""\n    a\n      b\n    """', 'a\n  b'],
    ['"""a {b|c}"""', 'a <1:b|1:c>'],
    ['"""\r\n  a\r\n  b\r\n"""', 'a\nb'],
    ['"""  """', '  '],
  ];
  for (const [raw, expected] of cases)
    it(JSON.stringify(raw), () => assert.equal(shorthand(scanned(raw).parts), expected));
});

describe('scanning counts and separators', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{2$$a|b|c}', '<2-2;, ;1:a|1:b|1:c>'],
    ['{1-2$$ and $$a|b|c}', '<1-2; and ;1:a|1:b|1:c>'],
    ['{1-$$a|b}', '<1-Infinity;, ;1:a|1:b>'],
    ['{-2$$a|b}', '<1-2;, ;1:a|1:b>'],
    ['{0-2$$a|b}', '<0-2;, ;1:a|1:b>'],
    ['{ 1 - 2 $$a|b}', '<1-2;, ;1:a|1:b>'],
    ['{2$$$$a|b}', '<2-2;;1:a|1:b>'],
    ['{2$$3::a|b}', '<2-2;, ;3:a|1:b>'],
    ['{2$$ :: $$3::a|b}', '<2-2; :: ;3:a|1:b>'],
    ['{2$${a|b}|c}', '<2-2;, ;1:<1:a|1:b>|1:c>'],
    ['{2$$ ${x}\\|\\u{2c} $$a|b}', '<2-2; $x|, ;1:a|1:b>'],
    ['{2$$__flower__}', '<2-2;, ;1:*flower*>'],
    ['{2$$${x}|b}', '<2-2;, ;1:$x|1:b>'],
    ['{a|2$$b}', '<1:a|1:2$$b>'],
    ['2$$a', '2$$a'],
    ['{1${x}|b}', '<1:1$x|1:b>'],
  ];
  for (const [text, expected] of cases) it(text, () => assert.equal(shorthand(scanned(`"${text}"`).parts), expected));
});

describe('scanning wildcards', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a __colour__ b', 'a *colour* b'],
    ['__colour/warm__ __col*__ __**/x__ __a.b-c?__', '*colour/warm* *col** ***/x* *a.b-c?*'],
    ['__a__b__', '*a*b__'],
    ['__a____b__', '*a**b*'],
    ['__snake_case__', '*snake_case*'],
    ['___a__', '_*a*'],
    ['__größe__', '*größe*'],
    ['____ __ a __ b_c __a', '____ __ a __ b_c __a'],
    ['\\__a__', '__a__'],
    ['<lora:foo__bar__baz:1> __x__', '<lora:foo__bar__baz:1> *x*'],
    ['<lora:foo__bar__ 1 < 2', '<lora:foo*bar* 1 < 2'],
  ];
  for (const [text, expected] of cases) it(text, () => assert.equal(shorthand(scanned(`"${text}"`).parts), expected));
});

describe('scanning brackets within variants', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{[a|b]|c}', '<1:[a|b]|1:c>'],
    ['{x [a|[b|c]|] y|z}', '<1:x [a|[b|c]|] y|1:z>'],
    ['{[a|b}', '<1:[a|1:b>'],
    ['{a]|b}', '<1:a]|1:b>'],
    ['{[a|b}]|c', '<1:[a|1:b>]|c'],
    ['{[{a|b}|c]|d}', '<1:[<1:a|1:b>|c]|1:d>'],
    ['{\\[a|b]|c}', '<1:[a|1:b]|1:c>'],
    ['{[word::10]|[a:b:0.5]}', '<1:[word::10]|1:[a:b:0.5]>'],
    ['{(a|b)|c}', '<1:(a|1:b)|1:c>'],
  ];
  for (const [text, expected] of cases) it(text, () => assert.equal(shorthand(scanned(`"${text}"`).parts), expected));
});

describe('problems in a prompt', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['{a|b', ['open-brace {']],
    ['a}', ['stray-brace }']],
    ['${a', ['open-interpolation ${a']],
    ['{x::a|b}', ['bad-weight x::']],
    ['{-1::a|b}', ['bad-weight -1::']],
    ['{0::a|0::b}', ['zero-weights {0::a|0::b}']],
    ['{a}', ['single-option {a}']],
    ['{__a__}', ['single-option {__a__}']],
    ['{2$$__a__}', []],
    ['{x$$a|b}', ['bad-count x']],
    ['{0$$a|b}', ['bad-count 0']],
    ['{-$$a|b}', ['bad-count -']],
    ['{$$a|b}', ['bad-count ']],
    ['{1.5$$a|b}', ['bad-count 1.5']],
    ['{a|2$$b}', ['bad-count $$']],
    ['{2$$ {,|;} $$a|b|c}', ['bad-count $$']],
    ['{a|$${x}}', []],
    ['$$', []],
    ['{2-1$$a|b}', ['swapped-count 2-1']],
    ['{ 3 $$a|b}', ['large-count 3']],
    ['{1-3$$a|b}', ['large-count 1-3']],
    ['{3-$$a|b}', ['large-count 3-']],
    ['{2$$a|0::b}', ['large-count 2']],
    ['{1-$$a|b}', []],
    ['\\q', ['unknown-escape \\q']],
    ['<lora:foo__bar:1>', ['extra-network <lora:foo__bar:1>']],
    ['a < b:c > d', []],
    ['(a:1.2) [b|c]', []],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(problems(`"${text}"`), expected));

  it('are few where braces are many', () => {
    assert.deepEqual(
      scanned(`"${'{'.repeat(10_000)}"`).problems.map(({ kind }) => kind),
      ['too-deep'],
    );
  });
});

describe('a string of more than 100 000 characters', () => {
  it('is read as plain text, and is one problem', () => {
    for (const filling of ['{a|b}', '(a:1.2)', '${a}', '__a__', '\\(', '<a:b>', '{2$$a', '||||']) {
      const { parts, problems: found } = scanned(`"${filling.repeat(60_000)}"`);
      assert.deepEqual(
        parts.map(({ kind }) => kind),
        ['text'],
      );
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ['too-long'],
      );
    }
  });
});

describe('places of a prompt', () => {
  it('are known also without the common indentation and with two-character line breaks', () => {
    const raw = '"""\r\n    a {red|blue}\r\n\r\n      ${class}\\{\r\n    """';
    const placed = flat(scanned(raw).parts).map((part) => raw.slice(part.start, part.end));
    assert.deepEqual(placed, ['a ', '{red|blue}', 'red', 'blue', '\n', '\n', '  ', '${class}', '\\{']);
  });

  it('of counts, weights, names and separators', () => {
    const raw = '"{ 1-2 $$ and $$ 3 ::a|__b/c__|${ d }}"';
    const [choice] = scanned(raw).parts;
    assert.ok(choice?.kind === 'choice' && choice.countAt);
    const [first, second, third] = choice.options;
    const [wildcard] = second?.parts ?? [];
    const [name] = third?.parts ?? [];
    assert.ok(first?.weightAt && wildcard?.kind === 'wildcard' && name?.kind === 'interpolation');
    const placed = [choice.countAt, ...choice.separator, first.weightAt, first, wildcard.nameAt, name.nameAt];
    assert.deepEqual(
      placed.map(({ start, end }) => raw.slice(start, end)),
      ['1-2', ' and ', '3', ' 3 ::a', 'b/c', 'd'],
    );
  });

  it('of a text are those of its characters', () => {
    fc.assert(
      fc.property(scraps, fc.boolean(), (text, isTriple) => {
        const raw = isTriple ? `"""\n  ${text.replaceAll('"', '').replaceAll('\n', '\r\n  ')}\n  """` : `"${text}"`;
        for (const part of flat(scanned(raw).parts)) {
          if (part.kind === 'text' && !part.isEscaped) assert.equal(raw.slice(part.start, part.end), part.text);
        }
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  it('cover a text of one line without gaps', () => {
    fc.assert(
      fc.property(scraps, (text) => {
        const raw = `"${text.replace(/["\\\n\r]/g, ' ')}"`;
        let at = 1;
        for (const part of scanned(raw).parts) {
          assert.equal(part.start, at);
          at = part.end;
        }
        assert.equal(at, raw.length - 1);
      }),
      { seed: 8, numRuns: 500 },
    );
  });
});

describe('an escaped text', () => {
  it('stands for itself, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(scraps, fc.string({ unit: 'binary' })), (text) => {
        const { parts, problems: found } = scanned(`"${escapePrompt(text)}"`);
        assert.deepEqual([shorthand(parts), found], [text, []]);
        assert.equal(plainText(escapePrompt(text)), text);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

function flat(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) =>
    part.kind === 'choice' ? [part, ...part.options.flatMap((option) => flat(option.parts))] : [part],
  );
}
