/** @file Deciding about images: events with names that rise, on the disk before they count. */
import type { DecisionChange } from '../../../protocol/decisions.ts';
import type { ActEvent, UndoEvent } from './decision-event.ts';
import { appendDecisions, decisionBytes, readDecisions } from './decision-log.ts';
import { lastStep } from './fold-decisions.ts';
import { pixelDigest } from './pixel-digest.ts';
import { UlidSource } from './ulid.ts';

export interface PictureFile {
  /** The plan's key; absent for an image that no plan draws. */
  readonly key?: string;
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of the file. */
  readonly hash: string;
}

const ids = new UlidSource();
/** How large a reviewer's files were when their last event was known: what comes later sorts after it. */
const known = new Map<string, number>();

/**
 * Keeps one decision about all of the images on the disk, as one step to undo.
 * @throws Failure as `appendDecisions` and `readDecisions`; `image-corrupt` and `file-unreadable` of an image
 */
export async function decideImages(
  workspace: string,
  reviewer: string,
  images: readonly PictureFile[],
  change: DecisionChange,
): Promise<void> {
  const bytes = await learnLast(workspace, reviewer);
  const batch = images.length > 1 ? { batch: ids.next() } : {};
  const events: ActEvent[] = [];
  for (const { key, file, hash } of images) {
    const name = { image: hash, pixels: await pixelDigest(file), ...(key !== undefined && { key }) };
    events.push({ ...headOf(reviewer), ...change, ...name, ...batch });
  }
  known.set(nameOf(workspace, reviewer), bytes + (await appendDecisions(workspace, reviewer, events)));
}

/**
 * Takes back the reviewer's last step that stands.
 * @returns how many images it was about; 0 when there is none
 * @throws Failure as `appendDecisions` and `readDecisions`
 */
export async function undoLast(workspace: string, reviewer: string): Promise<number> {
  await learnLast(workspace, reviewer);
  const events = await readDecisions(workspace, reviewer);
  const of = lastStep(events);
  if (of === undefined) return 0;
  const event: UndoEvent = { ...headOf(reviewer), op: 'undo', of };
  await appendDecisions(workspace, reviewer, [event]);
  return events.filter((each) => each.op !== 'undo' && (each.id === of || each.batch === of)).length;
}

/**
 * Even if the clock went back meanwhile, or another window of the same reviewer wrote.
 * @returns the size of the files by now
 */
async function learnLast(workspace: string, reviewer: string): Promise<number> {
  const bytes = await decisionBytes(workspace, reviewer);
  if (known.get(nameOf(workspace, reviewer)) === bytes) return bytes;
  const last = (await readDecisions(workspace, reviewer)).at(-1);
  if (last) ids.riseAbove(last.id);
  return bytes;
}

function nameOf(workspace: string, reviewer: string): string {
  return `${workspace}\n${reviewer}`;
}

function headOf(reviewer: string) {
  return { id: ids.next(), ts: new Date().toISOString(), by: reviewer };
}
