import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatReview, type ReviewFile, readReview } from '../../../src/extension/review/review-file.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import type { ReviewView } from '../../../src/protocol/webviews/review.ts';

const review: ReviewFile = {
  prompt: 'shoes/a.vlprompt',
  recipe: 'preview',
  view: { show: 'undecided', order: 'plan' },
  others: {},
};

const text = (changes: object) =>
  JSON.stringify({ version: 1, prompt: 'a.vlprompt', recipe: 'preview', show: 'all', order: 'plan', ...changes });

function refusal(written: string): string {
  try {
    readReview(written);
  } catch (error) {
    assert.ok(Failure.is(error, 'plan-invalid'), String(error));
    return error.message;
  }
  return assert.fail(`was read: ${written}`);
}

describe('the file of a review', () => {
  it('is written a member a line, in a fixed order', () => {
    assert.equal(
      formatReview(review),
      `{
  "version": 1,
  "prompt": "shoes/a.vlprompt",
  "recipe": "preview",
  "show": "undecided",
  "order": "plan"
}
`,
    );
  });

  it('is read as it was written, with what a newer version added', () => {
    const name = fc.string({ minLength: 1 });
    const known = ['version', 'prompt', 'recipe', 'show', 'order'];
    const others = fc.dictionary(
      name.filter((key) => !known.includes(key) && key !== '__proto__'),
      fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
      { noNullPrototype: true },
    );
    const shows = fc.constantFrom<ReviewView['show']>('all', 'undecided', 'kept', 'rejected', 'pinned');
    const orders = fc.constantFrom<ReviewView['order']>('plan', 'unlike', 'unsure');
    const views = fc.tuple(shows, orders).map(([show, order]): ReviewView => ({ show, order }));
    fc.assert(
      fc.property(name, views, others, (recipe, view, others) => {
        const written = formatReview({ ...review, recipe, view, others });
        assert.deepEqual(readReview(written), { ...review, recipe, view, others });
        assert.equal(formatReview(readReview(written)), written);
      }),
    );
  });

  it('shows what is undecided, in the order of the recipe, unless it says otherwise', () => {
    const { view } = readReview('\uFEFF{"version":1,"prompt":"a.vlprompt","recipe":"preview"}');
    assert.deepEqual(view, { show: 'undecided', order: 'plan' });
  });

  it('leads out of the workspace by no path', () => {
    const paths = [
      '../a.vlprompt',
      'b/../../a.vlprompt',
      '/etc/a.vlprompt',
      'C:/a.vlprompt',
      'b\\..\\a.vlprompt',
      './a.vlprompt',
      'b//a.vlprompt',
      'file:a.vlprompt',
      'a\0.vlprompt',
      'a.png',
      '.vlprompt/../x',
      7,
      null,
    ];
    for (const prompt of paths) assert.match(refusal(text({ prompt })), /`prompt` is not the path/, String(prompt));
  });

  it('says what to mend', () => {
    assert.match(refusal(''), /it is no JSON .*Open it as text and mend it\.$/);
    assert.match(refusal('[1]'), /it is no JSON object/);
    assert.match(refusal('null'), /it is no JSON object/);
    assert.match(refusal(text({ version: 2 })), /its version is not 1/);
    assert.match(refusal(text({ recipe: '' })), /`recipe` is not the name/);
    assert.match(refusal(text({ show: 'constructor' })), /`show` is none of all, undecided/);
    assert.match(refusal(text({ order: ['plan'] })), /`order` is none of plan/);
    assert.match(refusal(text({ x: 'y'.repeat(1 << 17) })), /too long/);
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.object().map(text)), (written) => {
        try {
          assert.equal(typeof readReview(written).recipe, 'string');
        } catch (error) {
          assert.ok(Failure.is(error, 'plan-invalid'), String(error));
        }
      }),
    );
  });
});
