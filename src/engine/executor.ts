/** @file Plans → what is missing → models → results: all that the engine does, without a process around it. */
import type { DataPlan, EvaluationPlan, JudgingPlan, ModelPlan, RecipePlan } from '../language/plan/plan.ts';
import type { CacheStatus, CleanedCache, CleanRequest } from '../protocol/cache.ts';
import type { CompareRequest, Comparison } from '../protocol/comparison.ts';
import type { DrawnRecipe, DrawProgress } from '../protocol/engine.ts';
import type {
  ContributionReport,
  EmbeddingMap,
  EvaluateProgress,
  EvaluationReport,
  MapMethod,
} from '../protocol/evaluation.ts';
import type { ScoreExplanation } from '../protocol/image-sets.ts';
import type { MeaningReport, WordingRequest, WordingTrials } from '../protocol/meaning.ts';
import type { QueueChange, QueueSnapshot, RunChange, RunId, RunRecord, RunSummary } from '../protocol/runs.ts';
import type { RecipeScores } from '../protocol/scores.ts';
import { compare } from './comparison/compare.ts';
import { ImageSets } from './datasets/sets/image-sets.ts';
import { type RealImages, readData } from './execution/data/read-data.ts';
import { type Artefacts, artefactsOf } from './execution/drawing/artefacts.ts';
import { lookUpRecipe } from './execution/drawing/draw-recipe.ts';
import { contributions } from './execution/judging/contributions.ts';
import type { Embedded } from './execution/judging/embed-images.ts';
import { embedSet } from './execution/judging/embed-set.ts';
import { embeddingMap } from './execution/judging/embedding-map.ts';
import { lastReport } from './execution/judging/evaluate.ts';
import { type ExplanationQuestion, explainScore } from './execution/judging/explain-score.ts';
import type { ImageToEmbed } from './execution/judging/hash-images.ts';
import { type JudgedSet, judgeSet } from './execution/judging/judge-set.ts';
import { type KnownScores, knownScores } from './execution/judging/known-scores.ts';
import { type LabelledFile, type RealScores, scoreReal } from './execution/judging/score-real.ts';
import { lookUpScores, scoreRecipe } from './execution/judging/score-recipe.ts';
import { meaning } from './execution/meaning/meaning.ts';
import { tryWordings } from './execution/meaning/try-wordings.ts';
import { ModelKeeper } from './execution/models/model-keeper.ts';
import type { ModelOpener } from './execution/models/model-opener.ts';
import { describePictures, type PicturesDescribed } from './execution/pictures/describe-pictures.ts';
import { drawInTurn, evaluateInTurn } from './execution/queue/in-turn.ts';
import { watchQueue } from './execution/queue/watch-queue.ts';
import { Workshop, type WorkshopSettings } from './execution/workshop.ts';
import { PictureFactsCache } from './store/pictures/picture-facts-cache.ts';

export interface ExecutorOptions {
  readonly settings: WorkshopSettings;
  readonly opener: ModelOpener;
  /** Milliseconds without use after which a model is closed. */
  readonly idle?: number;
}

const fiveMinutes = 5 * 60_000;

export class Executor {
  /** Images that people look through. */
  readonly sets: ImageSets;
  readonly #workshop: Workshop;

  constructor({ settings, opener, idle = fiveMinutes }: ExecutorOptions) {
    this.#workshop = new Workshop(settings, new ModelKeeper(opener, idle));
    this.sets = new ImageSets(settings.workspace, this.#workshop.files, this);
  }

  /** Removes what killed processes left half-written, journals of old runs, and what is too much for the cache. */
  async sweep(): Promise<void> {
    await this.#workshop.files.sweep();
    await this.#workshop.runs.prune();
    await this.#workshop.cache.keepWithin();
  }

  /**
   * Which images of a recipe are in the store. Fast: no session is opened and no image is read.
   * @throws Failure `model-missing`, `model-untrusted`, `model-unsupported`, `model-corrupt`
   */
  lookup(recipe: RecipePlan): Promise<DrawnRecipe> {
    return lookUpRecipe(this.#workshop, recipe);
  }

  /**
   * Draws what is missing, the first image of every cell before the second of any. Runs go one at a time, in the order
   * they came; while another is at work all missing images are `queued`.
   * @throws Failure of models and store, `cancelled`
   */
  draw(recipe: RecipePlan, signal: AbortSignal, resumes?: RunId): AsyncGenerator<DrawProgress, DrawnRecipe> {
    return drawInTurn(this.#workshop, recipe, signal, resumes);
  }

  /**
   * Judges real and drawn images, and what the file expects of them.
   * @throws Failure of models, data and store, `prompt-too-long`, `cancelled`
   */
  evaluate(
    evaluation: EvaluationPlan,
    signal: AbortSignal,
    resumes?: RunId,
  ): AsyncGenerator<EvaluateProgress, EvaluationReport> {
    return evaluateInTurn(this.#workshop, evaluation, signal, resumes);
  }

  /** The last report, if neither the evaluation, nor its model, nor an image has changed since. */
  lastReport(evaluation: EvaluationPlan): Promise<EvaluationReport | null> {
    return lastReport(this.#workshop, evaluation);
  }

  /**
   * Scores the images of a recipe that are drawn, by its judge; draws nothing.
   * @throws Failure of models and store, `prompt-too-long` of a class's prompt, `plan-invalid` without a judge, `cancelled`
   */
  score(recipe: RecipePlan, signal: AbortSignal): AsyncGenerator<EvaluateProgress, RecipeScores> {
    return scoreRecipe(this.#workshop, recipe, signal);
  }

  /** Scores that are known by now; null when there are none. Opens no session and reads no image. */
  lookupScores(recipe: RecipePlan): Promise<RecipeScores | null> {
    return lookUpScores(this.#workshop, recipe);
  }

  /**
   * What each line of the ensemble contributes, on images that are there; draws nothing.
   * @throws Failure of models, data and store, `prompt-too-long`, `cancelled`
   */
  contributions(evaluation: EvaluationPlan, signal: AbortSignal): AsyncGenerator<EvaluateProgress, ContributionReport> {
    return contributions(this.#workshop, evaluation, signal);
  }

  /**
   * Images that are there and classes in a plane; draws nothing.
   * @throws Failure of models, data and store, `prompt-too-long`, `cancelled`
   */
  embeddingMap(
    evaluation: EvaluationPlan,
    method: MapMethod,
    signal: AbortSignal,
  ): AsyncGenerator<EvaluateProgress, EmbeddingMap> {
    return embeddingMap(this.#workshop, evaluation, method, signal);
  }

  /**
   * Embeddings of images, not normalised, by file; what cannot be read has a reason instead.
   * @param name of the set, for progress
   * @throws Failure of models and store, `cancelled`
   */
  embed(
    model: ModelPlan,
    name: string,
    images: readonly ImageToEmbed[],
    signal: AbortSignal,
  ): AsyncGenerator<EvaluateProgress, Embedded> {
    return embedSet(this.#workshop, model, name, images, signal);
  }

  /**
   * As `embed`, with what the judge takes each image for.
   * @throws Failure of models and store, `prompt-too-long`, `plan-invalid` for a class without prompts, `cancelled`
   */
  judgeSet(
    judging: JudgingPlan,
    name: string,
    images: readonly ImageToEmbed[],
    signal: AbortSignal,
  ): AsyncGenerator<EvaluateProgress, JudgedSet> {
    return judgeSet(this.#workshop, judging, name, images, signal);
  }

  /**
   * Why an image has its score.
   * @throws Failure of models, of the image and of the store, `plan-invalid` without classes or prompts,
   * `prompt-too-long`, `cancelled`
   */
  explainScore(question: ExplanationQuestion, signal: AbortSignal): AsyncGenerator<EvaluateProgress, ScoreExplanation> {
    return explainScore(this.#workshop, question, signal);
  }

  /**
   * What pixels alone say of images, by file: brightness, contrast, sharpness, perceptual hash and what quality is told by.
   * A picture is decoded for it once. What cannot be read has a reason instead.
   * @param name of the set, for progress
   * @throws Failure of the store, `cancelled`; what was found until then is remembered
   */
  describePictures(
    name: string,
    images: readonly ImageToEmbed[],
    signal: AbortSignal,
  ): AsyncGenerator<EvaluateProgress, PicturesDescribed> {
    return describePictures(this.#workshop.files, name, images, signal);
  }

  /**
   * Scores of real images by hash: how like the words of their class they are, and what they are taken for.
   * @param name of the set, for progress
   * @throws Failure of models and store, `prompt-too-long` of a class's prompt, `cancelled`
   */
  scoreReal(
    judging: JudgingPlan,
    name: string,
    images: readonly LabelledFile[],
    signal: AbortSignal,
  ): AsyncGenerator<EvaluateProgress, RealScores> {
    return scoreReal(this.#workshop, judging, name, images, signal);
  }

  /**
   * The images of a data set, with their labels.
   * @param classes that are asked for: where one has a folder, folders are the labels
   * @throws Failure of data and store, `cancelled`
   */
  readData(
    data: DataPlan,
    signal: AbortSignal,
    classes: readonly string[] = [],
  ): AsyncGenerator<EvaluateProgress, RealImages> {
    return readData(this.#workshop, data, signal, classes);
  }

  /** What `describePictures` has found before, by hex SHA-256 of files; decodes nothing. */
  knownPictures(): Promise<PictureFactsCache> {
    return PictureFactsCache.open(this.#workshop.files);
  }

  /**
   * How alike the words of classes are to a judge; looks at no image.
   * @throws Failure of models and store, `prompt-too-long`, `cancelled`
   */
  meaning(judging: JudgingPlan, signal: AbortSignal): AsyncGenerator<EvaluateProgress, MeaningReport> {
    return meaning(this.#workshop, judging, signal);
  }

  /**
   * Other words for a class, tried on images that are there; draws nothing.
   * @throws Failure of models, data and store, `prompt-too-long`, `plan-invalid`, `cancelled`
   */
  tryWordings(request: WordingRequest, signal: AbortSignal): AsyncGenerator<EvaluateProgress, WordingTrials> {
    return tryWordings(this.#workshop, request, signal);
  }

  /** The newest first. */
  listRuns(): Promise<readonly RunSummary[]> {
    return this.#workshop.runs.list();
  }

  /** @throws Failure `run-missing` */
  readRun(run: RunId): Promise<RunRecord> {
    return this.#workshop.runs.read(run);
  }

  /** @throws Failure `run-missing`, `run-at-work`, `store-read-only`, `disk-full` */
  changeRun(change: RunChange): Promise<void> {
    return this.#workshop.runs.change(change);
  }

  /** Reports the queue now and after changes, until it is cancelled. */
  watchQueue(report: (snapshot: QueueSnapshot) => void, signal: AbortSignal): Promise<void> {
    return watchQueue(this.#workshop.queue, report, signal);
  }

  changeQueue(change: QueueChange): void {
    this.#workshop.queue.change(change);
  }

  /**
   * What changed between two states of a recipe or of an evaluation.
   * @throws Failure of runs that cannot be read, `plan-invalid`, `cancelled`; other failures of a side become notes
   */
  compare(request: CompareRequest, signal: AbortSignal): AsyncGenerator<EvaluateProgress, Comparison> {
    return compare(this, request, signal);
  }

  /**
   * Absolute path of an image of the store; it is not read.
   * @param hash hex SHA-256 of its file
   */
  findImage(hash: string): string | undefined {
    return this.#workshop.images.findByHash(hash)?.file;
  }

  /** What images of a recipe are kept under. @throws Failure of models */
  artefactsOf(recipe: Pick<RecipePlan, 'model'>): Promise<Artefacts> {
    return artefactsOf(this.#workshop, recipe);
  }

  /** Hash of an image that is there. @param artefact what it is kept under */
  findArtefact(artefact: string): string | undefined {
    return this.#workshop.images.find(artefact)?.hash;
  }

  /** Hashes of all images of the store, some at a time. */
  storedHashes(): AsyncGenerator<readonly string[]> {
    return this.#workshop.images.hashes();
  }

  /** What a judge said of images before. @throws Failure of models */
  knownScores(judging: JudgingPlan): Promise<KnownScores> {
    return knownScores(this.#workshop, judging);
  }

  /**
   * Absolute path that an image of the store has; whether it is there is not looked at.
   * @param hash hex SHA-256 of its file
   */
  storedFile(hash: string): string {
    return this.#workshop.images.fileOf(hash);
  }

  cacheStatus(): Promise<CacheStatus> {
    return this.#workshop.cache.status();
  }

  /** @throws Failure `store-read-only` */
  cleanCache({ to }: CleanRequest): Promise<CleanedCache> {
    return this.#workshop.cache.clean(to);
  }

  /** Closes the models. */
  dispose(): Promise<void> {
    return this.#workshop.models.dispose();
  }
}
