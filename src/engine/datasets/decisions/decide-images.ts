/** @file Deciding about images: events with names that rise, on the disk before they count. */
import type { DecisionChange, StepsTaken } from '../../../protocol/decisions.ts';
import { Pauses } from '../../pauses.ts';
import type { ActEvent, DecisionEvent, UndoEvent } from './decision-event.ts';
import { appendDecisions, decisionBytes, readDecisions } from './decision-log.ts';
import { pixelDigest } from './pixel-digest.ts';
import { actsOf, lastStep, lastUndos } from './standing-events.ts';
import { UlidSource } from './ulid.ts';

export interface PictureFile {
  /** The plan's key; absent for an image that no plan draws. */
  readonly key?: string;
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of the file. */
  readonly hash: string;
  /** Hex SHA-256 of size and pixels, where it is known without opening the file. */
  readonly pixels?: string;
}

/** What was written down. */
export interface WrittenStep {
  /** By which it is taken back: the id of the event, or of their batch; empty of nothing. */
  readonly step: string;
  readonly events: readonly DecisionEvent[];
}

const ids = new UlidSource();
/** How large a reviewer's files were when their last event was known: what comes later sorts after it. */
const known = new Map<string, number>();

/**
 * Keeps one decision about all of the images on the disk, as one step to undo.
 * @param change the same of all, or of each its own
 * @throws Failure as `appendDecisions` and `readDecisions`; `image-corrupt` and `file-unreadable` of an image
 */
export async function decideImages(
  workspace: string,
  reviewer: string,
  images: readonly PictureFile[],
  change: DecisionChange | ((image: PictureFile) => DecisionChange),
): Promise<WrittenStep> {
  const bytes = await learnLast(workspace, reviewer);
  const batch = images.length > 1 ? { batch: ids.next() } : {};
  const events: ActEvent[] = [];
  const pauses = new Pauses();
  for (const image of images) {
    const { key, file, hash, pixels } = image;
    const said = ofMany(typeof change === 'function' ? change(image) : change, images.length);
    const name = { image: hash, pixels: pixels ?? (await pixelDigest(file)), ...(key !== undefined && { key }) };
    events.push({ ...headOf(reviewer), ...said, ...name, ...batch });
    await pauses.take();
  }
  return append(workspace, reviewer, events, bytes);
}

/** How long one image was looked at says nothing of many. */
function ofMany(change: DecisionChange, images: number): DecisionChange {
  const { ms: _, ...said } = change;
  return images > 1 ? said : change;
}

/**
 * Takes back one step of the reviewer's, whichever it is; an undo that is taken back makes its step count again. Whether
 * there is such a step is not looked at: an undo of what is not there changes nothing.
 * @param step as of `WrittenStep`
 * @throws Failure as `appendDecisions` and `readDecisions`
 */
export async function takeStepBack(workspace: string, reviewer: string, step: string): Promise<WrittenStep> {
  const bytes = await learnLast(workspace, reviewer);
  return append(workspace, reviewer, [{ ...headOf(reviewer), op: 'undo', of: step }], bytes);
}

/** @param bytes of the reviewer's files before */
async function append(
  workspace: string,
  reviewer: string,
  events: readonly DecisionEvent[],
  bytes: number,
): Promise<WrittenStep> {
  known.set(nameOf(workspace, reviewer), bytes + (await appendDecisions(workspace, reviewer, events)));
  return { step: stepOfEvent(events[0]), events };
}

function stepOfEvent(event: DecisionEvent | undefined): string {
  if (event === undefined || event.op === 'undo') return event?.id ?? '';
  return event.batch ?? event.id;
}

/**
 * Takes back the reviewer's last steps that stand, the last first. All of them are written at once.
 * @throws Failure as `appendDecisions` and `readDecisions`
 */
export function undoSteps(workspace: string, reviewer: string, steps: number): Promise<StepsTaken> {
  return takeBack(workspace, reviewer, steps, (events) => lastStep(events) ?? []);
}

/**
 * Takes the last undos back, as long as nothing was decided after them; what they took back counts again.
 * @throws Failure as `appendDecisions` and `readDecisions`
 */
export function redoSteps(workspace: string, reviewer: string, steps: number): Promise<StepsTaken> {
  return takeBack(workspace, reviewer, steps, (events) => lastUndos(events).map(({ id }) => id));
}

/** @param next ids of the events that the next step takes back; none when there is no step left */
async function takeBack(
  workspace: string,
  reviewer: string,
  steps: number,
  next: (events: readonly DecisionEvent[]) => string | readonly string[],
): Promise<StepsTaken> {
  await learnLast(workspace, reviewer);
  const before = await readDecisions(workspace, reviewer);
  const written: UndoEvent[] = [];
  const images = new Set<string>();
  let step = 0;
  for (; step < steps; step++) {
    const events = [...before, ...written];
    const taken = [next(events)].flat();
    if (taken.length === 0) break;
    for (const of of taken) {
      for (const { image } of actsOf(events, stepOf(before, of))) images.add(image);
      written.push({ ...headOf(reviewer), op: 'undo', of });
    }
  }
  await appendDecisions(workspace, reviewer, written);
  return { steps: step, images: images.size };
}

/** The step itself, of one of its undos. */
function stepOf(events: readonly DecisionEvent[], id: string): string {
  const event = events.find((each) => each.id === id);
  return event?.op === 'undo' ? event.of : id;
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

/**
 * What whoever keeps up with a reviewer's files knows already, so that they are not read again for it.
 * @param id of the reviewer's last event
 * @param bytes of the reviewer's files
 */
export function knowLast(workspace: string, reviewer: string, id: string, bytes: number): void {
  ids.riseAbove(id);
  known.set(nameOf(workspace, reviewer), bytes);
}

function nameOf(workspace: string, reviewer: string): string {
  return `${workspace}\n${reviewer}`;
}

function headOf(reviewer: string) {
  return { id: ids.next(), ts: new Date().toISOString(), by: reviewer };
}
