/** @file What the engine demands of a plan's reading of a prompt: bounded sizes, and a wording for every step. */
import type { PromptReading } from '../../../language/plan/plan.ts';
import { integer, list, notEmpty, number, record, type Shape, text } from './shape.ts';

export const MOST_STEPS = 1000;

/** Sections of a wording, and runs of a section. */
const MOST_PARTS = 4096;

const run = record({ text, weight: number });
const parts = record({
  wordings: list(list(list(run, MOST_PARTS), MOST_PARTS), MOST_STEPS),
  steps: notEmpty(list(number, MOST_STEPS)),
});

export const promptReading: Shape = (value, place) => {
  parts(value, place);
  const { wordings, steps } = value as PromptReading; // Just checked.
  list(integer(0, wordings.length - 1))(steps, `${place}.steps`);
};
