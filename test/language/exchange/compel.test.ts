import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromCompel } from '../../../src/language/exchange/recipe/compel.ts';
import { fromSwarm } from '../../../src/language/exchange/recipe/swarm-syntax.ts';

describe('attention of InvokeAI', () => {
  // The values of `+` and `-` and of nesting are those of Compel's documentation.
  const rows = [
    ['a fox in snow', 'a fox in snow'],
    ['a fox+ in snow', 'a (fox:1.1) in snow'],
    ['fox++, snow--', '(fox:1.21), (snow:0.81)'],
    ['a (red fox)1.3 in snow', 'a (red fox:1.3) in snow'],
    ['a (red fox)+ in (snow)-', 'a (red fox:1.1) in (snow:0.9)'],
    ['(a (fox)1.5 b)1.2', '(a :1.2)(fox:1.8)( b:1.2)'],
    ['(plain words) here', 'plain words here'],
    ['a well-known 3-D C++-like fox', 'a well-known 3-D C++-like fox'],
    ['say \\(hello\\)', 'say \\(hello\\)'],
    ['never (closed', 'never \\(closed'],
    ['closed) twice', 'closed\\) twice'],
    ['', ''],
  ] as const;
  for (const [written, comfy] of rows) {
    it(`${JSON.stringify(written)} is ${JSON.stringify(comfy)} in Comfy’s way`, () => {
      assert.deepEqual(fromCompel(written), { text: comfy, notes: [] });
    });
  }

  it('of blends and conjunctions is said to have no counterpart', () => {
    const { text, notes } = fromCompel('("a fox", "a cat").blend(1, 0.5)');
    assert.equal(text, '\\("a fox", "a cat"\\).blend\\(1, 0.5\\)');
    assert.match(notes.join(), /`\.blend\(…\)`/);
  });

  it('of any text is read at once', () => {
    const pieces = fc.constantFrom('(', ')', '+', '-', '\\', 'fox', '1.2', '.', ' ', '"', ',');
    fc.assert(fc.property(fc.array(pieces), (parts) => void fromCompel(parts.join(''))));
    for (const piece of ['(', ')', '+', '-', '+-', 'a+', '(a)', '\\', 'a']) fromCompel(piece.repeat(100_000));
  });
});

describe('choices of SwarmUI', () => {
  const choice = (options: readonly string[], count = '', separator = ' ') => ({
    kind: 'choice',
    count,
    separator,
    options,
  });
  const words = (text: string) => ({ kind: 'words', text });

  it('are our variants', () => {
    assert.deepEqual(fromSwarm('a <random:red|blue, green> fox').pieces, [
      words('a '),
      choice(['red', 'blue, green']),
      words(' fox'),
    ]);
    assert.deepEqual(fromSwarm('<random[1-2,]:a, b,c>').pieces, [
      words(''),
      choice(['a', 'b', 'c'], '1-2', ', '),
      words(''),
    ]);
    assert.deepEqual(fromSwarm('<random:a|b||c>').pieces[1], choice(['a|b', 'c']));
  });

  it('that are none stay as they are, and are named', () => {
    const { pieces, notes } = fromSwarm('<random:1-5> <wildcard:colour> <alternate:a,b> <unknown:x>');
    assert.deepEqual(pieces, [words('<random:1-5> <wildcard:colour> <alternate:a,b> <unknown:x>')]);
    assert.equal(notes.length, 4);
  });

  it('of any text are read at once', () => {
    for (const piece of ['<', '<random:', '<random[', 'a<b', '<a:b>']) fromSwarm(piece.repeat(50_000));
  });
});
