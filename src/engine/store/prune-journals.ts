/** @file Journals of runs that are over are read by nobody but the curious, so only the last of them are kept. */
import type { JournalEntry } from './run-journal.ts';
import type { StoreFiles, StorePath } from './store-files.ts';

const kept = 200;

/** Milliseconds. */
const oldest = 30 * 24 * 60 * 60_000;

const endings: readonly JournalEntry['kind'][] = ['end', 'cancelled', 'failed'];

/** Begins with the time, so that the order of names is the order of runs. */
const journalName = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})\d*Z-\d+-\d+\.jsonl$/;

/**
 * Removes journals of runs that ended, when they are old or when there are many newer ones. One without an ending tells
 * of a run that is at work or was killed, and stays.
 * @param now milliseconds since 1970
 */
export async function pruneJournals(files: StoreFiles, now = Date.now()): Promise<void> {
  const newestFirst = (await files.list('runs/.')).filter((name) => journalName.test(name)).reverse();
  for (const [place, name] of newestFirst.entries()) {
    const isSuperfluous = place >= kept || now - startOf(name) > oldest;
    if (isSuperfluous && (await hasEnded(files, `runs/${name}`))) await files.remove(`runs/${name}`);
  }
}

function startOf(name: string): number {
  const [, year, month, day, hour, minute, second] = (journalName.exec(name) ?? []).map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}

async function hasEnded(files: StoreFiles, journal: StorePath): Promise<boolean> {
  const lines = ((await files.read(journal)) ?? '').toString().trimEnd().split('\n');
  try {
    const { kind }: Partial<JournalEntry> = JSON.parse(lines.at(-1) ?? '');
    return kind !== undefined && endings.includes(kind);
  } catch {
    return false; // Torn: the run was killed while it wrote.
  }
}
