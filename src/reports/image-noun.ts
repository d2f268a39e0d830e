/** @file What the images of a source are called: real and drawn ones are never one heap. */
import type { SourceReport } from '../protocol/evaluation.ts';

export const imageNoun: { readonly [K in SourceReport['kind']]: string } = {
  data: 'real image',
  recipe: 'drawn image',
};
