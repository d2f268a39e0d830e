import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileCondition } from '../../../src/language/conditions/compile.ts';
import type { FieldRecord } from '../../../src/language/conditions/condition.ts';
import { evaluate } from '../../../src/language/conditions/evaluate.ts';
import { imageFields } from '../../../src/language/conditions/fields.ts';
import { createDocument } from '../../../src/language/document.ts';
import type { Condition, FieldValue } from '../../../src/language/plan/plan.ts';

const CLASSES = 'class shirt "a" class tee "b" class boot "c" group tops = shirt, tee let low = 0.2 let few = [1, 2]\n';

function compiled(text: string): Condition {
  const document = createDocument('a.vlprompt', `${CLASSES}curate c { keep where ${text} }`);
  assert.deepEqual(document.syntax, []);
  const curate = document.names.get('c');
  const filter = curate?.keyword === 'curate' ? curate.body?.members[0] : undefined;
  const condition = filter?.$type === 'Filter' ? filter.condition : undefined;
  return compileCondition(document, condition, imageFields) ?? assert.fail(`no condition: ${text}`);
}

const holds = (text: string, record: FieldRecord) => evaluate(compiled(text), record);

describe('a condition', () => {
  it('of several values holds when it holds of one, and != when it holds of all', () => {
    const tagged = { tag: ['odd', 'studio'] };
    for (const [text, expected] of [
      ['tag = "odd"', true],
      ['tag = "studio"', true],
      ['tag = "old"', false],
      ['tag != "odd"', false],
      ['tag != "old"', true],
      ['not tag = "odd"', false],
      ['tag ~ "stud"', true],
      ['tag in ["old", "studio"]', true],
      ['tag in ["old", "new"]', false],
      ['tag', true],
    ] as const) {
      assert.equal(holds(text, tagged), expected, text);
    }
    assert.deepEqual([holds('tag', {}), holds('tag != "odd"', {})], [false, true]);
  });

  const image: FieldRecord = {
    score: 0.3,
    margin: 0.05,
    class: 'shirt',
    prompt: 'A red Shirt',
    steps: 20,
    size: '64x64',
    decision: 'kept',
  };
  const cases: readonly (readonly [string, boolean])[] = [
    ['score >= 0.3', true],
    ['score > 0.3', false],
    ['score >= 30%', true],
    ['score >= low', true],
    ['score < 0.2 or margin > 0.01', true],
    ['score < 0.2 or margin > 0.01 and steps = 10', false],
    ['(score < 0.2 or margin > 0.01) and steps = 20', true],
    ['not score < 0.2 and not (steps = 10)', true],
    ['class = shirt', true],
    ['class = tops', true],
    ['class != tops', false],
    ['class in [boot, tops]', true],
    ['class in [boot]', false],
    ['class = "shirt"', true],
    ['class = boot', false],
    ['steps in [10, 20]', true],
    ['steps in few', false],
    ['steps in 15..25', true],
    ['score in 0.25..0.35', true],
    ['steps in 1..21 step 2', false],
    ['prompt ~ "red shirt"', true],
    ['prompt ~ blue', false],
    ['prompt = "a red shirt"', false],
    ['size = 64x64', true],
    ['size != 64x64', false],
    ['decision = kept', true],
    ['duplicate-of', false],
    ['not duplicate-of', true],
    ['predicted = shirt', false],
    ['predicted != shirt', true],
    ['brightness < 0.5', false],
    ['not brightness < 0.5', true],
    ['brightness in 0..1', false],
  ];
  for (const [text, expected] of cases)
    it(`${text} ${expected ? 'holds' : 'does not hold'}`, () => assert.equal(holds(text, image), expected));

  it('reads no fields that objects have by birth', () => {
    assert.equal(evaluate({ kind: 'is', field: 'constructor' }, {}), false);
  });
});

const value: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('a', 'A', 'ab', ''),
  fc.boolean(),
);
const field = fc.constantFrom('x', 'y', 'z');
const record: fc.Arbitrary<FieldRecord> = fc.dictionary(field, fc.option(value, { nil: undefined }), {
  maxKeys: 3,
  noNullPrototype: true,
});
const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=', '~');
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('compare' as const), field, operator, value }) as fc.Arbitrary<Condition>,
  fc.record({ kind: fc.constant('in' as const), field, values: fc.array(value, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('is' as const), field }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'condition' },
    leaf,
    fc.record({ kind: fc.constant('not' as const), term: tie('condition') }),
    fc.record({ kind: fc.constant('and' as const), terms: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('or' as const), terms: fc.array(tie('condition'), { maxLength: 3 }) }),
  ),
}));

describe('conditions of any kind', () => {
  const check = (law: (a: Condition, b: Condition, record: FieldRecord) => void) =>
    fc.assert(fc.property(condition, condition, record, law), { numRuns: 500 });
  const not = (term: Condition): Condition => ({ kind: 'not', term });

  it('obey De Morgan', () =>
    check((a, b, of) => {
      const both: Condition = { kind: 'and', terms: [a, b] };
      const either: Condition = { kind: 'or', terms: [not(a), not(b)] };
      assert.equal(evaluate(not(both), of), evaluate(either, of));
    }));

  it('are true or false, and not both', () =>
    check((a, _, of) => assert.notEqual(evaluate(a, of), evaluate(not(a), of))));

  it('take terms in any order', () =>
    check((a, b, of) => {
      for (const kind of ['and', 'or'] as const)
        assert.equal(evaluate({ kind, terms: [a, b] }, of), evaluate({ kind, terms: [b, a] }, of));
    }));

  it('say the same with `in` and with `=`', () =>
    fc.assert(
      fc.property(field, fc.array(value), record, (name, values, of) => {
        const terms = values.map((each) => ({ kind: 'compare', field: name, operator: '=', value: each }) as const);
        assert.equal(evaluate({ kind: 'in', field: name, values }, of), evaluate({ kind: 'or', terms }, of));
      }),
    ));

  it('say the same with `!=` and with `not` and `=`, also of what is unknown', () =>
    fc.assert(
      fc.property(field, value, record, (name, of, known) => {
        const equal = { kind: 'compare', field: name, operator: '=', value: of } as const;
        assert.equal(evaluate({ ...equal, operator: '!=' }, known), evaluate(not(equal), known));
      }),
    ));

  it('survive JSON', () =>
    check((a, _, of) => assert.equal(evaluate(JSON.parse(JSON.stringify(a)), of), evaluate(a, of))));
});
