/** @file What is said while a list is being made. */
import type { EvaluateProgress } from '../../protocol/evaluation.ts';
import type { ImageOrder, OrderIntent } from '../../protocol/image-sets.ts';
import type { ReviewSnapshot } from '../../protocol/webviews/review.ts';

const words: { readonly [I in OrderIntent]: string } = {
  uncertain: 'Sorting by how sure the judge is',
  typical: 'Sorting by how typical images are',
  different: 'Sorting by how different images are',
  mislabelled: 'Looking for labels that may be wrong',
  duplicates: 'Looking for near-duplicates',
  quality: 'Looking for dark, bright, blurred and odd images',
  outliers: 'Looking for outliers',
  memorised: 'Comparing with real images',
};

export function listingWords(order: ImageOrder, { done, total }: EvaluateProgress): ReviewSnapshot['listing'] {
  return { words: order.by === 'plan' || order.by === 'field' ? 'Reading images' : words[order.by], done, total };
}
