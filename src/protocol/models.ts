/** @file What the model manager asks of the engine: which models there are, downloads, checks. */
import type { ModelSpec, Precision } from '../language/plan/plan.ts';
import type { ProviderName } from './engine.ts';

export type HubSpec = ModelSpec & { readonly kind: 'hub' };

/** Where a model came from: the starter pack, the workspace, a trusted folder, the cache of the hub. */
export type ModelPlace = 'starter' | 'workspace' | 'folder' | 'hub';

export interface InstalledModel {
  /** Under which a prompt file names it; folders outside the workspace have an absolute path. */
  readonly spec: ModelSpec;
  readonly place: ModelPlace;
  /** Absolute. */
  readonly folder: string;
  /** Absent when it cannot be used: see `problem`. */
  readonly role?: 'painter' | 'judge';
  /** For people: `Stable Diffusion XL`, `SigLIP 2`. */
  readonly family?: string;
  /** Of which it has all files. */
  readonly precisions: readonly Precision[];
  /** Of all its files. */
  readonly bytes: number;
  /** What it runs on in this machine. */
  readonly provider?: ProviderName;
  /** SPDX, as its card or the catalogue says. */
  readonly licence?: string;
  /** Of the hub: the commit that its files are of. */
  readonly commit?: string;
  /** Why it cannot be used, in one sentence. */
  readonly problem?: string;
}

export interface HubRequest {
  readonly spec: HubSpec;
  /** Absent: fp32 where the repository has it. */
  readonly precision?: Precision;
  /** For gated repositories; absent: what the environment has. Never stored or logged. */
  readonly token?: string;
}

/** What a download would fetch. */
export interface DownloadPlan {
  readonly spec: HubSpec;
  /** 40 hex digits. */
  readonly commit: string;
  readonly precision: Precision;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly isThere: boolean }[];
  readonly bytes: number;
  /** That are not there yet. */
  readonly missingBytes: number;
  readonly freeBytes: number;
  readonly licence?: string;
}

export interface DownloadProgress {
  readonly stage: 'resolving' | 'downloading' | 'verifying';
  readonly bytes: number;
  readonly totalBytes: number;
  /** Being fetched. */
  readonly file?: string;
  readonly secondsLeft?: number;
}

export interface Verification {
  readonly spec: ModelSpec;
  readonly files: number;
  /** Paths of files that are missing or are not what they should be. */
  readonly damaged: readonly string[];
  /** What the digests were compared with; `nothing` when there is nothing to compare with. */
  readonly against: 'hub' | 'lock' | 'sums' | 'nothing';
}

export interface LockedModels {
  /** Absolute path of the lock file. */
  readonly file: string;
  /** How many of the models asked for it holds now. */
  readonly models: number;
}
