/** @file Runs: those that were, those at work, and those that wait. */
import type { EvaluationPlan, RecipePlan } from '../language/plan/plan.ts';
import type { DrawnRecipe } from './engine.ts';
import type { Estimate, EvaluationReport, Verdict } from './evaluation.ts';

/** Name of a run's journal without its ending; in the order of names runs are in the order of time. */
export type RunId = string;

/** What was run: a recipe or an evaluation of a file. */
export interface RunSubject {
  readonly kind: 'draw' | 'evaluate';
  /** Of the recipe or evaluation. */
  readonly name: string;
  /** Of the prompt file, relative to the workspace. */
  readonly file: string;
}

export interface RunSummary extends RunSubject {
  readonly id: RunId;
  /** ISO 8601; when it was asked for, which is before its turn. */
  readonly started: string;
  /** ISO 8601; absent while it is at work, and of a run that was killed. */
  readonly ended?: string;
  readonly outcome: RunOutcome;
  /** Why it failed, in one sentence. */
  readonly reason?: string;
  /** Equal images of a plan count once; those that others begin with count, too. */
  readonly images: {
    readonly total: number;
    /** By this run. */
    readonly drawn: number;
    /** Found in the store. */
    readonly reused: number;
    readonly failed: number;
  };
  /** The interrupted run that it goes on with. */
  readonly resumes?: RunId;
  /** The later run that went on with it, so that it need not be offered again. */
  readonly resumedBy?: RunId;
  /** Of an evaluation that was done. */
  readonly verdict?: Verdict;
  readonly accuracies?: readonly { readonly source: string; readonly accuracy: Estimate }[];
  readonly note?: string;
  /** Is kept, with all its images, until it is unpinned. */
  readonly isPinned: boolean;
  /** What later runs of the same subject are compared with. */
  readonly isBaseline: boolean;
}

/** `running`: at work, or waiting for its turn. `interrupted`: its process ended before it did. */
export type RunOutcome = 'running' | 'interrupted' | 'done' | 'cancelled' | 'failed';

/** A run with what was asked and what came of it. */
export interface RunRecord {
  readonly summary: RunSummary;
  /** Of a run that draws: what was asked, and which of the images that it drew or found are there now. */
  readonly recipe?: RecipePlan;
  readonly drawn?: DrawnRecipe;
  /** Of a run that judges; the report is absent when it did not come to its end. */
  readonly evaluation?: EvaluationPlan;
  readonly report?: EvaluationReport;
}

export type RunChange =
  | { readonly kind: 'note'; readonly run: RunId; readonly note: string }
  | { readonly kind: 'pin'; readonly run: RunId; readonly isPinned: boolean }
  /** Makes it the baseline of its subject, in place of the one before, and pins it. */
  | { readonly kind: 'baseline'; readonly run: RunId; readonly isBaseline: boolean }
  | { readonly kind: 'remove'; readonly run: RunId };

/** Runs of this engine, in the order in which they go. */
export interface QueueSnapshot {
  /** Nothing goes on until it is resumed; the image at work was finished. */
  readonly isPaused: boolean;
  readonly entries: readonly QueueEntry[];
}

export interface QueueEntry extends RunSubject {
  /** Of this engine's life. */
  readonly entry: number;
  readonly state: 'running' | 'waiting';
  readonly done: number;
  readonly total: number;
  readonly secondsLeft?: number;
}

export type QueueChange =
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** @param to place among those that wait, from 0 */
  | { readonly kind: 'move'; readonly entry: number; readonly to: number }
  | { readonly kind: 'cancel'; readonly entry: number }
  | { readonly kind: 'cancel-all' };
