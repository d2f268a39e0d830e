import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Dialect } from '../../../../src/language/plan/plan.ts';
import { type AttentionSpan, scanAttention } from '../../../../src/language/prompt/attention/scan-attention.ts';
import { scanned, scraps } from '../prompts.ts';

/** Every span in short: its characters, and what is known of it. */
function spans(text: string, dialect: Dialect = 'a1111'): string[] {
  const raw = `"${text}"`;
  const slice = ({ start, end }: { start: number; end: number }) => raw.slice(start, end);
  const short = (span: AttentionSpan): string => {
    if (span.kind === 'group')
      return `${slice(span)} ${round(span.own)} ${round(span.weight)}${span.close ? '' : ' open'}`;
    if (span.kind === 'scheduled')
      return `${slice(span)} ${span.from ? slice(span.from) : '-'} ${slice(span.to)} ${slice(span.whenAt)} ${span.when}`;
    if (span.kind === 'alternation') return `${slice(span)} ${span.options.map(slice).join(',')}`;
    return slice(span);
  };
  return scanAttention(scanned(raw).parts, dialect).spans.map(short);
}

function round(weight: number | undefined): string {
  return weight === undefined ? '?' : `${Number(weight.toFixed(3))}`;
}

function problems(text: string, dialect: Dialect, steps?: number): string[] {
  const raw = `"${text}"`;
  const found = scanAttention(scanned(raw).parts, dialect, steps).problems;
  return found.map(({ kind, start, end }) => `${kind} ${raw.slice(start, end)}`);
}

describe('attention in a prompt as it is written', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['a (b:1.2) [c]', ['(b:1.2) 1.2 1.2', '[c] 0.909 0.909']],
    ['((a:1.3))', ['((a:1.3)) 1.1 1.1', '(a:1.3) 1.3 1.43']],
    ['\\(a\\) (b\\):1.2)', ['(b\\):1.2) 1.2 1.2']],
    ['({a|(b)} ${x}:1.5)', ['({a|(b)} ${x}:1.5) 1.5 1.5', '(b) 1.1 1.65']],
    ['(a {b|[c]', ['(a {b|[c] 1.1 1.1 open', '[c] 0.909 1']],
    ['(a:${w}) (b:{1.2|1.4}) (c:1.${w})', ['(a:${w}) ? ?', '(b:{1.2|1.4}) ? ?', '(c:1.${w}) ? ?']],
    ['[a:(b):0.5] BREAK c', ['[a:(b):0.5] a (b) 0.5 0.5', '(b) 1.1 1.1', 'BREAK']],
    ['[{a|b}|c|]', ['[{a|b}|c|] {a|b},c,']],
    ['[a:${when}]', ['[a:${when}] - a ${when} undefined']],
    ['(a:[1.2:1.4:5])', ['(a:[1.2:1.4:5]) ? ?', '[1.2:1.4:5] 1.2 1.4 5 5']],
    ['__a(b)__', ['(b) 1.1 1.1']],
    ['plain', []],
    ['', []],
  ];
  for (const [text, expected] of cases) it(`A1111 ${text}`, () => assert.deepEqual(spans(text), expected));

  it('in the other dialects', () => {
    assert.deepEqual(spans('(a (b:1.5) c:1.2) [d] [e:f:3]', 'comfy'), ['(a (b:1.5) c:1.2) 1.2 1.2', '(b:1.5) 1.5 1.5']);
    assert.deepEqual(spans('(a:1.2) [b]', 'none'), []);
  });

  const wrong: readonly (readonly [string, Dialect, readonly string[]])[] = [
    ['(a', 'a1111', ['open-bracket (']],
    ['(a [b', 'a1111', ['open-bracket (', 'open-bracket [']],
    ['a) b]', 'a1111', ['stray-bracket )', 'stray-bracket ]']],
    ['(a:1..2) (b:1,2) (c: . )', 'a1111', ['bad-weight 1..2', 'bad-weight 1,2', 'bad-weight .']],
    ['(a:3) (b:-1) (c:2)', 'a1111', ['large-weight 3', 'large-weight -1']],
    ['[x:1.2]', 'a1111', ['square-weight [x:1.2]']],
    ['[a:b] [c:d|e]', 'a1111', ['bad-schedule [a:b]', 'bad-schedule [c:d|e]']],
    ['[a:b:1.0] [c:d:0.9] [e:20]', 'a1111', ['late-step 1.0']],
    ['[a:b:1.0] [c:d:0.9] [e:10] [f:9]', 'a1111', ['late-step 1.0', 'late-step 10']],
    ['(a (b:1.5):1.2) (c:1.3)', 'comfy', ['replaced-weight 1.5']],
    ['(a {b|(c:1.5)})', 'comfy', ['replaced-weight 1.5']],
    ['[a] [b:c:3] [d|e] BREAK a] b', 'comfy', ['unread [b:c:3]', 'unread [d|e]', 'unread [a]', 'unread BREAK']],
    ['(a [b] BREAK', 'none', []],
  ];
  for (const [text, dialect, expected] of wrong)
    it(`finds what is wrong with ${text} (${dialect})`, () =>
      assert.deepEqual(problems(text, dialect, text.includes('[f:9]') ? 10 : undefined), expected));

  it('lies within its string', () => {
    fc.assert(
      fc.property(scraps, fc.constantFrom<Dialect>('a1111', 'comfy'), (text, dialect) => {
        const raw = `"""\n  ${text.replaceAll('\n', '\r\n    ')}\n"""`;
        const scan = scanAttention(scanned(raw).parts, dialect, 5);
        for (const { start, end } of [...scan.spans, ...scan.problems])
          assert.ok(3 <= start && start <= end && end <= raw.length);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});
