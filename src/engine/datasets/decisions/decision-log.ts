/**
 * @file A reviewer's decisions on disk: `reviews/<reviewer>/<yyyy-mm>.jsonl` in the workspace, in git. Files are only
 * ever appended to, a decision in one write with its newline last, and on the disk before it counts as made. What a
 * crash tore off is no event; lines that two branches both have count once.
 */
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { systemCode } from '../../files/system-code.ts';
import { resolveInside } from '../../files/workspace-path.ts';
import { type DecisionEvent, eventLine, readEvent } from './decision-event.ts';
import { reviewerFolder } from './reviewer-folder.ts';

/** Relative to the workspace. */
const reviewsFolder = 'reviews';

/** Also `2026-03-2.jsonl`: a copy that somebody laid beside the month's own file. */
const monthFile = /^\d{4}-\d{2}(-\d+)?\.jsonl$/;

/** Bytes of a file; a month of decisions, one a second, takes less. */
export const LARGEST_LOG = 256 << 20;

/**
 * All events of one reviewer, each once, in the order of their ids. Files of months lie beside others' notes: what has
 * another name, and what is no event, is passed over.
 * @param workspace absolute
 * @throws Failure `file-unreadable`, `path-outside-workspace`
 */
export async function readDecisions(workspace: string, reviewer: string): Promise<readonly DecisionEvent[]> {
  const folder = await resolveInside(workspace, `${reviewsFolder}/${reviewerFolder(reviewer)}`);
  if (folder === undefined) return [];
  return unionOf((await linesIn(folder)).filter(({ event }) => event.by === reviewer));
}

/**
 * The events of everybody, by reviewer.
 * @param workspace absolute
 * @param isWanted of a line as it is written: others are not read, which is quicker
 * @throws Failure `file-unreadable`, `path-outside-workspace`
 */
export async function readAllDecisions(
  workspace: string,
  isWanted?: (line: string) => boolean,
): Promise<ReadonlyMap<string, readonly DecisionEvent[]>> {
  const lines: (readonly EventLine[])[] = [];
  for (const file of await decisionFiles(workspace)) lines.push(await linesOf(file, isWanted));
  return new Map([...grouped(lines.flat())].map(([by, each]) => [by, unionOf(each)]));
}

/**
 * Every file of decisions, of all reviewers and months; absolute paths in a fixed order.
 * @throws Failure `file-unreadable`, `path-outside-workspace`
 */
export async function decisionFiles(workspace: string): Promise<readonly string[]> {
  const folder = await resolveInside(workspace, reviewsFolder);
  const files: string[] = [];
  for (const name of folder === undefined ? [] : await foldersIn(folder)) {
    const reviewer = await resolveInside(workspace, `${reviewsFolder}/${name}`);
    if (reviewer !== undefined) files.push(...(await monthsIn(reviewer)).map((month) => path.join(reviewer, month)));
  }
  return files;
}

interface EventLine {
  readonly event: DecisionEvent;
  readonly line: string;
}

function grouped(lines: readonly EventLine[]): ReadonlyMap<string, readonly EventLine[]> {
  const groups = new Map<string, EventLine[]>();
  for (const line of lines) {
    const group = groups.get(line.event.by);
    if (group) group.push(line);
    else groups.set(line.event.by, [line]);
  }
  return groups;
}

/** Each event once. Of two that somebody made of one by hand the same one counts, whichever comes first. */
function unionOf(lines: readonly EventLine[]): readonly DecisionEvent[] {
  const known = new Map<string, EventLine>();
  for (const each of lines) {
    const other = known.get(each.event.id);
    if (other === undefined || other.line < each.line) known.set(each.event.id, each);
  }
  return [...known.values()].map(({ event }) => event).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * How large the files of a reviewer are, in bytes: whether somebody else has added to them is seen by it.
 * @throws Failure `file-unreadable`, `path-outside-workspace`
 */
export async function decisionBytes(workspace: string, reviewer: string): Promise<number> {
  const folder = await resolveInside(workspace, `${reviewsFolder}/${reviewerFolder(reviewer)}`);
  if (folder === undefined) return 0;
  const sizes = (await monthsIn(folder)).map(async (name) => (await lstat(path.join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/**
 * Adds events to the reviewer's file of this month. Resolves when they are on the disk.
 * @returns how many bytes were added
 * @throws Failure `file-unwritable`, `disk-full`, `path-outside-workspace` when `reviews` is a link that leads out
 */
export async function appendDecisions(
  workspace: string,
  reviewer: string,
  events: readonly DecisionEvent[],
): Promise<number> {
  const [first] = events;
  if (first === undefined) return 0;
  const relative = `${reviewsFolder}/${reviewerFolder(reviewer)}`;
  try {
    await requireNoWayOut(workspace, relative);
    await mkdir(path.join(workspace, relative), { recursive: true });
    return await append(path.join(workspace, relative, `${first.ts.slice(0, 7)}.jsonl`), events.map(eventLine));
  } catch (error) {
    throw decisionFailure(error, path.join(workspace, relative));
  }
}

/** Before folders are made, too: a link at either step could lead them elsewhere. */
async function requireNoWayOut(workspace: string, relative: string): Promise<void> {
  await resolveInside(workspace, reviewsFolder);
  await resolveInside(workspace, relative);
}

async function monthsIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => monthFile.test(name)).sort();
  } catch (error) {
    throw unreadableDecisions(folder, error);
  }
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    throw unreadableDecisions(folder, error);
  }
}

async function linesIn(folder: string): Promise<readonly EventLine[]> {
  const lines: (readonly EventLine[])[] = [];
  for (const name of await monthsIn(folder)) lines.push(await linesOf(path.join(folder, name)));
  return lines.flat();
}

async function linesOf(file: string, isWanted: (line: string) => boolean = () => true): Promise<readonly EventLine[]> {
  const text = await textOf(file);
  // What follows the last newline was torn off, even where it reads as whole: it may be the half of a number.
  const lines = text.split('\n').slice(0, -1);
  return lines.flatMap((line) => {
    const event = isWanted(line) ? readEvent(line) : undefined;
    return event ? { event, line } : [];
  });
}

async function textOf(file: string): Promise<string> {
  try {
    const status = await lstat(file);
    // A repository may come with a link to a file without an end.
    if (!status.isFile() || status.size > LARGEST_LOG) throw new Error('no ordinary file of decisions');
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadableDecisions(file, error);
  }
}

/** Bytes of whole lines that are written at once: a hundred thousand lines in a write each take seconds. */
const PIECE = 1 << 16;

/**
 * Whole lines a write: whoever reads meanwhile, or after a crash, finds whole lines but for the last; and what two windows
 * of one reviewer append at the same time stands line after line.
 */
async function append(file: string, lines: readonly string[]): Promise<number> {
  const handle = await open(file, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | noFollow, 0o644);
  try {
    const whole = lines.map((line) => `${line}\n`);
    const written = (await isTorn(handle)) ? ['\n', ...whole] : whole;
    for (const piece of piecesOf(written)) await handle.writeFile(piece);
    await handle.datasync();
    return Buffer.byteLength(written.join(''));
  } finally {
    await handle.close();
  }
}

function* piecesOf(lines: readonly string[]): Generator<string> {
  let piece = '';
  for (const line of lines) {
    if (piece.length > 0 && piece.length + line.length > PIECE) {
      yield piece;
      piece = '';
    }
    piece += line;
  }
  if (piece.length > 0) yield piece;
}

/** Windows has no such flag, and its links are made by administrators. */
const noFollow = constants.O_NOFOLLOW ?? 0;

async function isTorn(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== 0x0a;
}

/** Of a file or a folder. */
export function unreadableDecisions(file: string, cause: unknown): Failure {
  const text = `${file} cannot be read; check that it is a file of its own, and its permissions.`;
  return new Failure('file-unreadable', text, { cause });
}

function decisionFailure(error: unknown, folder: string): unknown {
  if (Failure.is(error)) return error;
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const sentence = `The disk of ${folder} is full, and the decision was not kept; free some space and decide again.`;
    return new Failure('disk-full', sentence, { cause: error });
  }
  const sentence = `The decision cannot be written to ${folder}; make the folder writable and decide again.`;
  return code === undefined ? error : new Failure('file-unwritable', sentence, { cause: error });
}
