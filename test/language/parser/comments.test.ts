import assert from 'node:assert/strict';
import { CstUtils } from 'langium';
import { parse } from '../../../src/language/parser/parse.ts';

/** In the order in which the parser keeps them. */
function commentsOf(text: string): string[] {
  const { $cstNode } = parse(text).value;
  const leaves = $cstNode ? CstUtils.flattenCst($cstNode).toArray() : [];
  return leaves.map((leaf) => leaf.text).filter((written) => written.startsWith('/'));
}

describe('comments', () => {
  for (const text of [
    '// a\n// b\nclass c "d" // e\n// f\nclass g "h" // i',
    'recipe r { /* a */ guidance /* b */ : /* c */ [ /* d */ 1 /* e */ , /* f */ 2 /* g */ ] /* h */ } /* i */',
    '/* a */ group /* b */ g /* c */ = /* d */ x /* e */ , /* f */ y /* g */ z',
  ]) {
    it(`stand where they were written: ${text}`, () => {
      assert.deepEqual(commentsOf(text), text.match(/\/\/ .|\/\* . \*\//g));
    });
  }

  it('may be as many as there is room for, between whatever stands side by side', () => {
    assert.equal(commentsOf(`${'///\n'.repeat(200_000)}class a "b"`).length, 200_000);
    assert.equal(commentsOf(`class a "b"\n${'///\n'.repeat(200_000)}`).length, 200_000);
    assert.equal(commentsOf(`recipe r { guidance: [${'1 /**/, '.repeat(40_000)} 1] }`).length, 40_000);
  });
});
