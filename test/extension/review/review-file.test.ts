import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatReview, type ReviewFile, type ReviewOf, readReview } from '../../../src/extension/review/review-file.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import type { ImageOrder } from '../../../src/protocol/image-sets.ts';
import type { ReviewView } from '../../../src/protocol/webviews/review.ts';

const review: ReviewFile = {
  prompt: 'shoes/a.vlprompt',
  of: { kind: 'recipes', recipes: ['preview'] },
  view: { mode: 'cull', show: 'undecided', where: 'class = boot', order: { by: 'plan' } },
  others: {},
};

const text = (changes: object) =>
  JSON.stringify({ version: 2, prompt: 'a.vlprompt', recipe: 'preview', show: 'all', order: 'plan', ...changes });

function refusal(written: string): string {
  try {
    readReview(written);
  } catch (error) {
    assert.ok(Failure.is(error, 'plan-invalid'), String(error));
    return error.message;
  }
  return assert.fail(`was read: ${written}`);
}

const name = fc.string({ minLength: 1 });
const known = ['version', 'prompt', 'recipe', 'recipes', 'curation', 'mode', 'show', 'where', 'order'];
const others = fc.dictionary(
  name.filter((key) => !known.includes(key) && key !== '__proto__'),
  fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
  { noNullPrototype: true },
);
const orders = fc.oneof(
  fc.constant<ImageOrder>({ by: 'plan' }),
  fc.constantFrom<ImageOrder>({ by: 'uncertain' }, { by: 'duplicates' }, { by: 'memorised' }),
  fc
    .tuple(fc.constantFrom('score', 'margin', 'duplicate-of', 'plan', 'größe'), fc.boolean())
    .map(([field, isDescending]): ImageOrder => ({ by: 'field', field, isDescending })),
);
const views: fc.Arbitrary<ReviewView> = fc.record(
  {
    mode: fc.constantFrom('cull', 'grid', 'pairs'),
    show: fc.constantFrom('all', 'undecided', 'kept', 'rejected', 'pinned', 'disputed'),
    where: fc.string(),
    order: orders,
  },
  { noNullPrototype: true },
);
const subjects: fc.Arbitrary<ReviewOf> = fc.oneof(
  fc.uniqueArray(name, { minLength: 1, maxLength: 5 }).map((recipes): ReviewOf => ({ kind: 'recipes', recipes })),
  name.map((curation): ReviewOf => ({ kind: 'curation', curation })),
);

describe('the file of a review', () => {
  it('is written a member a line, in a fixed order', () => {
    assert.equal(
      formatReview({ ...review, others: { colour: 'red' } }),
      `{
  "version": 2,
  "prompt": "shoes/a.vlprompt",
  "recipe": "preview",
  "mode": "cull",
  "show": "undecided",
  "where": "class = boot",
  "order": "plan",
  "colour": "red"
}
`,
    );
    const sorted = { ...review.view, order: { by: 'field', field: 'score', isDescending: true } } as const;
    assert.match(formatReview({ ...review, view: sorted }), /"order": "score descending"/);
  });

  it('is read as it was written, with what a newer version added', () => {
    fc.assert(
      fc.property(subjects, views, others, (of, view, others) => {
        const written = formatReview({ ...review, of, view, others });
        assert.deepEqual(readReview(written), { ...review, of, view, others });
        assert.equal(formatReview(readReview(written)), written);
      }),
    );
  });

  it('shows what is undecided, one by one, in the order of the recipe, unless it says otherwise', () => {
    const { view } = readReview('\uFEFF{"version":2,"prompt":"a.vlprompt","recipe":"preview"}');
    assert.deepEqual(view, { mode: 'cull', show: 'undecided', where: '', order: { by: 'plan' } });
  });

  it('of version 1 is read, and is of version 2 when it is written', () => {
    const first = { version: 1, prompt: 'a.vlprompt', recipe: 'preview', show: 'kept', order: 'unsure' };
    const read = readReview(JSON.stringify(first));
    assert.deepEqual(read.of, { kind: 'recipes', recipes: ['preview'] });
    assert.deepEqual(read.view.order, { by: 'field', field: 'margin', isDescending: false });
    assert.deepEqual(readReview(text({ order: 'unlike' })).view.order, {
      by: 'field',
      field: 'score',
      isDescending: false,
    });
    assert.match(formatReview(read), /"version": 2,/);
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
    assert.match(refusal(text({ version: 3 })), /its version is not 2/);
    assert.match(refusal(text({ recipe: '' })), /`recipe` is not the name/);
    assert.match(refusal(text({ curation: 'train' })), /not one of `recipe`, `recipes` and `curation`/);
    assert.match(refusal(text({ recipe: undefined })), /not one of/);
    assert.match(refusal(text({ recipe: undefined, recipes: [] })), /`recipes` are not the names/);
    assert.match(refusal(text({ recipe: undefined, recipes: ['a', 7] })), /`recipes` are not the names/);
    assert.match(refusal(text({ recipe: undefined, curation: 7 })), /`curation` is not the name/);
    assert.match(refusal(text({ mode: 'toString' })), /`mode` is none of cull, grid, pairs/);
    assert.match(refusal(text({ show: 'constructor' })), /`show` is none of all, undecided/);
    assert.match(refusal(text({ where: ['score'] })), /`where` is no text/);
    assert.match(refusal(text({ order: ['plan'] })), /`order` is none of plan/);
    assert.match(refusal(text({ order: 'constructor' })), /`order` is none of plan/);
    assert.match(refusal(text({ order: 'score sideways' })), /`order` is none of plan/);
    assert.match(refusal(text({ x: 'y'.repeat(1 << 17) })), /too long/);
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.object().map(text)), (written) => {
        try {
          assert.equal(typeof readReview(written).prompt, 'string');
        } catch (error) {
          assert.ok(Failure.is(error, 'plan-invalid'), String(error));
        }
      }),
    );
  });
});
