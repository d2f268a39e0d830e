/** @file Images of which reviewers say different things, with what each says. */
import type { ReviewerWord } from '../../protocol/agreement.ts';
import type { CurationState } from '../../protocol/curation.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { padEnd, printable } from './columns.ts';
import type { Style } from './style.ts';

/** @param showPath how a file is shown to people */
export function disputeLines(
  { name, samples, blindTo }: Pick<CurationState, 'name' | 'samples' | 'blindTo'>,
  reviewer: string,
  showPath: (file: string) => string,
  style: Style,
): readonly string[] {
  if (blindTo !== undefined)
    return [`The review of ${printable(blindTo)} is blind: where others differ is shown once all is decided.`];
  const head = `${style.bold(printable(name))}: reviewers differ on ${counted(samples.length, 'image')}; you are ${printable(reviewer)}`;
  const width = Math.max(0, ...samples.flatMap(({ words = [] }) => words.map(({ by }) => printable(by).length)));
  return [
    head,
    ...samples.flatMap(({ file, class: shown, words = [] }) => [
      '',
      `  ${printable(showPath(file))}${shown === undefined ? '' : style.dim(` (${printable(shown)})`)}`,
      ...words.map((word) => `    ${padEnd(printable(word.by), width)}  ${printable(wordOf(word))}`),
    ]),
  ];
}

function wordOf({ state, label, rating, why = [], note }: ReviewerWord): string {
  const said = [
    state,
    ...(label === undefined ? [] : [`called ${label}`]),
    ...(rating === undefined ? [] : [`rated ${rating} of 5`]),
  ].join(', ');
  const reasons = why.length === 0 ? '' : `: ${why.join(', ')}`;
  return `${said}${reasons}${note === undefined ? '' : ` “${note}”`}`;
}
