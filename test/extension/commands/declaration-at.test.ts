import assert from 'node:assert/strict';
import { declarationAt } from '../../../src/extension/commands/declaration-at.ts';
import { span } from '../sample-plans.ts';

const a = { name: 'a', span: span(2, 5) };
const b = { name: 'b', span: span(7, 9) };

describe('the declaration a command is about', () => {
  it('is the one around the cursor', () => {
    assert.deepEqual(
      [2, 5, 8].map((line) => declarationAt(line, [a, b])),
      ['a', 'a', 'b'],
    );
  });

  it('is the only one, wherever the cursor is', () => {
    assert.equal(declarationAt(0, [a]), 'a');
  });

  it('has to be picked among several', () => {
    assert.equal(declarationAt(6, [a, b]), undefined);
    assert.equal(declarationAt(6, []), undefined);
  });
});
