/** @file Words and weights that two spellings of a prompt have in common. */
import assert from 'node:assert/strict';
import type { Dialect } from '../../../../src/language/plan/plan.ts';
import { parseAttention } from '../../../../src/language/prompt/attention/parse-attention.ts';

export type Run = [text: string, weight: number];

/** Weights to three decimals, and neighbours that are the same then as one. */
export function runsOf(text: string, dialect: Dialect): Run[] {
  const runs: Run[] = [];
  for (const run of parseAttention(text, dialect)) {
    const weight = Math.round(run.weight * 1000) / 1000;
    const last = runs.at(-1);
    if (last && Math.abs(last[1] - weight) < 0.0015) last[0] += run.text;
    else runs.push([run.text, weight]);
  }
  return runs;
}

/** @param tolerance of the weights, which are written rounded. */
export function assertAlike(found: readonly Run[], expected: readonly Run[], tolerance = 0.0015): void {
  assert.deepEqual(
    found.map(([text]) => text),
    expected.map(([text]) => text),
  );
  for (const [index, [, weight]] of found.entries())
    assert.ok(Math.abs(weight - (expected[index]?.[1] ?? Number.NaN)) < tolerance);
}
