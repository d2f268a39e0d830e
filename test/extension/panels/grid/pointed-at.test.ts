import assert from 'node:assert/strict';
import { pointedAt } from '../../../../src/extension/panels/grid/pointed-at.ts';
import { PLAN_VERSION, type Plan } from '../../../../src/language/plan/plan.ts';
import { recipe, span } from '../../sample-plans.ts';

const classOf = (name: string, line: number) => ({ name, captions: [name], attributes: {}, span: span(line) });
const first = recipe('first', { rows: ['cat', 'dog'], columns: [1], images: 1 });
const second = recipe('second', { rows: ['dog', 'owl'], columns: [1], images: 1 });
const plan: Plan = {
  version: PLAN_VERSION,
  file: 'a.vlprompt',
  classes: [
    classOf('cat', 1),
    classOf('dog', 2),
    classOf('owl', 3),
    { ...classOf('far', 4), span: { ...span(4), file: 'b.vlprompt' } },
  ],
  data: [],
  recipes: [first, { ...second, span: span(22, 30) }],
  evaluations: [],
};
const at = (line: number, shown?: string) => pointedAt(plan, { line, character: 0 }, shown);

describe('what the cursor is at', () => {
  it('is the recipe around it', () => {
    assert.deepEqual([at(10), at(15), at(25)], [{ recipe: 'first' }, { recipe: 'first' }, { recipe: 'second' }]);
  });

  it('is a row of the recipe that is shown, else of the first that draws the class', () => {
    assert.deepEqual(at(2, 'second'), { recipe: 'second', row: 0 });
    assert.deepEqual(at(2), { recipe: 'first', row: 1 });
    assert.deepEqual(at(3, 'first'), { recipe: 'second', row: 1 });
  });

  it('is nothing elsewhere, and nothing of another file', () => {
    assert.deepEqual([at(0), at(4), at(40)], [undefined, undefined, undefined]);
  });
});
