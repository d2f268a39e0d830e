/** @file A set as the cache has it → as it is by now: only what was missing then is looked up. */
import type { JudgingPlan, RecipePlan } from '../../../../language/plan/plan.ts';
import { Failure } from '../../../../protocol/failure.ts';
import type { ImageSource } from '../../../../protocol/image-sets.ts';
import type { Executor } from '../../../executor.ts';
import { Pauses } from '../../../pauses.ts';
import { DigestTable, digestWords } from '../columns/digest-table.ts';
import { digestAt, type ImageColumns, isKnown, setDigest } from '../columns/image-columns.ts';
import type { KeptPart, KeptSet } from './kept-set.ts';

export type RefreshTools = Pick<Executor, 'artefactsOf' | 'findArtefact' | 'storedHashes' | 'knownScores'>;

export interface RefreshedSet extends KeptSet {
  /** Whether anything is another than it was kept. */
  readonly isOther: boolean;
  /** What could not be had, each in one sentence. */
  readonly notes: readonly string[];
}

/**
 * Changes the columns.
 * @returns undefined when another model draws by now, so that all is to be looked up anew
 * @throws Failure of models
 */
export async function refreshSet(kept: KeptSet, tools: RefreshTools): Promise<RefreshedSet | undefined> {
  const recipes = recipesOf(kept.source);
  if (recipes.length !== kept.parts.length) return undefined;
  for (const [at, { painter }] of kept.parts.entries()) {
    if ((await tools.artefactsOf(recipes[at]!)).painter !== painter) return undefined;
  }
  const found = await refreshFiles(kept.columns, tools);
  const parts: KeptPart[] = [];
  const notes = new Set<string>();
  let scored = 0;
  for (const [at, part] of kept.parts.entries()) {
    const { name, judging } = recipes[at]!;
    const { judge, count, problem } = await refreshScores(kept.columns, part, judging, tools);
    parts.push({ ...part, judge });
    scored += count;
    if (problem !== undefined) notes.add(unscored(name, problem));
  }
  return { ...kept, parts, isOther: found + scored > 0, notes: [...notes] };
}

/** For people. */
export function unscored(recipe: string, { message }: Failure): string {
  return `Scores of \`${recipe}\` are not known: ${message}`;
}

export function recipesOf(source: ImageSource): readonly RecipePlan[] {
  if (source.kind === 'recipes') return source.recipes;
  return source.curation.from.flatMap((each) => (each.kind === 'recipe' ? each.recipe : []));
}

/** @returns how many images came or went */
async function refreshFiles({ count, digests }: ImageColumns, tools: RefreshTools): Promise<number> {
  const there = new DigestTable();
  for await (const hashes of tools.storedHashes()) for (const hash of hashes) there.add(hash);
  const files = digestWords(digests.hash);
  const pauses = new Pauses();
  let changed = 0;
  for (let row = 0; row < count; row++) {
    if (isKnown(digests.hash, row) && there.findAt(files, row) >= 0) continue;
    const artefact = digestAt(digests.artefact, row);
    if (artefact === undefined) continue;
    const before = digestAt(digests.hash, row);
    const now = tools.findArtefact(artefact);
    if (now !== before) {
      setFile(digests, row, now);
      changed++;
    }
    await pauses.take();
  }
  return changed;
}

/** What was known of the pixels was of another file. */
function setFile(digests: ImageColumns['digests'], row: number, hash: string | undefined): void {
  setDigest(digests.hash, row, hash ?? '0'.repeat(64));
  setDigest(digests.pixels, row, '0'.repeat(64));
}

interface RefreshedScores {
  /** By now. */
  readonly judge: string;
  /** Scores that are others. */
  readonly count: number;
  /** Why they cannot be had. */
  readonly problem?: Failure;
}

/** Without a judge that can be had, what was known stays. */
async function refreshScores(
  columns: ImageColumns,
  part: KeptPart,
  judging: JudgingPlan | undefined,
  tools: RefreshTools,
): Promise<RefreshedScores> {
  if (judging === undefined) return { judge: '', count: 0 };
  const known = await tools.knownScores(judging).catch(asFailure);
  if (Failure.is(known)) return { judge: part.judge, count: 0, problem: known };
  const { judge, open } = known;
  const isAnother = judge !== part.judge;
  const rows = rowsWithout(columns, part, isAnother);
  if (rows.length === 0) return { judge, count: 0 };
  const scores = await open();
  const names = judging.classes.map(({ name }) => columns.pool.add(name));
  const pauses = new Pauses();
  let count = 0;
  for (const row of rows) {
    const words = columns.pool.text(columns.texts.words[row]!) ?? '';
    const actual = names.indexOf(columns.texts.class[row]!);
    const score = scores.get({ hash: digestAt(columns.digests.hash, row) ?? '', words, actual });
    if (score !== undefined || isAnother) count++;
    setScore(columns, row, score, names);
    await pauses.take();
  }
  return { judge, count };
}

function asFailure(error: unknown): Failure {
  if (Failure.is(error)) return error;
  throw error;
}

/** That are drawn and not scored; of another judge, all that are drawn. */
function rowsWithout(
  { numbers, texts, digests }: ImageColumns,
  { from, to }: KeptPart,
  isAnother: boolean,
): readonly number[] {
  const rows: number[] = [];
  for (let row = from; row < to; row++) {
    const isScored = texts.predicted[row] !== 0 || !Number.isNaN(numbers.score[row]);
    if ((isAnother || !isScored) && isKnown(digests.hash, row)) rows.push(row);
  }
  return rows;
}

type KnownScore = ReturnType<Awaited<ReturnType<Awaited<ReturnType<Executor['knownScores']>>['open']>>['get']>;

function setScore({ numbers, texts }: ImageColumns, row: number, score: KnownScore, names: readonly number[]): void {
  const predicted = names[score?.predicted ?? -1] ?? 0;
  const isTold = predicted !== 0;
  texts.predicted[row] = predicted;
  numbers.score[row] = score?.score ?? Number.NaN;
  numbers.margin[row] = isTold ? score!.margin : Number.NaN;
  numbers.confidence[row] = isTold ? score!.confidence : Number.NaN;
}
