/** @file What is chosen, sorted and counted of a set, against doing so one image after the other. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TeamDecision } from '../../../../../src/engine/datasets/decisions/fold-team.ts';
import { recordOf, type Sample } from '../../../../../src/engine/datasets/samples/sample.ts';
import type { WrittenSample } from '../../../../../src/engine/datasets/sets/columns/columns-writer.ts';
import {
  type FieldSources,
  fieldColumn,
  fieldNames,
} from '../../../../../src/engine/datasets/sets/columns/field-columns.ts';
import { facetsOf } from '../../../../../src/engine/datasets/sets/lists/facets.ts';
import { holdsFor } from '../../../../../src/engine/datasets/sets/lists/holds-for.ts';
import { sortedByField } from '../../../../../src/engine/datasets/sets/lists/sort-numbers.ts';
import { evaluate } from '../../../../../src/language/conditions/evaluate.ts';
import type { Condition } from '../../../../../src/language/plan/plan.ts';
import { recipePlan } from '../../../support/plans.ts';
import { columnsOf } from '../sample-columns.ts';

const [cell] = recipePlan().cells;
const [image] = cell!.images;

const sample = fc.record({
  from: fc.constantFrom('preview', 'many'),
  class: fc.option(fc.constantFrom('shirt', 'boot', 'constructor'), { nil: undefined }),
  predicted: fc.option(fc.constantFrom('shirt', 'boot'), { nil: undefined }),
  score: fc.option(
    fc.record({
      score: fc.option(fc.constantFrom(-0.5, 0, 0.25, 0.9)),
      predicted: fc.nat(1),
      confidence: fc.constantFrom(0.2, 0.5, 0.9),
      margin: fc.constantFrom(0, 0.25, 0.5),
    }),
    { nil: undefined },
  ),
  drawing: fc.option(
    fc.record({
      prompt: fc.constantFrom('a Red boot', 'a blue boot', ''),
      seed: fc.integer({ min: -3, max: 3 }),
      steps: fc.constantFrom(4, 20, 100),
    }),
    { nil: undefined },
  ),
  team: fc.nat(2),
});

const teams: readonly (TeamDecision | undefined)[] = [
  undefined,
  teamOf('kept', []),
  teamOf('rejected', ['dark', 'odd']),
];

function teamOf(state: 'kept' | 'rejected', why: readonly string[]): TeamDecision {
  const common = { isFlagged: false, isDisputed: false, keptBy: [], rejectedBy: [], words: [], tags: ['x', 'y'] };
  return { ...common, state, why, reviewer: 'Ann', rating: 3 };
}

const names = [...fieldNames, 'duplicate-of', 'constructor'];
const value = fc.constantFrom<string | number | boolean>(
  'boot',
  'red',
  'x',
  20,
  0.25,
  'kept',
  true,
  'preview',
  '64x64',
);
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('is' as const), field: fc.constantFrom(...names) }),
  fc.record({
    kind: fc.constant('compare' as const),
    field: fc.constantFrom(...names),
    operator: fc.constantFrom('=' as const, '!=' as const, '<' as const, '>=' as const, '~' as const),
    value,
  }),
  fc.record({ kind: fc.constant('in' as const), field: fc.constantFrom(...names), values: fc.array(value) }),
  fc.record({
    kind: fc.constant('between' as const),
    field: fc.constantFrom(...names),
    least: fc.constantFrom(-1, 0.1),
    most: fc.constantFrom(0.3, 30),
  }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      terms: fc.array(tie('condition'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), term: tie('condition') }),
  ),
}));

interface MadeSet {
  readonly samples: readonly Sample[];
  readonly sources: FieldSources;
}

const madeSet = fc.array(sample, { maxLength: 30 }).map((drafts): MadeSet => {
  const samples = drafts.map(({ team, drawing, ...rest }, number): Sample => {
    const decision = teams[team];
    return {
      from: rest.from,
      ...(rest.class !== undefined && { class: rest.class }),
      ...(rest.predicted !== undefined && { predicted: rest.predicted }),
      ...(rest.score !== undefined && { score: rest.score }),
      file: `/work/${number}.png`,
      hash: '',
      ...(decision !== undefined && { decision }),
      ...(drawing && {
        drawing: { image: { ...image!, ...drawing }, settings: { ...cell!.settings, steps: drawing.steps } },
      }),
    };
  });
  const written = samples.map(({ file: _, hash: _hash, decision: _decision, ...rest }): Partial<WrittenSample> => rest);
  const team = Uint32Array.from(drafts, (draft) => draft.team);
  const words = { own: new Uint32Array(drafts.length), owns: [], team, teams };
  return { samples, sources: { columns: columnsOf(written), words, fileFrom: (row) => `${row}.png` } };
});

const all = ({ samples }: MadeSet) => Uint32Array.from(samples.keys());
const known = (made: MadeSet, row: number, field: string) => recordOf(made.samples[row]!, '/work')[field];

describe('lists of a set', () => {
  it('hold what a condition holds for, image by image', () => {
    fc.assert(
      fc.property(madeSet, condition, (made, where) => {
        const holds = holdsFor(where, made.sources);
        const found = [...all(made)].filter(holds);
        const naive = made.samples.flatMap((each, row) => (evaluate(where, recordOf(each, '/work')) ? row : []));
        assert.deepEqual(found, naive);
      }),
      { numRuns: 500 },
    );
  });

  it('are sorted by a field: nothing is lost, equals stay, unknown comes last', () => {
    fc.assert(
      fc.property(madeSet, fc.constantFrom(...fieldNames), fc.boolean(), (made, field, isDescending) => {
        const column = fieldColumn(field, made.sources)!;
        const sorted = [...sortedByField(all(made), column, isDescending)];
        assert.deepEqual(
          sorted.toSorted((a, b) => a - b),
          [...all(made)],
        );
        for (const [at, row] of sorted.entries()) {
          const next = sorted[at + 1];
          if (next === undefined) continue;
          const [a, b] = [known(made, row, field), known(made, next, field)];
          if (a === undefined) assert.equal(b, undefined);
          if (a === undefined || b === undefined) continue;
          const [small, large] = isDescending ? [b, a] : [a, b];
          assert.ok(text(small) <= text(large), `${a} before ${b}`);
          if (text(a) === text(b)) assert.ok(row < next);
        }
      }),
    );
  });

  it('are counted: every image is of a value, of none, or of those that are not listed', () => {
    fc.assert(
      fc.property(madeSet, (made) => {
        const facets = facetsOf(fieldNames, all(made), made.sources);
        for (const facet of facets.filter(({ field }) => field !== 'tag')) {
          const counts = facet.kind === 'range' ? facet.counts : facet.values.map(({ count }) => count);
          const more = facet.kind === 'values' ? facet.more : 0;
          assert.equal(
            counts.reduce((sum, count) => sum + count, 0) + facet.none + more,
            made.samples.length,
            facet.field,
          );
          if (facet.kind === 'range') continue;
          for (const { value: shown, count } of facet.values) {
            const naive: readonly Sample[] = made.samples.filter(
              (_, row) => String(known(made, row, facet.field)) === shown,
            );
            assert.equal(count, naive.length, `${facet.field} ${shown}`);
          }
        }
      }),
    );
  });

  it('list the most frequent values, and say how many more there are', () => {
    const columns = columnsOf(Array.from({ length: 250 }, (_, number) => ({ from: `r${number % 240}` })));
    const words = { own: new Uint32Array(250), owns: [], team: new Uint32Array(250), teams: [undefined] };
    const sources = { columns, words, fileFrom: (row: number) => `${row}.png` };
    const [facet] = facetsOf(
      ['recipe'],
      Uint32Array.from({ length: 250 }, (_, row) => row),
      sources,
    );
    assert.ok(facet?.kind === 'values');
    assert.deepEqual([facet.values.length, facet.more, facet.values[0]], [100, 140, { value: 'r0', count: 2 }]);
  });
});

/** Numbers so that texts compare as they do. */
function text(value: unknown): string {
  return typeof value === 'number' ? (value + 1e6).toFixed(17).padStart(30, '0') : String(value);
}
