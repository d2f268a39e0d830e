import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainText } from '../../../src/language/prompt/escape.ts';
import type { Part } from '../../../src/language/prompt/part.ts';
import { readQuoted } from '../../../src/language/prompt/quoted.ts';
import { scanPrompt } from '../../../src/language/prompt/scan.ts';

/** A prompt as a short notation: `text`, `$name`, `<w:option|w:option>`. */
function shorthand(parts: readonly Part[]): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'interpolation') return `$${part.name}`;
      return `<${part.options.map((option) => `${option.weight}:${shorthand(option.parts)}`).join('|')}>`;
    })
    .join('');
}

function scan(raw: string) {
  return scanPrompt(readQuoted(raw, 0));
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
    it(JSON.stringify(raw), () => assert.equal(shorthand(scan(raw).parts), expected));

  it('knows where each part stands, also without the common indentation', () => {
    const raw = '"""\n    a {red|blue}\n\n      ${class}\\{\n    """';
    const placed = flat(scan(raw).parts).map((part) => raw.slice(part.start, part.end));
    assert.deepEqual(placed, ['a ', '{red|blue}', 'red', 'blue', '\n\n      ', '${class}', '\\{']);
  });

  it('gives back every text that was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { parts, problems } = scan(`"${escapePrompt(text)}"`);
        assert.deepEqual([shorthand(parts), problems], [text, []]);
        assert.equal(plainText(escapePrompt(text)), text);
      }),
      { seed: 7 },
    );
  });

  it('covers its text without gaps', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const raw = `"${text.replace(/["\\\n\r]/g, ' ')}"`;
        let at = 1;
        for (const part of scan(raw).parts) {
          assert.equal(part.start, at);
          at = part.end;
        }
        assert.equal(at, raw.length - 1);
      }),
      { seed: 8 },
    );
  });
});

function flat(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) =>
    part.kind === 'choice' ? [part, ...part.options.flatMap((option) => flat(option.parts))] : [part],
  );
}

/** Writes a text so that in a prompt it means itself. */
function escapePrompt(text: string): string {
  return text
    .replace(/[\\"{}|$()[\]]|__|::/g, (special) => `\\${[...special].join('\\')}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}
