/** @file The drawn images of a curation's recipes, with scores and what reviewers say. */
import type { CuratePlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { FoldPolicy } from '../../../protocol/decisions.ts';
import type { DrawnImage, DrawnRecipe } from '../../../protocol/engine.ts';
import type { RecipeScores } from '../../../protocol/scores.ts';
import { readAllDecisions } from '../decisions/decision-log.ts';
import { foldTeam, pixelNames, type TeamDecision } from '../decisions/fold-team.ts';
import { pixelDigest } from '../decisions/pixel-digest.ts';
import { type Sample, sampleOf } from './sample.ts';

/** What is known of recipes; nothing is drawn and nothing is scored. */
export interface KnownRecipes {
  lookup(recipe: RecipePlan): Promise<DrawnRecipe>;
  lookupScores(recipe: RecipePlan): Promise<RecipeScores | null>;
}

export interface SampleTable {
  /** In the order of recipes, cells and images; each file once. */
  readonly samples: readonly Sample[];
  /** Images that are not drawn. */
  readonly missing: number;
}

/**
 * Images of the classes that the curation keeps.
 * @param workspace absolute
 * @throws Failure as `lookup`, `lookupScores` and `readAllDecisions`; `image-corrupt` of an image that may be another's
 */
export async function sampleTable(
  workspace: string,
  curation: CuratePlan,
  policy: FoldPolicy,
  known: KnownRecipes,
): Promise<SampleTable> {
  const tables: SampleTable[] = [];
  for (const source of curation.from) {
    if (source.kind === 'recipe') tables.push(await samplesOf(source.recipe, curation, known));
  }
  return {
    samples: await decided(workspace, [...firstOfEach(tables.flatMap((table) => table.samples))], curation, policy),
    missing: tables.reduce((sum, { missing }) => sum + missing, 0),
  };
}

function firstOfEach(samples: readonly Sample[]): Iterable<Sample> {
  const known = new Map<string, Sample>();
  for (const sample of samples) if (!known.has(sample.hash)) known.set(sample.hash, sample);
  return known.values();
}

async function samplesOf(recipe: RecipePlan, { judging }: CuratePlan, known: KnownRecipes): Promise<SampleTable> {
  const [drawn, scores] = [await known.lookup(recipe), await known.lookupScores(recipe)];
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
  return { samples, missing };
}

async function decided(
  workspace: string,
  samples: readonly Sample[],
  { reviewers }: CuratePlan,
  policy: FoldPolicy,
): Promise<readonly Sample[]> {
  const logs = await readAllDecisions(workspace);
  const decisions = foldTeam(logs, policy, reviewers);
  if (decisions.size === 0) return samples;
  const names = pixelNames(logs);
  const unknown = unseen(samples, names, decisions);
  const known: Sample[] = [];
  for (const sample of samples) {
    const name = names.get(sample.hash) ?? (unknown ? await pixelDigest(sample.file) : sample.hash);
    const decision = decisions.get(name);
    known.push(decision ? { ...sample, decision } : sample);
  }
  return known;
}

/** Whether anything was decided about an image that is in none of these files: it may have been written anew. */
function unseen(
  samples: readonly Sample[],
  names: ReadonlyMap<string, string>,
  decisions: ReadonlyMap<string, TeamDecision>,
): boolean {
  const seen = new Set(samples.flatMap(({ hash }) => names.get(hash) ?? hash));
  return [...decisions.keys()].some((name) => !seen.has(name));
}

function isThere(
  image: DrawnImage | undefined,
): image is DrawnImage & { readonly file: string; readonly hash: string } {
  return image?.file !== undefined && image.hash !== undefined;
}
