/** @file What is told of each run in a list of all of them. */
import type { RunId, RunOutcome, RunSummary } from '../../protocol/runs.ts';
import type { JournalFacts } from './read-journal.ts';
import { type NotesOnRuns, subjectKey } from './run-notes.ts';

export interface JournalOfRun {
  readonly run: RunId;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Whether the process that writes it lives. */
  readonly isAtWork: boolean;
  /** Absent of what is torn at its beginning or of another version. */
  readonly facts?: JournalFacts;
}

type ReadableRun = JournalOfRun & { readonly facts: JournalFacts };

/** @param journals the oldest first, as are the summaries */
export function summariesOf(journals: readonly JournalOfRun[], notes: NotesOnRuns): RunSummary[] {
  const readable = journals.filter((journal): journal is ReadableRun => journal.facts !== undefined);
  const successors = successorsOf(readable);
  return readable.map((journal) => summaryOf(journal, notes, successors.get(journal.run)));
}

function summaryOf(journal: ReadableRun, notes: NotesOnRuns, successor: RunId | undefined): RunSummary {
  const { run, facts } = journal;
  const { start, end, counts } = facts;
  const outcome = outcomeOf(journal);
  const note = notes.notes.get(run);
  return {
    ...start.subject,
    id: run,
    started: start.at,
    ...(end && { ended: end.at }),
    outcome,
    ...(end?.reason !== undefined && { reason: end.reason }),
    images: { total: start.images, ...counts },
    ...(start.resumes !== undefined && { resumes: start.resumes }),
    ...(outcome === 'interrupted' && successor !== undefined && { resumedBy: successor }),
    ...(end?.judged && { verdict: end.judged.verdict, accuracies: end.judged.accuracies }),
    ...(note !== undefined && { note }),
    isPinned: notes.pinned.has(run),
    isBaseline: notes.baselines.get(subjectKey(start.subject)) === run,
  };
}

function outcomeOf({ isAtWork, facts }: ReadableRun): RunOutcome {
  return facts.end?.kind ?? (isAtWork ? 'running' : 'interrupted');
}

/** Which later run went on with each: the one that says so, or the next that was asked for the very same. */
function successorsOf(oldestFirst: readonly ReadableRun[]): ReadonlyMap<RunId, RunId> {
  const successors = new Map<RunId, RunId>();
  const lastOfPlan = new Map<string, RunId>();
  for (const { run, facts } of oldestFirst) {
    const { subject, plan, resumes } = facts.start;
    const asked = `${subjectKey(subject)}\n${plan}`;
    const before = lastOfPlan.get(asked);
    if (before !== undefined) successors.set(before, run);
    if (resumes !== undefined) successors.set(resumes, run);
    lastOfPlan.set(asked, run);
  }
  return successors;
}
