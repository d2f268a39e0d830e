/** @file All runs of a store, of this engine and of others: begun, listed, read, noted, forgotten. */
import { lstat } from 'node:fs/promises';
import type { EvaluationPlan, RecipePlan } from '../../language/plan/plan.ts';
import type { EvaluationReport } from '../../protocol/evaluation.ts';
import { Failure } from '../../protocol/failure.ts';
import type { RunChange, RunId, RunRecord, RunSubject, RunSummary } from '../../protocol/runs.ts';
import { log } from '../log.ts';
import { evaluationShape, recipeShape } from '../serving/shapes/plan-shapes.ts';
import { fits, isReport } from '../serving/shapes/report-shape.ts';
import type { ImageStore } from '../store/image-store.ts';
import type { StoreFiles } from '../store/store-files.ts';
import { drawnInRun } from './drawn-in-run.ts';
import { JOURNAL_VERSION, type JudgedRun } from './journal-line.ts';
import { KeptJson } from './kept-json.ts';
import { type PrunableRun, pruneRuns } from './prune-runs.ts';
import { type JournalFacts, readFacts, readImages } from './read-journal.ts';
import { journalOf, newRunId, runOf } from './run-id.ts';
import { RunJournal } from './run-journal.ts';
import { RunNotes, subjectKey } from './run-notes.ts';
import { type JournalOfRun, summariesOf } from './run-summaries.ts';
import { isThisProcess, isWriterAlive, thisWriter } from './run-writer.ts';

/** What is about to be run. */
export type RunPlan =
  | { readonly kind: 'draw'; readonly recipe: RecipePlan }
  | { readonly kind: 'evaluate'; readonly evaluation: EvaluationPlan };

interface Cached {
  /** Changes whenever the file does. */
  readonly stamp: string;
  readonly facts: JournalFacts | undefined;
}

/** Runs that begin between two looks at what there is to forget. */
const PRUNED_EVERY = 100;

export class RunHistory {
  readonly #files: StoreFiles;
  readonly #images: ImageStore;
  readonly #kept: KeptJson;
  readonly #notes: RunNotes;
  /** Of this process. */
  readonly #atWork = new Set<RunId>();
  readonly #cache = new Map<RunId, Cached>();
  /** The last name that was given: one after the other, as those that begin at once do not see one another on the disk. */
  #named: Promise<RunId | undefined> = Promise.resolve(undefined);
  #begun = 0;

  constructor(files: StoreFiles, images: ImageStore) {
    this.#files = files;
    this.#images = images;
    this.#kept = new KeptJson(files);
    this.#notes = new RunNotes(files);
  }

  /**
   * Begins the journal of a run, which is when it is asked for, so that those that wait are not lost with the process.
   * Where nothing can be written the run goes on without.
   * @param resumes the interrupted run that it goes on with
   */
  async begin(plan: RunPlan, resumes?: RunId): Promise<RunJournal> {
    const id = await this.#nextId();
    const journal = new RunJournal(this.#files, id, () => this.#atWork.delete(id));
    this.#atWork.add(id);
    try {
      const digest = await this.#kept.keep('plans', planOf(plan));
      await journal.start({
        kind: 'start',
        version: JOURNAL_VERSION,
        at: new Date().toISOString(),
        subject: subjectOf(plan),
        plan: digest,
        images: imagesOf(plan),
        writer: thisWriter(),
        ...(resumes !== undefined && { resumes }),
      });
    } catch (error) {
      log.warn(`The plan of this run cannot be kept: ${String(error)}`);
    }
    this.#begun += 1;
    if (this.#begun % PRUNED_EVERY === 0) await this.prune().catch(() => {}); // A courtesy; the next start tries again.
    return journal;
  }

  /** Keeps the report of an evaluation. @returns what its journal ends with; undefined where nothing can be written */
  async keepReport(report: EvaluationReport): Promise<JudgedRun | undefined> {
    try {
      const digest = await this.#kept.keep('reports', report);
      const accuracies = report.sources.map(({ name, accuracy }) => ({ source: name, accuracy }));
      return { report: digest, verdict: report.verdict, accuracies };
    } catch (error) {
      log.warn(`The report of this run cannot be kept: ${String(error)}`);
      return undefined;
    }
  }

  /** The newest first. Journals that did not change since are not read again. */
  async list(): Promise<readonly RunSummary[]> {
    const [journals, notes] = await Promise.all([this.#journals(), this.#notes.read()]);
    return summariesOf(journals, notes).reverse();
  }

  /** @throws Failure `run-missing` */
  async read(run: RunId): Promise<RunRecord> {
    const summary = await this.#summary(run);
    const { facts } = this.#cache.get(run) ?? {};
    if (facts === undefined) throw missing(run);
    const plan = await this.#kept.read('plans', facts.start.plan);
    if (summary.kind === 'evaluate') {
      const digest = facts.end?.judged?.report;
      const report = digest === undefined ? undefined : await this.#kept.read('reports', digest);
      return {
        summary,
        // What lies under its digest was kept by somebody, who may have made all of it up.
        ...(fits(evaluationShape, plan) && { evaluation: plan as EvaluationPlan }),
        ...(isReport(report) && { report }),
      };
    }
    if (!fits(recipeShape, plan)) return { summary };
    const recipe = plan as RecipePlan; // Just checked.
    const images = await readImages(this.#files.absolute(journalOf(run)));
    return { summary, recipe, drawn: drawnInRun(recipe, images ?? new Map(), summary, this.#images) };
  }

  /** @throws Failure `run-missing`, `run-at-work`, `store-read-only`, `disk-full` */
  async change(change: RunChange): Promise<void> {
    const summary = await this.#summary(change.run);
    await this.#changes[change.kind](change as never, summary); // The table has the change's own kind under its kind.
  }

  /** Forgets old runs and what only they named. @param now milliseconds since 1970 */
  async prune(now = Date.now()): Promise<void> {
    const [journals, notes] = await Promise.all([this.#journals(), this.#notes.read()]);
    const summaries = new Map(summariesOf(journals, notes).map((summary) => [summary.id, summary]));
    const prunable = journals.map(
      ({ run, size, modified, facts }): PrunableRun => ({
        run,
        size,
        modified,
        names: [facts?.start.plan, facts?.end?.judged?.report].flatMap((digest) => digest ?? []),
        keep: keepOf(summaries.get(run)),
      }),
    );
    await pruneRuns(this.#files, prunable.reverse(), now);
  }

  readonly #changes: {
    readonly [K in RunChange['kind']]: (change: RunChange & { kind: K }, summary: RunSummary) => Promise<void>;
  } = {
    note: ({ run, note }) => this.#notes.add({ kind: 'note', run, note: note.trim() }),

    // A baseline is kept, so what is not to be kept any more is none.
    pin: ({ run, isPinned }, summary) =>
      this.#notes.add(
        { kind: 'pin', run, isPinned },
        ...(isPinned ? [] : [{ kind: 'baseline', run, subject: subjectKey(summary), isBaseline: false } as const]),
      ),

    baseline: ({ run, isBaseline }, summary) =>
      this.#notes.add(
        { kind: 'baseline', run, subject: subjectKey(summary), isBaseline },
        ...(isBaseline ? [{ kind: 'pin', run, isPinned: true } as const] : []),
      ),

    remove: async ({ run }, { outcome }) => {
      if (outcome === 'running') {
        throw new Failure('run-at-work', `The run ${run} is at work; cancel it before you remove it.`);
      }
      await this.#files.remove(journalOf(run));
      this.#cache.delete(run);
    },
  };

  async #summary(run: RunId): Promise<RunSummary> {
    const summary = (await this.list()).find(({ id }) => id === run);
    if (summary === undefined) throw missing(run);
    return summary;
  }

  #nextId(): Promise<RunId> {
    const named = this.#named.then(async (last) => {
      const newest = (await this.#runs()).at(-1);
      return newRunId([last ?? '', newest ?? ''].sort().at(-1));
    });
    this.#named = named;
    return named;
  }

  /** The oldest first. */
  async #runs(): Promise<readonly RunId[]> {
    return (await this.#files.list('runs/.').catch(() => [])).flatMap((name) => runOf(name) ?? []);
  }

  /** The oldest first. */
  async #journals(): Promise<JournalOfRun[]> {
    const runs = await this.#runs();
    const journals = await Promise.all(runs.map((run) => this.#journal(run)));
    const present = new Set(runs);
    for (const run of this.#cache.keys()) if (!present.has(run)) this.#cache.delete(run);
    return journals.flatMap((journal) => journal ?? []);
  }

  async #journal(run: RunId): Promise<JournalOfRun | undefined> {
    const file = this.#files.absolute(journalOf(run));
    const status = await lstat(file).catch(() => undefined); // Removed by another window.
    if (!status?.isFile()) return undefined;
    const stamp = `${status.size} ${status.mtimeMs}`;
    const known = this.#cache.get(run);
    const facts = known?.stamp === stamp ? known.facts : await readFacts(file);
    this.#cache.set(run, { stamp, facts });
    const isAtWork = facts !== undefined && facts.end === undefined && this.#isAtWork(run, facts, status.mtimeMs);
    return { run, size: status.size, modified: status.mtimeMs, isAtWork, ...(facts && { facts }) };
  }

  #isAtWork(run: RunId, { start }: JournalFacts, seen: number): boolean {
    return isThisProcess(start.writer) ? this.#atWork.has(run) : isWriterAlive(start.writer, seen);
  }
}

function missing(run: RunId): Failure {
  return new Failure('run-missing', `There is no run ${run}; \`vlprompt runs\` lists those there are.`);
}

/** Of a journal that says nothing there is no summary. */
function keepOf(summary: RunSummary | undefined): PrunableRun['keep'] {
  if (summary === undefined) return 'while-few';
  if (summary.isPinned || summary.isBaseline || summary.outcome === 'running') return 'always';
  const isOpen = summary.outcome === 'interrupted' && summary.resumedBy === undefined;
  return isOpen ? 'while-young' : 'while-few';
}

function planOf(plan: RunPlan): RecipePlan | EvaluationPlan {
  return plan.kind === 'draw' ? plan.recipe : plan.evaluation;
}

export function subjectOf(plan: RunPlan): RunSubject {
  const { name, span } = planOf(plan);
  return { kind: plan.kind, name, file: span.file };
}

/** Distinct images that it needs. */
function imagesOf(plan: RunPlan): number {
  const recipes =
    plan.kind === 'draw'
      ? [plan.recipe]
      : plan.evaluation.on.flatMap((source) => (source.kind === 'recipe' ? [source.recipe] : []));
  const all = recipes.flatMap((recipe) => [recipe, ...(recipe.sources ?? [])]);
  return new Set(all.flatMap(({ cells }) => cells.flatMap(({ images }) => images.map(({ key }) => key)))).size;
}
