/**
 * @file What the editor and the command line ask of the engine process. Images never travel in messages: they are
 * files in the store, and messages carry their hashes.
 */
import type { EvaluationPlan, JudgingPlan, ModelSpec, Precision, RecipePlan } from '../language/plan/plan.ts';
import type { CacheStatus, CleanedCache, CleanRequest } from './cache.ts';
import type { CompareRequest, Comparison } from './comparison.ts';
import type { Call } from './connection/calls.ts';
import type { MethodTable } from './connection/connection.ts';
import { type DatasetCalls, datasetMethods } from './dataset-calls.ts';
import type { ContributionReport, EmbeddingMap, EvaluateProgress, EvaluationReport, MapMethod } from './evaluation.ts';
import type { MeaningReport, WordingRequest, WordingTrials } from './meaning.ts';
import type {
  DownloadPlan,
  DownloadProgress,
  HubRequest,
  HubSpec,
  InstalledModel,
  LockedModels,
  Verification,
} from './models.ts';
import type { ProviderPlan, ProviderRequest } from './providers.ts';
import type { QueueChange, QueueSnapshot, RunChange, RunId, RunRecord, RunSummary } from './runs.ts';
import type { RecipeScores } from './scores.ts';

export type EngineCalls = DatasetCalls & {
  /** Must be the first call: says where things are and what is allowed. */
  readonly initialize: Call<EngineGreeting, never, EngineInfo>;
  /** Which images of a recipe are in the store already; draws nothing. */
  readonly lookup: Call<{ readonly recipe: RecipePlan }, never, DrawnRecipe>;
  /** Draws what is missing; resumes where an earlier run stopped. */
  readonly draw: Call<{ readonly recipe: RecipePlan } & Resuming, DrawProgress, DrawnRecipe>;
  /** Judges real and drawn images; images of its recipes that are missing are drawn first. */
  readonly evaluate: Call<{ readonly evaluation: EvaluationPlan } & Resuming, EvaluateProgress, EvaluationReport>;
  /** The last report of an evaluation, if its key and its images have not changed. */
  readonly lastReport: Call<{ readonly evaluation: EvaluationPlan }, never, EvaluationReport | null>;
  /** Scores of a recipe's drawn images by its judge; draws nothing. */
  readonly score: Call<{ readonly recipe: RecipePlan }, EvaluateProgress, RecipeScores>;
  /** What is known of its scores by now; null when nothing is. Opens no session, and is fast for many images. */
  readonly lookupScores: Call<{ readonly recipe: RecipePlan }, never, RecipeScores | null>;
  /** What each line of the ensemble contributes, on images that are there; draws nothing. */
  readonly contributions: Call<{ readonly evaluation: EvaluationPlan }, EvaluateProgress, ContributionReport>;
  /** Images that are there and classes in a plane; draws nothing. */
  readonly embeddingMap: Call<
    { readonly evaluation: EvaluationPlan; readonly method: MapMethod },
    EvaluateProgress,
    EmbeddingMap
  >;
  /** How alike the words of classes are to a judge; looks at no image. */
  readonly meaning: Call<{ readonly judging: JudgingPlan }, EvaluateProgress, MeaningReport>;
  /** Other words for a class, tried on images that are there; draws nothing. */
  readonly tryWordings: Call<WordingRequest, EvaluateProgress, WordingTrials>;
  /** What changed between two states of a recipe or evaluation; draws and judges only what its effort allows. */
  readonly compare: Call<CompareRequest, EvaluateProgress, Comparison>;
  /** Runs of all engines of this store, the newest first. Fast: of a long journal its ends are read. */
  readonly listRuns: Call<Record<string, never>, never, readonly RunSummary[]>;
  readonly readRun: Call<{ readonly run: RunId }, never, RunRecord>;
  readonly changeRun: Call<RunChange, never, null>;
  /** Reports the queue as it is now and whenever it changes, until it is cancelled. Keeps no idle engine awake. */
  readonly watchQueue: Call<Record<string, never>, QueueSnapshot, null>;
  readonly changeQueue: Call<QueueChange, never, null>;
  /** Looks at everything a run needs and says what is wrong. */
  readonly doctor: Call<Record<string, never>, never, readonly HealthCheck[]>;
  /** Every model that a prompt file may name without a download. Opens none: small files are read only. */
  readonly listModels: Call<Record<string, never>, never, readonly InstalledModel[]>;
  /** What a download would fetch; fetches nothing but lists. */
  readonly planDownload: Call<HubRequest, never, DownloadPlan>;
  /** Fetches what is missing of a model and verifies it; goes on where an earlier download stopped. */
  readonly downloadModel: Call<HubRequest, DownloadProgress, InstalledModel>;
  /** Compares every file of a model with the digest that it should have. */
  readonly verifyModel: Call<{ readonly spec: ModelSpec }, DownloadProgress, Verification>;
  /** Removes a downloaded model's files, but for those that another one shares. */
  readonly removeModel: Call<{ readonly spec: HubSpec }, never, null>;
  /** Writes the digests of these models into `vlprompt.lock`; other entries stay. */
  readonly lockModels: Call<{ readonly specs: readonly ModelSpec[] }, never, LockedModels>;
  /** What installing a provider that does not ship would take; fetches nothing but its size. */
  readonly planProvider: Call<ProviderRequest, never, ProviderPlan>;
  /** Fetches, verifies and installs it for engines that start later; goes on where an earlier download stopped. */
  readonly installProvider: Call<ProviderRequest, DownloadProgress, ProviderPlan>;
  readonly removeProvider: Call<ProviderRequest, never, { readonly wasInstalled: boolean }>;
  /** What the store's cache takes. Reads every file that may refer to a part of it. */
  readonly cacheStatus: Call<Record<string, never>, never, CacheStatus>;
  /** Removes what has not been used for longest, but for what a run, a decision or a release refers to. */
  readonly cleanCache: Call<CleanRequest, never, CleanedCache>;
  /** Ends the process after the answer was sent. */
  readonly shutdown: Call<Record<string, never>, never, null>;
};

export const engineMethods: MethodTable<EngineCalls> = {
  ...datasetMethods,
  initialize: true,
  lookup: true,
  draw: true,
  evaluate: true,
  lastReport: true,
  score: true,
  lookupScores: true,
  contributions: true,
  embeddingMap: true,
  meaning: true,
  tryWordings: true,
  compare: true,
  listRuns: true,
  readRun: true,
  changeRun: true,
  watchQueue: true,
  changeQueue: true,
  doctor: true,
  listModels: true,
  planDownload: true,
  downloadModel: true,
  verifyModel: true,
  removeModel: true,
  lockModels: true,
  planProvider: true,
  installProvider: true,
  removeProvider: true,
  cacheStatus: true,
  cleanCache: true,
  shutdown: true,
};

/** What a run goes on with. */
export interface Resuming {
  /** A run that was interrupted. */
  readonly resumes?: RunId;
}

export type ProviderName = 'cpu' | 'webgpu' | 'cuda' | 'dml' | 'coreml';

export interface EngineSettings {
  /** Absolute path; paths in plans are relative to it. */
  readonly workspace: string;
  /** Absolute path of the folder for cache and runs, usually `<workspace>/.vlprompt`. */
  readonly store: string;
  /** Absolute path of the starter pack (`models/starter`). */
  readonly starterPack: string;
  /** Absolute paths of further folders that models may be loaded from. */
  readonly trustedModelFolders: readonly string[];
  /** `auto` takes the fastest provider that passes its probe. */
  readonly provider: ProviderName | 'auto';
  /** CPU threads of a session; 0 lets the engine choose. */
  readonly threads: number;
  /** Absolute path of the user's own folder for what is dear to compute, shared by all workspaces. */
  readonly cache: string;
  /** Megabytes that open models may take; 0 lets the engine choose. */
  readonly memory: number;
  /** Gigabytes that the store's cache is kept within; 0: it may grow. */
  readonly storeSize: number;
  /** Nothing may be fetched. */
  readonly offline: boolean;
  /** The least of what is told: `warn` tells errors too. */
  readonly logLevel: LogLevel;
}

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

export interface EngineGreeting extends EngineSettings {
  /** Of the plans that will come; an engine that reads another version refuses. */
  readonly planVersion: number;
}

export interface EngineInfo {
  readonly version: string;
  readonly process: number;
  readonly runtime: string;
  /** What models run on that do not say otherwise. */
  readonly provider: ProviderName;
  /** Why this one, and why none that would be better; one sentence. */
  readonly providerReason: string;
  /** All there are, as they were found on this machine; empty when there is no runtime. */
  readonly providers: readonly ProviderReport[];
}

/** What became of trying a provider. */
export interface ProviderReport {
  readonly provider: ProviderName;
  readonly works: boolean;
  /** Whether graphs in half precision run. */
  readonly float16: boolean;
  /** Of the trial graph, once warm; absent when it does not work. */
  readonly milliseconds?: number;
  /** Why it does not work and what would help, as the second half of a sentence. */
  readonly reason?: string;
}

export type ImageState = 'missing' | 'queued' | 'drawing' | 'done' | 'failed';

export interface DrawnImage {
  /** The plan's key of the image. */
  readonly key: string;
  readonly state: ImageState;
  /** Absolute path of the PNG file in the store, once done. */
  readonly file?: string;
  /** Hex SHA-256 of that file. */
  readonly hash?: string;
  /** While drawing: an absolute path of a small PNG of the latents, renewed as steps pass. */
  readonly preview?: string;
  /** Why it failed, in one sentence. */
  readonly reason?: string;
}

/** The state of a recipe, cell by cell in the plan's order. */
export interface DrawnRecipe {
  readonly recipe: string;
  /** What draws it: the digest of the painter's files, and what they are run on. Absent where nothing was looked up. */
  readonly painter?: { readonly digest: string; readonly provider: ProviderName; readonly precision: Precision };
  readonly cells: readonly (readonly DrawnImage[])[];
  readonly done: number;
  readonly total: number;
  /** How many of `done` were found in the store. */
  readonly reused: number;
  /** Wall time of this call. */
  readonly milliseconds: number;
  /** What was done otherwise than asked, each in one sentence; absent when there is nothing to say. */
  readonly notes?: readonly string[];
  /** Of `lookup`: how long drawing what is missing will take; absent when nothing like it was measured yet. */
  readonly estimate?: { readonly seconds: number };
}

export interface DrawProgress {
  /** `warming-up`: the first run of a model at a size, in which a graphics card prepares its programs. */
  readonly stage: 'loading' | 'warming-up' | 'drawing';
  /** While loading: what is opened, for people, such as `unet (3.2 GB)`. */
  readonly part?: string;
  readonly done: number;
  readonly total: number;
  /** Images whose state changed since the last report. */
  readonly changed: readonly DrawnImage[];
  /** Of the image being drawn. */
  readonly step?: { readonly index: number; readonly count: number };
  readonly secondsLeft?: number;
  /** The image at work is finished, and the queue waits to be resumed. */
  readonly isPaused?: true;
  /** One sentence on what is done otherwise than asked, once it is known; the result repeats it. */
  readonly note?: string;
}

export interface HealthCheck {
  readonly name: string;
  /** `info` is neither: what is worth knowing of this machine. */
  readonly state: 'good' | 'info' | 'warning' | 'bad';
  /** One sentence; with what to do when it is `warning` or `bad`. */
  readonly detail: string;
}
