/** @file What a reviewer decided about the images of a recipe, and deciding. */
import { createHash } from 'node:crypto';
import type { DecisionRequest, RecipeDecisions } from '../../../protocol/decisions.ts';
import { undecided } from '../../../protocol/decisions.ts';
import type { DrawnImage, DrawnRecipe } from '../../../protocol/engine.ts';
import { decodeImage } from '../../images/decode-image.ts';
import type { ActEvent, UndoEvent } from './decision-event.ts';
import { appendDecisions, readDecisions } from './decision-log.ts';
import { foldDecisions, lastStep } from './fold-decisions.ts';
import { UlidSource } from './ulid.ts';

/**
 * @param drawn what is drawn of the recipe
 * @throws Failure as `readDecisions`
 */
export async function recipeDecisions(
  workspace: string,
  { recipe, cells }: DrawnRecipe,
  reviewer: string,
): Promise<RecipeDecisions> {
  const decisions = foldDecisions(await readDecisions(workspace, reviewer));
  return {
    recipe,
    cells: cells.map((images) =>
      images.map(({ hash }) => (hash === undefined ? null : (decisions.get(hash) ?? undecided))),
    ),
  };
}

const ids = new UlidSource();
/** Whose last event is known: what comes after it sorts after it, even if the clock went back meanwhile. */
const known = new Set<string>();

/**
 * Keeps a decision on the disk.
 * @throws Failure as `appendDecisions` and `readDecisions`; `image-corrupt` and `file-unreadable` of an image
 */
export async function decide(
  workspace: string,
  drawn: DrawnRecipe,
  { keys, act, reviewer }: Omit<DecisionRequest, 'recipe'>,
): Promise<void> {
  await learnLast(workspace, reviewer);
  if (act === 'undo') return undo(workspace, reviewer);
  const images = new Map(drawn.cells.flat().map((image) => [image.key, image]));
  const decided = [...new Set(keys)].flatMap((key) => images.get(key) ?? []).filter(isThere);
  const batch = decided.length > 1 ? { batch: ids.next() } : {};
  const events: ActEvent[] = [];
  for (const { key, file, hash } of decided) {
    events.push({ ...headOf(reviewer), op: act, image: hash, pixels: await pixelDigest(file), key, ...batch });
  }
  await appendDecisions(workspace, reviewer, events);
}

async function learnLast(workspace: string, reviewer: string): Promise<void> {
  const name = `${workspace}\n${reviewer}`;
  if (known.has(name)) return;
  const last = (await readDecisions(workspace, reviewer)).at(-1);
  if (last) ids.riseAbove(last.id);
  known.add(name);
}

async function undo(workspace: string, reviewer: string): Promise<void> {
  const of = lastStep(await readDecisions(workspace, reviewer));
  if (of === undefined) return;
  const event: UndoEvent = { ...headOf(reviewer), op: 'undo', of };
  await appendDecisions(workspace, reviewer, [event]);
}

function headOf(reviewer: string) {
  return { id: ids.next(), ts: new Date().toISOString(), by: reviewer };
}

function isThere(image: DrawnImage): image is DrawnImage & { readonly file: string; readonly hash: string } {
  return image.file !== undefined && image.hash !== undefined;
}

/** Hex SHA-256 of `<width>x<height>`, a newline, and the pixels as RGB of 8 bits from the top left. */
async function pixelDigest(file: string): Promise<string> {
  const { width, height, data } = await decodeImage(file);
  return createHash('sha256').update(`${width}x${height}\n`).update(data).digest('hex');
}
