/** @file The images of a curation, drawn and real, with scores and what reviewers say. */
import type { CuratePlan, DataPlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { FoldPolicy } from '../../../protocol/decisions.ts';
import type { DrawnImage } from '../../../protocol/engine.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { readAllDecisions, readDecisions } from '../decisions/decision-log.ts';
import { foldTeam, pixelNames, type TeamDecision } from '../decisions/fold-team.ts';
import { toldApart } from '../decisions/told-apart.ts';
import { curationWithRedraws } from '../redraws/with-redraws.ts';
import type { CurationTools } from './curation-tools.ts';
import { type Sample, sampleOf } from './sample.ts';

export interface SampleTable {
  /** In the order of sources, cells and images; each file once. */
  readonly samples: readonly Sample[];
  /** Images that are not drawn. */
  readonly missing: number;
  /** Pairs of which somebody said that neither repeats the other: digests of pixels. */
  readonly apart: readonly (readonly [string, string])[];
  /** What was left out, each in one sentence. */
  readonly notes: readonly string[];
}

/**
 * Images of the classes that the curation keeps. Nothing is drawn and nothing is scored.
 * @param workspace absolute
 * @param onlyBy whose decisions alone count, as they stand; absent: everybody's, by the policy
 * @throws Failure as `lookup`, `lookupScores`, `readData`, `describePictures` and `readAllDecisions`
 */
export async function* sampleTable(
  workspace: string,
  curation: CuratePlan,
  policy: FoldPolicy,
  tools: CurationTools,
  signal: AbortSignal,
  onlyBy?: string,
): AsyncGenerator<EvaluateProgress, SampleTable> {
  const tables: SourceTable[] = [];
  const { from } = await curationWithRedraws(workspace, curation);
  for (const source of from) {
    tables.push(
      source.kind === 'recipe'
        ? await drawnSamples(source.recipe, curation, tools)
        : yield* realSamples(source.data, curation, tools, signal),
    );
  }
  const samples = firstOfEach(tables.flatMap((table) => table.samples));
  const logs = onlyBy === undefined ? await readAllDecisions(workspace) : await ownDecisions(workspace, onlyBy);
  const decisions = onlyBy === undefined ? foldTeam(logs, policy, curation.reviewers) : foldTeam(logs, ownWord);
  return {
    samples: yield* decided(samples, decisions, { ...curation, pixels: pixelNames(logs) }, tools, signal),
    missing: tables.reduce((sum, { missing }) => sum + missing, 0),
    apart: toldApart(logs),
    notes: tables.flatMap(({ notes }) => notes),
  };
}

/** Of one reviewer's words there is nothing to settle. */
const ownWord: FoldPolicy = { kind: 'any-reject' };

async function ownDecisions(workspace: string, reviewer: string) {
  return new Map([[reviewer, await readDecisions(workspace, reviewer)]]);
}

type SourceTable = Pick<SampleTable, 'samples' | 'missing' | 'notes'>;

function firstOfEach(samples: readonly Sample[]): readonly Sample[] {
  const known = new Map<string, Sample>();
  for (const sample of samples) if (!known.has(sample.hash)) known.set(sample.hash, sample);
  return [...known.values()];
}

async function drawnSamples(
  recipe: RecipePlan,
  { judging }: CuratePlan,
  tools: Pick<CurationTools, 'lookup' | 'lookupScores'>,
): Promise<SourceTable> {
  const [drawn, scores] = [await tools.lookup(recipe), await tools.lookupScores(recipe)];
  const kept = new Set(judging.classes.map(({ name }) => name));
  const samples: Sample[] = [];
  let missing = 0;
  for (const [index, cell] of recipe.cells.entries()) {
    const of = recipe.rows[cell.row]?.class;
    if (of !== undefined && !kept.has(of)) continue;
    for (const [place, image] of cell.images.entries()) {
      const picture = drawn.cells[index]?.[place];
      if (!isThere(picture)) missing++;
      else samples.push(sampleOf(recipe, cell, image, picture, scores, scores?.cells[index]?.[place] ?? null));
    }
  }
  return { samples, missing, notes: [] };
}

async function* realSamples(
  data: DataPlan,
  { judging }: CuratePlan,
  tools: Pick<CurationTools, 'readData'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, SourceTable> {
  const names = judging.classes.map(({ name }) => name);
  const { images, skipped } = yield* tools.readData(data, signal, names);
  const kept = new Set(names);
  const samples = images
    .filter(({ label }) => label === null || kept.has(label))
    .map(({ file, hash, label }) => ({ file, hash, from: data.name, ...(label !== null && { class: label }) }));
  return { samples, missing: 0, notes: skipped.map(({ file, reason }) => `${file}: ${reason}`) };
}

interface Names extends Pick<CuratePlan, 'name'> {
  /** Hex SHA-256 of files → that of their pixels. */
  readonly pixels: ReadonlyMap<string, string>;
}

/** An image written anew is known by its pixels: pictures are opened only where there may be one. */
async function* decided(
  samples: readonly Sample[],
  decisions: ReadonlyMap<string, TeamDecision>,
  { name, pixels }: Names,
  tools: Pick<CurationTools, 'describePictures'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly Sample[]> {
  if (decisions.size === 0) return samples;
  const strangers = samples.filter(({ hash }) => !pixels.has(hash));
  const looked = unseen(samples, pixels, decisions) ? strangers : [];
  const described = yield* tools.describePictures(name, looked, signal);
  return samples.map((sample) => {
    const facts = described.get(sample.file);
    const read = facts !== undefined && 'pixels' in facts ? facts.pixels : undefined;
    const decision = decisions.get(pixels.get(sample.hash) ?? read ?? sample.hash);
    return decision ? { ...sample, decision } : sample;
  });
}

/** Whether anything was decided about an image that is in none of these files: it may have been written anew. */
function unseen(
  samples: readonly Sample[],
  names: ReadonlyMap<string, string>,
  decisions: ReadonlyMap<string, TeamDecision>,
): boolean {
  const seen = new Set(samples.map(({ hash }) => names.get(hash) ?? hash));
  return [...decisions.keys()].some((name) => !seen.has(name));
}

function isThere(
  image: DrawnImage | undefined,
): image is DrawnImage & { readonly file: string; readonly hash: string } {
  return image?.file !== undefined && image.hash !== undefined;
}
