/**
 * @file What people say of runs: notes, pins, baselines. One file for all runs, appended to only, the last line wins; a
 * line that a killed process left torn is passed over.
 */
import type { RunId, RunSubject } from '../../protocol/runs.ts';
import type { StoreFiles, StorePath } from '../store/store-files.ts';

export type RunNote =
  | { readonly kind: 'note'; readonly run: RunId; readonly note: string }
  | { readonly kind: 'pin'; readonly run: RunId; readonly isPinned: boolean }
  | { readonly kind: 'baseline'; readonly run: RunId; readonly subject: string; readonly isBaseline: boolean };

export interface NotesOnRuns {
  readonly notes: ReadonlyMap<RunId, string>;
  readonly pinned: ReadonlySet<RunId>;
  /** By subject. */
  readonly baselines: ReadonlyMap<string, RunId>;
}

const file: StorePath = 'runs/notes.jsonl';

export class RunNotes {
  readonly #files: StoreFiles;

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  async read(): Promise<NotesOnRuns> {
    const bytes = await this.#files.read(file);
    const notes = new Map<RunId, string>();
    const pinned = new Set<RunId>();
    const baselines = new Map<string, RunId>();
    for (const line of (bytes?.toString('utf8') ?? '').split('\n'))
      apply(parseNote(line), { notes, pinned, baselines });
    return { notes, pinned, baselines };
  }

  /** @throws Failure `store-read-only`, `disk-full` */
  async add(...notes: readonly RunNote[]): Promise<void> {
    const bytes = await this.#files.read(file);
    const isTorn = bytes !== undefined && bytes.length > 0 && bytes.at(-1) !== newline;
    const at = new Date().toISOString();
    const lines = notes.map((note) => `${JSON.stringify({ at, ...note })}\n`);
    await this.#files.append(file, `${isTorn ? '\n' : ''}${lines.join('')}`);
  }
}

const newline = '\n'.charCodeAt(0);

/** Runs of one subject are compared with one another. */
export function subjectKey({ kind, name, file: prompts }: RunSubject): string {
  return JSON.stringify([kind, prompts, name]);
}

interface Applied {
  readonly notes: Map<RunId, string>;
  readonly pinned: Set<RunId>;
  readonly baselines: Map<string, RunId>;
}

function apply(note: RunNote | undefined, { notes, pinned, baselines }: Applied): void {
  if (note?.kind === 'note') {
    if (note.note === '') notes.delete(note.run);
    else notes.set(note.run, note.note);
  }
  if (note?.kind === 'pin') {
    if (note.isPinned) pinned.add(note.run);
    else pinned.delete(note.run);
  }
  if (note?.kind === 'baseline') {
    if (note.isBaseline) baselines.set(note.subject, note.run);
    else if (baselines.get(note.subject) === note.run) baselines.delete(note.subject);
  }
}

const tests: { readonly [K in RunNote['kind']]: (note: { readonly [name: string]: unknown }) => boolean } = {
  note: ({ note }) => typeof note === 'string',
  pin: ({ isPinned }) => typeof isPinned === 'boolean',
  baseline: ({ subject, isBaseline }) => typeof subject === 'string' && typeof isBaseline === 'boolean',
};

function parseNote(text: string): RunNote | undefined {
  try {
    const note: Partial<RunNote> | null = JSON.parse(text); // Written by us; each field is looked at.
    if (typeof note?.kind !== 'string' || !Object.hasOwn(tests, note.kind) || typeof note.run !== 'string') {
      return undefined;
    }
    return tests[note.kind](note) ? (note as RunNote) : undefined;
  } catch {
    return undefined;
  }
}
