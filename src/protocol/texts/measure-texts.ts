/** @file How measures of a set are named and written for people, and what each does not say; see `docs/measures.md`. */
import type { MeasureName, SetFigure } from '../set-measures.ts';
import { cosine, percent } from './figures.ts';

export interface MeasureText {
  readonly title: string;
  /** One sentence: what it does not measure. */
  readonly isNot: string;
  /** @param value null where nothing was measured */
  readonly written: (value: number | null) => string;
}

/** Figures that are no shares are not written in percent. */
function plain(digits: number): MeasureText['written'] {
  return (value) => (value === null ? '–' : value.toFixed(digits));
}

export const measureTexts: { readonly [M in MeasureName]: MeasureText } = {
  score: {
    title: 'CLIP score',
    isNot:
      'Not whether an image looks right beyond the words of its own prompt; scores of other judges do not compare.',
    written: cosine,
  },
  margin: {
    title: 'margin',
    isNot: 'Not how good an image is: only how far the judge puts its class above the likeliest other.',
    written: cosine,
  },
  predicted: {
    title: 'taken for its class',
    isNot: 'Not whether the class is right: the judge may be wrong in the same way throughout.',
    written: percent,
  },
  kept: {
    title: 'kept of those decided',
    isNot: 'Not what becomes of images that nobody has decided on.',
    written: percent,
  },
  duplicates: {
    title: 'repeat an earlier image',
    isNot: 'Not what was mirrored, turned or cropped: its perceptual hash is another.',
    written: percent,
  },
  vendi: {
    title: 'Vendi score',
    isNot: 'Not whether images are good, nor like real ones; it grows with n, so compare sets of one size.',
    written: plain(2),
  },
  precision: {
    title: 'precision',
    isNot: 'Not whether images are of their class, nor that they are no copies: a copy is as precise as can be.',
    written: percent,
  },
  recall: {
    title: 'recall',
    isNot: 'Not how well what is reached is drawn; one drawn outlier has a wide ball, in which much is recalled.',
    written: percent,
  },
  density: {
    title: 'density',
    isNot: 'No share: it is above 1 where drawn images crowd around a few real ones.',
    written: plain(3),
  },
  coverage: {
    title: 'coverage',
    isNot: 'Not that what is covered is drawn well.',
    written: percent,
  },
  cmmd: {
    title: 'CMMD',
    isNot: 'Nearly nothing of variety: fifty times the same image may have a good one; other judges do not compare.',
    written: plain(3),
  },
  kid: {
    title: 'KID',
    isNot:
      'Nothing of single images, nor of copying; papers use another network, so figures do not compare with theirs.',
    written: plain(4),
  },
  authenticity: {
    title: 'authenticity',
    isNot: 'No proof of copying, nor of its absence: look at the pairs.',
    written: percent,
  },
};

/** `27.4% (n 24, 95% interval 25.1–29.9%)`; without an interval where there is none. */
export function figureText({ measure, value, n, low, high }: SetFigure): string {
  const { written } = measureTexts[measure];
  if (value === null || low === null || high === null) return `${written(value)} (n ${n})`;
  return `${written(value)} (n ${n}, 95% interval ${written(low).replace('%', '')}–${written(high)})`;
}

/** One sentence each: what sections do not say. */
export const sectionTexts = {
  classes: 'Variety grows with the number of images: compare classes of one size.',
  balance: 'It does not say what shares would be right, but how far the set is from those that were asked for.',
  slices: 'Slices are not what their value does by itself: where values go together, each is counted for the other.',
  uneven:
    "Beyond chance, after Holm's correction for all that were compared; that is no cause, and as good as the decisions.",
  predictable:
    'What a class can be told from without its shape, a classifier may learn instead; where colour makes the class, it must.',
  duplicates: 'Two seeds of one prompt that look alike are told apart by a person, and not by this.',
  holes: 'It does not say why: a wrong label or a spoilt photograph is a hole as well.',
  suspects: 'A suspicion, no finding: look at each pair.',
} as const;
