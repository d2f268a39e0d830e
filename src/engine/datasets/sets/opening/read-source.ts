/** @file What a source asks for, looked up image by image: drawn or missing ones of recipes, real ones of data sets. */
import { setImmediate } from 'node:timers/promises';
import type { DataPlan, JudgingPlan, RecipePlan } from '../../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../../protocol/evaluation.ts';
import { Failure } from '../../../../protocol/failure.ts';
import type { ImageSource } from '../../../../protocol/image-sets.ts';
import type { RecipeScores } from '../../../../protocol/scores.ts';
import type { Executor } from '../../../executor.ts';
import { throwIfCancelled } from '../../../runtime/sessions/cancellation.ts';
import { sampleOf } from '../../samples/sample.ts';
import { ColumnsWriter } from '../columns/columns-writer.ts';
import type { ImageColumns } from '../columns/image-columns.ts';
import type { KeptPart } from './kept-set.ts';
import { unscored } from './refresh-set.ts';

export type SourceTools = Pick<Executor, 'lookup' | 'lookupScores' | 'readData' | 'artefactsOf' | 'knownScores'>;

export interface ReadSource {
  /** Of all images that are asked for, in the plan's order; one that is not drawn has no hash. */
  readonly columns: ImageColumns;
  /** What was left out or is not known, each in one sentence. */
  readonly notes: readonly string[];
  /** Absent where some of it cannot be known again without the source: real images, and those that begin with others. */
  readonly parts?: readonly KeptPart[];
}

/** Of which classes images are; undefined: of any. */
type Classes = ReadonlySet<string> | undefined;

/**
 * Draws nothing, scores nothing and opens no picture.
 * @throws Failure of models and data, `cancelled`
 */
export async function* readSource(
  source: ImageSource,
  tools: SourceTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, ReadSource> {
  const reading = new SourceReading(tools, signal);
  if (source.kind === 'recipes') for (const recipe of source.recipes) yield* reading.addRecipe(recipe, undefined);
  else {
    const { judging, from } = source.curation;
    const classes = new Set(judging.classes.map(({ name }) => name));
    for (const each of from) {
      yield* each.kind === 'recipe' ? reading.addRecipe(each.recipe, classes) : reading.addData(each.data, classes);
    }
  }
  return reading.finish();
}

/** Images between which messages are let in. */
const TURN = 2048;

class SourceReading {
  readonly #tools: SourceTools;
  readonly #signal: AbortSignal;
  readonly #writer = new ColumnsWriter();
  readonly #notes = new Set<string>();
  readonly #parts: KeptPart[] = [];
  #canBeKept = true;

  constructor(tools: SourceTools, signal: AbortSignal) {
    this.#tools = tools;
    this.#signal = signal;
  }

  async *addRecipe(recipe: RecipePlan, classes: Classes): AsyncGenerator<EvaluateProgress, void> {
    yield this.#progress(recipe.name);
    const drawn = await this.#tools.lookup(recipe);
    throwIfCancelled(this.#signal);
    const [scores, artefacts] = [await this.#scoresOf(recipe), await this.#tools.artefactsOf(recipe)];
    const from = this.#writer.count;
    for (const [index, cell] of recipe.cells.entries()) {
      const of = recipe.rows[cell.row]?.class;
      if (of !== undefined && classes?.has(of) === false) continue;
      for (const [place, image] of cell.images.entries()) {
        const { file = '', hash = '' } = drawn.cells[index]?.[place] ?? {};
        const score = scores?.cells[index]?.[place] ?? null;
        const { file: _, hash: __, ...sample } = sampleOf(recipe, cell, image, { file, hash }, scores, score);
        const artefact = artefacts.nameOf(image);
        if (artefact === undefined) this.#canBeKept = false;
        this.#writer.add({ ...sample, ...(hash !== '' && { hash }), ...(artefact !== undefined && { artefact }) });
        if (this.#writer.count % TURN === 0) yield* this.#turn(recipe.name);
      }
    }
    const judge = recipe.judging === undefined || scores === null ? '' : await this.#judgeOf(recipe.judging);
    this.#parts.push({ from, to: this.#writer.count, painter: artefacts.painter, judge });
  }

  async *addData(data: DataPlan, classes: Classes): AsyncGenerator<EvaluateProgress, void> {
    this.#canBeKept = false;
    const { images, skipped } = yield* this.#tools.readData(data, this.#signal, [...(classes ?? [])]);
    for (const { reason } of skipped) this.#notes.add(reason);
    for (const { file, hash, label } of images) {
      if (label !== null && classes?.has(label) === false) continue;
      this.#writer.add({ file, hash, from: data.name, ...(label !== null && { class: label }) });
    }
  }

  finish(): ReadSource {
    const kept = this.#canBeKept ? { parts: this.#parts } : {};
    return { columns: this.#writer.finish(), notes: [...this.#notes], ...kept };
  }

  async #judgeOf(judging: JudgingPlan): Promise<string> {
    return (await this.#tools.knownScores(judging)).judge;
  }

  /** Without a judge that can be had, images are looked through all the same. */
  async #scoresOf(recipe: RecipePlan): Promise<RecipeScores | null> {
    try {
      return await this.#tools.lookupScores(recipe);
    } catch (error) {
      if (!Failure.is(error)) throw error;
      this.#notes.add(unscored(recipe.name, error));
      return null;
    }
  }

  async *#turn(source: string): AsyncGenerator<EvaluateProgress, void> {
    throwIfCancelled(this.#signal);
    yield this.#progress(source);
    await setImmediate();
  }

  #progress(source: string): EvaluateProgress {
    return { stage: 'reading', source, done: this.#writer.count, total: 0 };
  }
}
