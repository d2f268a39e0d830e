import type { EvaluateProgress } from '../../../../protocol/evaluation.ts';
import { counted } from '../../../../protocol/texts/figures.ts';
import type { RankingTools } from '../../finding/ranker.ts';
import { fillFacts } from '../columns/fill-facts.ts';
import type { ImageSet } from '../image-set.ts';

const fields: ReadonlySet<string> = new Set(['brightness', 'contrast', 'sharpness']);

/** Whether pictures are opened for it. */
export function isPictureField(field: string): boolean {
  return fields.has(field);
}

/**
 * Looks at the pixels of all images that were never looked at.
 * @returns what could not be measured, in sentences
 * @throws Failure of the store, `cancelled`
 */
export async function* measurePictures(
  set: ImageSet,
  tools: Pick<RankingTools, 'describePictures'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly string[]> {
  const { columns } = set;
  const numbers = Array.from({ length: set.count }, (_, row) => row);
  const missing = numbers.filter((row) => Number.isNaN(columns.numbers.brightness[row]));
  if (missing.length === 0) return [];
  const files = missing.map((row) => ({ file: set.file(row), hash: set.hash(row) }));
  const described = yield* tools.describePictures('images', files, signal);
  let unread = 0;
  for (const [at, row] of missing.entries()) {
    const facts = described.get(files[at]!.file);
    if (facts === undefined || 'reason' in facts) unread++;
    else fillFacts(columns, row, facts);
  }
  return unread === 0 ? [] : [`${counted(unread, 'image')} could not be read, and what their pixels say is not known.`];
}
