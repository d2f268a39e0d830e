import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createDocument } from '../../../src/language/document.ts';
import { conversions } from '../../../src/language/features/actions/convert-attention.ts';
import { applyChanges } from '../../../src/language/format/text-change.ts';
import type { Dialect } from '../../../src/language/plan/plan.ts';
import { seededChance } from '../../../src/language/prompt/chance.ts';
import { drawPrompt } from '../../../src/language/prompt/resolve.ts';
import { assertAlike, runsOf } from '../prompt/attention/runs.ts';
import { attentive } from '../prompt/attention/texts.ts';
import { parts, someNames } from '../prompt/prompts.ts';

/** The prompt afterwards; undefined where nothing can be converted. */
function converted(prompt: string, from: Dialect, to: Dialect): string | undefined {
  const before = `recipe r { emphasis: ${from} prompt: "${prompt}" }`;
  const document = createDocument('a.vlprompt', before);
  const actions = conversions({ document, documents: [document], range: { start: 0, end: 0 } });
  const action = actions.find(({ title }) => title === `Convert attention of \`r\` to ${to}`);
  return action && /prompt: "(.*)" }$/.exec(applyChanges(before, action.changes))?.[1];
}

function drawn(prompt: string, dialect: Dialect, seed: number) {
  const { text } = drawPrompt(parts(prompt), someNames, seededChance(seed, 0), 'prompt', dialect);
  return runsOf(text, dialect);
}

describe('converting the attention of a recipe', () => {
  const template = fc
    .tuple(attentive(true), attentive(true), attentive(false))
    .map(([a, b, c]) => `(${a} {${b}|c ${c}} ${c}:1.3)`);

  it('keeps words and weights of what is drawn', () => {
    fc.assert(
      fc.property(template, fc.nat(), (prompt, seed) => {
        const after = converted(prompt, 'a1111', 'comfy');
        assert.ok(after !== undefined, prompt);
        // Each bracket's weight is written with three decimals; they multiply.
        assertAlike(drawn(after, 'comfy', seed), drawn(prompt, 'a1111', seed), 0.01);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
