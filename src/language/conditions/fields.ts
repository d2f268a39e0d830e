/** @file What conditions can speak of. */
import { dialects, schedulers } from '../settings/shared-rules.ts';

export interface Field {
  /** For hover, completion and reference. */
  readonly about: string;
  readonly type: FieldType;
}

export type FieldType =
  | { readonly kind: 'number' }
  | { readonly kind: 'text' }
  | { readonly kind: 'size' }
  | { readonly kind: 'truth' }
  /** A class, or a group for any of its classes. */
  | { readonly kind: 'class' }
  | { readonly kind: 'choice'; readonly options: readonly string[] };

export type FieldTable = Readonly<Record<string, Field>>;

const number = { kind: 'number' } as const;
const text = { kind: 'text' } as const;

/** What is set for a cell of a recipe; its axes come to these. */
export const cellFields: FieldTable = {
  class: { about: 'The class of the row.', type: { kind: 'class' } },
  guidance: { about: 'How strongly the picture follows the words.', type: number },
  rescale: { about: 'How far guidance is kept from raising contrast.', type: number },
  steps: { about: 'How many times the model refines the picture.', type: number },
  seed: { about: 'The seed of the first image of the cell.', type: number },
  scheduler: {
    about: 'How the model walks from noise to picture.',
    type: { kind: 'choice', options: Object.keys(schedulers) },
  },
  size: { about: 'Width and height, such as `64x64`.', type: { kind: 'size' } },
  strength: { about: 'How much of the image to begin with is redrawn; missing without `init`.', type: number },
  emphasis: { about: 'How brackets in prompts are read.', type: { kind: 'choice', options: Object.keys(dialects) } },
};

/** What is known of an image that is sorted. */
export const imageFields: FieldTable = {
  score: { about: 'Likeness of the image to the words of its class: the cosine of their embeddings.', type: number },
  margin: {
    about:
      'Probability of its class less that of the likeliest other: from -1 to 1, below 0 where the judge takes it for another.',
    type: number,
  },
  confidence: { about: 'How likely the judge finds its class, from 0 to 1.', type: number },
  predicted: { about: 'The class that the judge finds likeliest.', type: { kind: 'class' } },
  class: { about: 'The class it was drawn as.', type: { kind: 'class' } },
  prompt: { about: 'The words it was drawn from.', type: text },
  negative: { about: 'The words that were kept out.', type: text },
  seed: { about: 'The seed it was drawn with.', type: number },
  steps: { about: 'How many times the model refined it.', type: number },
  guidance: { about: 'How strongly it follows the words.', type: number },
  scheduler: {
    about: 'How the model walked from noise to picture.',
    type: { kind: 'choice', options: Object.keys(schedulers) },
  },
  size: { about: 'Width and height, such as `64x64`.', type: { kind: 'size' } },
  recipe: { about: 'The recipe it was drawn by.', type: text },
  file: { about: 'Its file, from the workspace folder.', type: text },
  'duplicate-of': { about: 'The earlier image that it nearly repeats; missing when there is none.', type: text },
  brightness: { about: 'Mean lightness, from 0 (black) to 1 (white).', type: number },
  contrast: { about: 'Spread of lightness, from 0 to 1.', type: number },
  sharpness: { about: 'Strength of its edges; the higher, the sharper.', type: number },
  decision: { about: 'What reviewers decided.', type: { kind: 'choice', options: ['kept', 'rejected', 'undecided'] } },
  reviewer: { about: 'Who decided last.', type: text },
  reason: { about: 'Why it was rejected.', type: text },
  rating: { about: 'Stars that reviewers gave it, from 1 to 5; their mean.', type: number },
  tag: { about: 'Words that reviewers put on it; `tag = studio` holds when one of them is that.', type: text },
  split: {
    about: 'The split that reviewers chose for it.',
    type: { kind: 'choice', options: ['train', 'val', 'test'] },
  },
  label: { about: 'The class that reviewers say it shows instead.', type: { kind: 'class' } },
};
