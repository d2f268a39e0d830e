import assert from 'node:assert/strict';
import { mayStateSomething, testTree } from '../../../src/extension/testing/test-tree.ts';
import type { Plan, StatementPlan } from '../../../src/language/plan/plan.ts';
import { evaluation, span } from '../sample-plans.ts';

const statement = (text: string, line = 35): StatementPlan => ({
  kind: 'expect',
  metric: { name: 'accuracy' },
  operator: '>=',
  value: 0.8,
  bound: 'value',
  text,
  span: span(line),
});

const plan = (...evaluations: Plan['evaluations']): Plan => ({
  version: 3,
  file: 'a.vlprompt',
  classes: [],
  data: [],
  recipes: [],
  evaluations,
});

describe('the tests of a file', () => {
  it('are its evaluations that state something, each with what it states', () => {
    const stating = { ...evaluation('zeroshot'), statements: [statement('expect accuracy >= 80%')] };
    const tree = testTree(plan(evaluation('measured'), stating));
    assert.deepEqual(
      tree.map(({ evaluation, statements }) => [evaluation.name, statements.map(({ label }) => label)]),
      [['zeroshot', ['expect accuracy >= 80%']]],
    );
  });

  it('keep their ids when lines move, and have different ones when two say the same', () => {
    const ids = (...lines: readonly number[]) => {
      const statements = lines.map((line) => statement('expect\n  accuracy >= 80%', line));
      return testTree(plan({ ...evaluation('zeroshot'), statements }))[0]?.statements.map(({ id }) => id);
    };
    assert.deepEqual(ids(3, 4), ['expect accuracy >= 80%', 'expect accuracy >= 80% (2)']);
    assert.deepEqual(ids(30, 44), ids(3, 4));
  });
});

describe('a text that may state something', () => {
  for (const [text, may] of [
    ['evaluate a {\n  expect accuracy > 1%\n}', true],
    ['evaluate a { check accuracy > 1% }', true],
    ['class a "b"\n// expect nothing\n', false],
    ['class expected "b"', false],
    ['', false],
  ] as const) {
    it(`${may ? 'is' : 'is not'} ${JSON.stringify(text)}`, () => assert.equal(mayStateSomething(text), may));
  }
});
