import type { OrderIntent } from '../../../protocol/image-sets.ts';
import { different } from './orders/different.ts';
import { duplicates } from './orders/duplicates.ts';
import { memorised } from './orders/memorised.ts';
import { mislabelled } from './orders/mislabelled.ts';
import { quality } from './orders/quality.ts';
import { outliers, typical } from './orders/typical.ts';
import { uncertain } from './orders/uncertain.ts';
import type { Ranker } from './ranker.ts';

/** Who puts images in the order of an intent. */
export const rankers: { readonly [I in OrderIntent]: Ranker } = {
  uncertain,
  typical,
  different,
  mislabelled,
  duplicates,
  quality,
  outliers,
  memorised,
};
