import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dropSuggestions } from '../../../src/extension/fates/drop-suggestions.ts';
import { dropText, warningOf } from '../../../src/extension/fates/fate-texts.ts';
import { decidedChoices, option } from './decided-choices.ts';

const options = [option('red', 1), option('blue', 2), option('green', 3), option('"a bag"', 0)];
const points = [
  { kind: 'line', name: 'recipe r', options: [3] },
  { kind: 'variant', name: '{red|blue|green}', options: [0, 1, 2] },
] as const;

function suggested(groups: Parameters<typeof decidedChoices>[2]) {
  return dropSuggestions(decidedChoices(options, points, groups));
}

describe('what to drop', () => {
  it('is what is kept clearly less often than the others of its place, with the numbers', () => {
    const found = suggested([
      { taken: [3, 0], kept: 2, rejected: 18 },
      { taken: [3, 1], kept: 18, rejected: 2 },
      { taken: [3, 2], kept: 15, rejected: 5 },
    ]);
    assert.equal(found.compared, 3, 'a line without others is not compared');
    const [red, ...more] = found.suggestions;
    assert.deepEqual(more, []);
    // The intervals were computed apart from this code, by the formulas of Wilson and Newcombe.
    assert.ok(red);
    assert.deepEqual(dropText(red), {
      label: 'red',
      description: 'of {red|blue|green}',
      detail:
        'kept 10.0% (n 20, 95% interval 2.8–30.1%), others 82.5% (n 40, 95% interval 68.1–91.3%): 72.5 points fewer (95% interval 47.7–83.8)',
    });
    assert.equal(warningOf(found), '1 option of 3 compared; 0.1 would be listed by chance alone');
  });

  it('is nothing where few were decided, or nothing at all', () => {
    assert.deepEqual(
      suggested([
        { taken: [0], rejected: 1 },
        { taken: [1], kept: 1 },
      ]).suggestions,
      [],
    );
    assert.deepEqual(suggested([{ taken: [0, 3], undecided: 9 }]), { suggestions: [], compared: 0 });
  });

  it('compares with images that did not take the option, where several are taken', () => {
    const found = suggested([
      { taken: [0, 1], kept: 1, rejected: 29 },
      { taken: [1, 2], kept: 29, rejected: 1 },
    ]);
    assert.deepEqual(
      found.suggestions.map(({ option, own, others }) => [option.text, own.n, others.n]),
      [['red', 30, 30]],
    );
  });

  it('is never kept as often as the others', () => {
    const count = fc.nat({ max: 40 });
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const { suggestions } = suggested([
          { taken: [0], kept: a, rejected: b },
          { taken: [1], kept: c, rejected: d },
        ]);
        for (const { own, others } of suggestions) assert.ok((own.value ?? 1) < (others.value ?? 0));
        assert.ok(suggestions.length <= 1, 'of two only one can be worse');
      }),
    );
  });
});
