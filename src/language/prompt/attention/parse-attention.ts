/** @file What a text encoder reads of a prompt, and with which weights. */
import type { Dialect, WeightedText } from '../../plan/plan.ts';
import { tokenize } from './tokenize.ts';
import { type DialectRules, dialectRules } from './tokens.ts';
import { weigh } from './weigh.ts';

/**
 * Runs of one weight, neighbours of the same weight joined; empty for a text in which nothing is read. Breaks are left
 * where they stand, as the word; {@link parseSections} splits at them. Scheduling is no concern of it.
 * Weights are those of A1111's `parse_prompt_attention` and of ComfyUI's `token_weights`.
 */
export function parseAttention(text: string, dialect: Dialect): readonly WeightedText[] {
  const rules = dialectRules[dialect];
  const [section = []] = sectionsOf(text, rules && { ...rules, hasBreaks: false });
  return section;
}

/**
 * The same, split at `BREAK`: each section begins a chunk of its own. One that stands between breaks, or before the
 * first, may be empty, and is then an empty chunk; after the last break there is none. At least one section.
 */
export function parseSections(text: string, dialect: Dialect): readonly (readonly WeightedText[])[] {
  return sectionsOf(text, dialectRules[dialect]);
}

function sectionsOf(text: string, rules: DialectRules | undefined): WeightedText[][] {
  if (rules === undefined) return [text === '' ? [] : [{ text, weight: 1 }]];
  const sections: { weight: number; texts: string[] }[][] = [[]];
  for (const token of weigh(tokenize(text, rules), rules, text.length).weighed) {
    const runs = sections.at(-1) ?? [];
    const last = runs.at(-1);
    if (token.kind === 'break') sections.push([]);
    else if (last?.weight === token.weight) last.texts.push(token.text);
    else if (token.text !== '') runs.push({ weight: token.weight, texts: [token.text] });
  }
  if (sections.length > 1 && sections.at(-1)?.length === 0) sections.pop();
  return sections.map((runs) => runs.map(({ weight, texts }) => ({ text: texts.join(''), weight })));
}
