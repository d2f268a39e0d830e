/** @file Choices and decisions of recipes that were never drawn. */
import type { DecidedChoices, ImageFate } from '../../../src/extension/fates/option-fates.ts';
import type { ChoicePoint, TakenOption } from '../../../src/protocol/language.ts';

/** An option on a line of its own. */
export function option(text: string, line: number, file = 'a.vlprompt'): TakenOption {
  return { text, span: { file, start: { line, character: 2 }, end: { line, character: 2 + text.length } } };
}

export interface Group {
  readonly taken: readonly number[];
  readonly kept?: number;
  readonly rejected?: number;
  readonly undecided?: number;
  readonly score?: number;
  readonly why?: readonly string[];
}

/** As many images as the groups say, each of which took the options of its group. */
export function decidedChoices(
  options: readonly TakenOption[],
  points: readonly ChoicePoint[],
  groups: readonly Group[],
  salt = '',
): DecidedChoices {
  const all = groups.flatMap((group, number) =>
    (['kept', 'rejected', 'undecided'] as const).flatMap((state) =>
      Array.from({ length: group[state] ?? 0 }, (_, index) => {
        const fate: ImageFate = { state, score: group.score ?? null, ...(group.why && { why: group.why }) };
        return { key: `${salt}${number}-${state}-${index}`, taken: group.taken, fate };
      }),
    ),
  );
  return {
    choices: { options, points, images: Object.fromEntries(all.map(({ key, taken }) => [key, taken])) },
    images: new Map(all.map(({ key, fate }) => [key, fate])),
    uriOf: ({ file }) => `file:///${file}`,
  };
}
