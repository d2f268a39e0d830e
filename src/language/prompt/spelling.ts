/** @file How a character that stands for itself is written where brackets have a meaning. */
import type { Dialect } from '../plan/plan.ts';
import type { TextPart } from './part.ts';

/** The dialect in which a resolved prompt is read; `none` for plain text, such as what a judge reads. */
export type Spelling = Dialect;

const a1111 = /[\\()[\]:|]/g;

/**
 * ComfyUI itself knows `\(` and `\)` only; without an escape for `:` and `\` an author could not write them before a
 * number or a bracket.
 */
const meaningful: Readonly<Record<Spelling, RegExp | undefined>> = {
  a1111,
  'a1111-nonorm': a1111,
  comfy: /[\\():]/g,
  none: undefined,
};

/** The characters of a part as they stand in a resolved prompt. */
export function spelled({ text, isEscaped }: TextPart, spelling: Spelling): string {
  const pattern = isEscaped ? meaningful[spelling] : undefined;
  return pattern ? text.replace(pattern, '\\$&') : text;
}
