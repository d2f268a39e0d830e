/** @file Sets that are open, and every call about them. */

import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type {
  DecidedStep,
  Facet,
  ImageList,
  ImageRow,
  ListPart,
  ListRequest,
  NearestReal,
  OpenedSet,
  OpenSetRequest,
  ScoreExplanation,
  SetChange,
  SetDecision,
  SetId,
} from '../../../protocol/image-sets.ts';
import { digestOf } from '../../files/digest.ts';
import { RecentMap } from '../../recent-map.ts';
import type { StoreFiles } from '../../store/store-files.ts';
import { explainImage, type GlassTools, nearestRealOf } from '../finding/explain-image.ts';
import type { RankingTools } from '../finding/ranker.ts';
import { ImageSet } from './image-set.ts';
import { facetsOf } from './lists/facets.ts';
import { imageRow } from './lists/image-row.ts';
import { makeList } from './lists/make-list.ts';
import { rankAt } from './lists/rank-at.ts';
import { type OpeningTools, openImages } from './opening/open-images.ts';
import { SetCache } from './opening/set-cache.ts';
import { classesOf } from './set-classes.ts';
import { askingOf } from './words/asking.ts';
import { lettersOf } from './words/letters.ts';
import { SetDecisions } from './words/set-decisions.ts';

/** Of a workspace: one window has one or two reviews open, an agent another. */
const SETS_KEPT = 6;

export class ImageSets {
  readonly #tools: OpeningTools & RankingTools & GlassTools;
  readonly #sets = new RecentMap<SetId, ImageSet>(SETS_KEPT);
  readonly #workspace: string;
  readonly #decisions: SetDecisions;
  readonly #cache: SetCache;
  readonly #storedFile = (hash: string) => this.#tools.storedFile(hash);
  #opened = 0;

  /** @param workspace absolute */
  constructor(workspace: string, files: StoreFiles, tools: OpeningTools & RankingTools & GlassTools) {
    this.#workspace = workspace;
    this.#tools = tools;
    this.#decisions = new SetDecisions(workspace, files, tools);
    this.#cache = new SetCache(files);
  }

  /** @throws Failure `set-unknown` without a source of what was never opened, `plan-invalid`, of models and data, `cancelled` */
  async *open(request: OpenSetRequest, signal: AbortSignal): AsyncGenerator<EvaluateProgress, OpenedSet> {
    const redraws = await this.#decisions.redraws();
    const { columns, source, missing, notes } = yield* openImages(
      this.#workspace,
      { ...request, redraws: digestOf(JSON.stringify(redraws)) },
      this.#cache,
      this.#tools,
      signal,
    );
    const asking = askingOf(request, source);
    const words = await this.#decisions.read(asking, columns);
    const id = `set-${process.pid}-${++this.#opened}`;
    const storedFile = this.#storedFile;
    const contents = { source, columns, asking, workspace: this.#workspace, storedFile, redraws };
    const set = new ImageSet(id, contents, words);
    this.#sets.set(id, set);
    return { set: id, count: set.count, missing, classes: classesOf(source), fields: set.fields, notes };
  }

  /** @throws Failure `set-unknown`, of what an order asks for, `cancelled` */
  async *list(request: ListRequest, signal: AbortSignal): AsyncGenerator<EvaluateProgress, ImageList> {
    const set = this.#get(request.set);
    await this.#decisions.refresh(set);
    const { notes, ...list } = yield* makeList(set, request, this.#tools, signal);
    return { list: set.keep(list), count: list.numbers.length, letters: lettersOf(set.words, list.numbers), notes };
  }

  /** @throws Failure `set-unknown` */
  read({ set: id, list: number, from, count }: ListPart): readonly ImageRow[] {
    const set = this.#get(id);
    const { numbers, ranked } = set.list(number);
    return [...numbers.subarray(from, from + count)].map((image, at) => {
      const row = imageRow(image, {
        ...set,
        words: set.words,
        file: (each) => set.file(each),
        isBlind: set.asking.isBlind,
        inPlace: set.inPlace,
      });
      return ranked === undefined ? row : { ...row, ...rankAt(ranked, from + at) };
    });
  }

  /** As decisions are now. @throws Failure `set-unknown` */
  letters(id: SetId, list: number): string {
    const set = this.#get(id);
    return lettersOf(set.words, set.list(list).numbers);
  }

  /** Four bytes each, the least first, in base64. @throws Failure `set-unknown` */
  numbers(id: SetId, list: number): string {
    const { buffer, byteOffset, byteLength } = this.#get(id).list(list).numbers;
    return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  }

  /** @throws Failure `set-unknown` */
  facets(id: SetId, list: number): readonly Facet[] {
    const set = this.#get(id);
    return facetsOf(set.fields, set.list(list).numbers, set.sources);
  }

  /** @throws Failure `set-unknown`, `plan-invalid`, and as `decideImages` */
  async decide({ set: id, of, change, isTrial = false }: SetDecision): Promise<DecidedStep> {
    const set = this.#get(id);
    const numbers = 'list' in of ? set.list(of.list).numbers : set.requireNumbers(of.numbers);
    return this.#decisions.decide(set, numbers, change, isTrial);
  }

  /** @throws Failure `set-unknown`, and as `decideImages` */
  async undo(id: SetId, step: string): Promise<DecidedStep> {
    return this.#decisions.undo(this.#get(id), step);
  }

  /** @throws Failure `set-unknown`, `plan-invalid`, and as `decideImages` */
  async tellApart(id: SetId, numbers: readonly number[]): Promise<void> {
    const set = this.#get(id);
    await this.#decisions.tellApart(set, set.requireNumbers(numbers));
  }

  /** @throws Failure `set-unknown`, `plan-invalid`, and as `explainImage` */
  explain(id: SetId, number: number, signal: AbortSignal): AsyncGenerator<EvaluateProgress, ScoreExplanation> {
    const set = this.#get(id);
    set.requireNumbers([number]);
    return explainImage(set, number, this.#tools, signal);
  }

  /** @throws Failure `set-unknown`, `plan-invalid`, and as `nearestRealOf` */
  nearestReal(id: SetId, number: number, signal: AbortSignal): AsyncGenerator<EvaluateProgress, NearestReal | null> {
    const set = this.#get(id);
    set.requireNumbers([number]);
    return nearestRealOf(set, number, this.#tools, signal);
  }

  /** Until it is cancelled. @throws Failure `set-unknown` */
  async watch(id: SetId, report: (change: SetChange) => void, signal: AbortSignal): Promise<void> {
    await this.#decisions.watch(this.#get(id), report, signal);
  }

  close(id: SetId): void {
    this.#sets.delete(id);
  }

  #get(id: SetId): ImageSet {
    const set = this.#sets.get(id);
    if (set !== undefined) return set;
    throw new Failure('set-unknown', 'The engine does not know that set of images any more; open it again.');
  }
}
