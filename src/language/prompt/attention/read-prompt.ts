/** @file A resolved prompt → what a painter reads at each step. */
import type { Dialect, PromptReading } from '../../plan/plan.ts';
import { parseSections } from './parse-attention.ts';
import { readSchedules, wordingAt } from './schedules.ts';
import { dialectRules } from './tokens.ts';

/**
 * Undefined for plain text: one wording, one section, weight 1, and every character read as it stands.
 * @param steps of the picture, at least 1.
 */
export function readPrompt(text: string, dialect: Dialect, steps: number): PromptReading | undefined {
  const texts = new Map<string, number>();
  const taken = wordings(text, dialect, steps).map((wording) => {
    const index = texts.get(wording) ?? texts.size;
    texts.set(wording, index);
    return index;
  });
  const read = [...texts.keys()].map((wording) => parseSections(wording, dialect));
  const [[[first, ...more] = [], ...sections] = []] = read;
  const isPlain = more.length + sections.length === 0 && (first?.text ?? '') === text && (first?.weight ?? 1) === 1;
  return isPlain ? undefined : { wordings: read, steps: taken };
}

/** The prompt's text at each step. */
function wordings(text: string, dialect: Dialect, steps: number): string[] {
  const root = dialectRules[dialect]?.hasSchedules ? readSchedules(text).root : undefined;
  const isConstant = root === undefined || root.nodes.length === 0;
  return Array.from({ length: steps }, (_, index) => (isConstant ? text : wordingAt(text, root, index + 1, steps)));
}
