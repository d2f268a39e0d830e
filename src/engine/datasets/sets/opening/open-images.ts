/** @file What somebody wants to look through → its images. */

import { frameOf } from '../../../../language/plan/image-stamp.ts';
import type { EvaluateProgress } from '../../../../protocol/evaluation.ts';
import { Failure } from '../../../../protocol/failure.ts';
import type { OpenSetRequest } from '../../../../protocol/image-sets.ts';
import { sourceWithRedraws } from '../../redraws/with-redraws.ts';
import { DigestTable } from '../columns/digest-table.ts';
import { digestAt, gathered, type ImageColumns, isKnown } from '../columns/image-columns.ts';
import type { SetContents } from '../image-set.ts';
import { readSource, type SourceTools } from './read-source.ts';

export interface OpeningTools extends SourceTools {
  /** Absolute path of an image in the store. @param hash hex SHA-256 */
  storedFile(hash: string): string;
}

export interface OpenedImages extends SetContents {
  readonly missing: number;
  readonly notes: readonly string[];
}

/** @throws Failure `set-unknown` where there is no source, of models and data, `cancelled` */
export async function* openImages(
  workspace: string,
  { source: asked, reviewer, policy, isBlind = false }: OpenSetRequest,
  tools: OpeningTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, OpenedImages> {
  if (asked === undefined)
    throw new Failure('set-unknown', 'The engine was never told of these images; open them with their plan.');
  const source = await sourceWithRedraws(workspace, asked);
  const { columns, notes } = yield* readSource(source, tools, signal);
  const curation = source.kind === 'curation' ? source.curation : undefined;
  const [drawn, missing] = firstOfEach(columns);
  return {
    source: frameOf(source),
    columns: gathered(columns, drawn),
    asking: {
      reviewer,
      policy: policy ?? curation?.policy ?? { kind: 'any-reject' },
      ...(curation?.reviewers !== undefined && { reviewers: curation.reviewers }),
      isBlind,
    },
    workspace,
    storedFile: (hash) => tools.storedFile(hash),
    missing,
    notes,
  };
}

/** Rows of images that are drawn, each file once; and how many are not drawn. */
function firstOfEach({ count, digests: { hash } }: ImageColumns): readonly [Uint32Array, number] {
  const known = new DigestTable(count);
  const rows = new Uint32Array(count);
  let missing = 0;
  for (let row = 0; row < count; row++) {
    const file = isKnown(hash, row) ? digestAt(hash, row) : undefined;
    const found = known.count;
    if (file === undefined) missing++;
    else if (known.add(file) === found) rows[found] = row;
  }
  return [rows.slice(0, known.count), missing];
}
