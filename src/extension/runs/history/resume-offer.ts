/** @file Offers, once a start, to go on with runs that were cut off by a crash, a kill or a power cut. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Memento, window } from 'vscode';
import { withoutLinks } from '../../without-links.ts';
import type { RunLibrary } from '../run-library.ts';
import type { RunRow } from './history-tree.ts';
import { interruptedRuns, offerText } from './interrupted-runs.ts';

const declinedKey = 'vlprompt.runs.declined';

/** More than can be there: journals are pruned. */
const remembered = 200;

export interface ResumeOfferParts {
  readonly library: RunLibrary;
  /** Absolute paths of the workspace's folders. */
  readonly folders: readonly string[];
  /** Of this workspace: what was declined. */
  readonly memory: Memento;
  readonly resume: (row: RunRow) => Promise<void>;
}

/** Resolves when it was answered. Starts no engine where nothing was ever run. */
export async function offerToResume({ library, folders, memory, resume }: ResumeOfferParts): Promise<void> {
  const declined = new Set(memory.get<readonly string[]>(declinedKey, []));
  const used = folders.filter(hasJournals);
  await Promise.all(used.map((folder) => library.refresh(folder)));
  const rows = used.flatMap((folder) =>
    interruptedRuns(library.of(folder).runs ?? [], declined).map((run): RunRow => ({ kind: 'run', folder, run })),
  );
  const text = offerText(rows.map(({ run }) => run));
  if (text === undefined) return;
  const label = rows.length === 1 ? 'Resume' : 'Resume All';
  const answer = await window.showInformationMessage(withoutLinks(text), label, 'Not Now');
  if (answer === label) return void (await Promise.all(rows.map(resume)));
  // Closed without an answer is no answer: it may be asked again.
  if (answer === undefined) return;
  const ids = [...declined, ...rows.map(({ run }) => run.id)].slice(-remembered);
  await memory.update(declinedKey, ids);
}

function hasJournals(folder: string): boolean {
  const runs = path.join(folder, '.vlprompt', 'runs');
  return existsSync(runs) && readdirSync(runs).some((name) => name.endsWith('.jsonl'));
}
