/** @file What somebody wants to look through → its images. */
import { frameOf, stampOf } from '../../../../language/plan/image-stamp.ts';
import type { EvaluateProgress } from '../../../../protocol/evaluation.ts';
import { Failure } from '../../../../protocol/failure.ts';
import type { ImageSource, OpenSetRequest } from '../../../../protocol/image-sets.ts';
import type { Executor } from '../../../executor.ts';
import { sourceWithRedraws } from '../../redraws/with-redraws.ts';
import { DigestTable, digestWords } from '../columns/digest-table.ts';
import { fillFacts } from '../columns/fill-facts.ts';
import { digestAt, gathered, type ImageColumns, isKnown } from '../columns/image-columns.ts';
import { readSource, type SourceTools } from './read-source.ts';
import { type RefreshTools, refreshSet } from './refresh-set.ts';
import type { SetCache } from './set-cache.ts';

export type OpeningTools = SourceTools & RefreshTools & Pick<Executor, 'storedFile' | 'knownPictures'>;

export interface OpenedImages {
  /** Of images that are drawn or real, each file once. */
  readonly columns: ImageColumns;
  /** Without cells. */
  readonly source: ImageSource;
  /** Images that are not drawn. */
  readonly missing: number;
  /** Each in one sentence. */
  readonly notes: readonly string[];
}

interface AskedImages extends Pick<OpenSetRequest, 'stamp' | 'source'> {
  /** Hex SHA-256 of what was drawn in place of rejected images. */
  readonly redraws: string;
}

/**
 * @param workspace absolute
 * @throws Failure `set-unknown` where they are not known and there is no source, `plan-invalid` when the stamp is of another
 * source, of models and data, `cancelled`
 */
export async function* openImages(
  workspace: string,
  asked: AskedImages,
  cache: SetCache,
  tools: OpeningTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, OpenedImages> {
  requireStamp(asked);
  const kept = await openKept(asked, cache, tools);
  return kept ?? (yield* openAnew(workspace, asked, { cache, tools }, signal));
}

async function openKept(
  { stamp, redraws }: AskedImages,
  cache: SetCache,
  tools: OpeningTools,
): Promise<OpenedImages | undefined> {
  const kept = await cache.find(stamp);
  const fresh = kept?.redraws === redraws ? await refreshSet(kept, tools) : undefined;
  if (fresh === undefined) return undefined;
  const learned = await fillKnownFacts(fresh.columns, tools);
  if (fresh.isOther || learned > 0) void cache.keep(stamp, fresh);
  return { ...drawnOf(fresh.columns), source: fresh.source, notes: fresh.notes };
}

interface Opening {
  readonly cache: SetCache;
  readonly tools: OpeningTools;
}

async function* openAnew(
  workspace: string,
  { stamp, source: asked, redraws }: AskedImages,
  { cache, tools }: Opening,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, OpenedImages> {
  if (asked === undefined) {
    throw new Failure('set-unknown', 'The engine does not know these images; open them with what they come from.');
  }
  const source = await sourceWithRedraws(workspace, asked);
  const { columns, parts, notes } = yield* readSource(source, tools, signal);
  await fillKnownFacts(columns, tools);
  if (parts !== undefined) void cache.keep(stamp, { columns, source: frameOf(source), parts, redraws });
  return { ...drawnOf(columns), source: frameOf(source), notes };
}

/** The engine remembers images by their stamp: that of others would be shown for them. */
function requireStamp({ stamp, source }: AskedImages): void {
  if (source === undefined || stampOf(source) === stamp) return;
  throw new Failure('plan-invalid', 'The images are of another stamp than they are asked for by; open them again.');
}

/** What was learned of pixels before. @returns of how many images */
async function fillKnownFacts(columns: ImageColumns, tools: OpeningTools): Promise<number> {
  const { count, digests, numbers } = columns;
  const rows: number[] = [];
  for (let row = 0; row < count; row++) {
    const isUnknown = Number.isNaN(numbers.brightness[row]) || !isKnown(digests.pixels, row);
    if (isUnknown && isKnown(digests.hash, row)) rows.push(row);
  }
  if (rows.length === 0) return 0;
  const known = await tools.knownPictures();
  const found = rows.filter((row) => {
    const facts = known.get(digestAt(digests.hash, row) ?? '');
    if (facts !== undefined) fillFacts(columns, row, facts);
    return facts !== undefined;
  });
  return found.length;
}

/** Of images that are drawn, each file once. */
function drawnOf(columns: ImageColumns): Pick<OpenedImages, 'columns' | 'missing'> {
  const { count, digests } = columns;
  const known = new DigestTable(count);
  const files = digestWords(digests.hash);
  const rows = new Uint32Array(count);
  let missing = 0;
  for (let row = 0; row < count; row++) {
    const found = known.count;
    if (!isKnown(digests.hash, row)) missing++;
    else if (known.addAt(files, row) === found) rows[found] = row;
  }
  if (known.count === count) return { columns, missing };
  return { columns: gathered(columns, rows.slice(0, known.count)), missing };
}
