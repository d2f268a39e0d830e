/** @file The learned tokens of one text encoder: what its tokenizer finds in prompts, and what its graph is fed for them. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import {
  LEARNED_ROWS,
  LEARNED_VECTORS,
  type LearnedVectorsGraph,
  writeLearnedVectorsGraph,
} from '../../runtime/onnx/learned-vectors-graph.ts';
import type { Session, SessionOptions } from '../../runtime/sessions/session.ts';
import type { Feeds } from '../../runtime/tensor-binder.ts';
import { FIRST_LEARNED, type PromptTokens, withLearnedNames } from '../../text/learned-names.ts';
import { LazySession } from '../graphs/lazy-session.ts';
import { makeCopyFolder } from './copy-folder.ts';
import type { LearnedToken } from './learned-tokens.ts';

/** Stands in a row of ids where a vector is fed: below every special token, so that no pooling takes it for one. */
const PLACEHOLDER = 0;

interface Copy {
  readonly folder: string;
  readonly graph: LearnedVectorsGraph;
  readonly session: LazySession;
}

export class LearnedVectors {
  readonly #tokens: readonly LearnedToken[];
  readonly #vectors: readonly Float32Array[];
  readonly #graph: string;
  readonly #options: SessionOptions;
  #copy: Promise<Copy> | undefined;

  /**
   * @param encoder index of the text encoder among those of the model
   * @param graph its absolute path; copied into a temporary folder at the first use
   */
  constructor(tokens: readonly LearnedToken[], encoder: number, graph: string, options: SessionOptions) {
    this.#tokens = tokens;
    this.#vectors = tokens.flatMap(({ vectors }) => vectors[encoder] ?? []);
    this.#graph = graph;
    this.#options = options;
  }

  /** The tokenizer, with the names of these tokens among its words. */
  among(tokenizer: PromptTokens): PromptTokens {
    return withLearnedNames(
      tokenizer,
      this.#tokens.map(({ name, vectors }) => ({ name, vectors: vectors[0]?.length ?? 0 })),
    );
  }

  /** @throws Failure `model-unsupported` when vectors cannot be put into the graph, or are of another model's width */
  async open(): Promise<Session> {
    this.#copy ??= this.#makeCopy().catch((error: unknown) => {
      this.#copy = undefined;
      throw error;
    });
    return (await this.#copy).session.open();
  }

  /** What the copy reads beside the usual: a row of ids with places for vectors becomes one without. */
  feeds(row: Int32Array): { readonly ids: Int32Array; readonly feeds: Feeds } {
    const width = this.#vectors[0]?.length ?? 0;
    const isLearned = Int32Array.from(row, (id) => (id >= FIRST_LEARNED ? 1 : 0));
    const vectors = new Float32Array(row.length * width);
    row.forEach((id, at) => {
      if (id >= FIRST_LEARNED) vectors.set(this.#vectors[id - FIRST_LEARNED]!, at * width);
    });
    return {
      ids: row.map((id) => (id >= FIRST_LEARNED ? PLACEHOLDER : id)),
      feeds: {
        [LEARNED_ROWS]: { data: isLearned, dims: [1, row.length, 1] },
        [LEARNED_VECTORS]: { data: vectors, dims: [1, row.length, width] },
      },
    };
  }

  async dispose(): Promise<void> {
    const copy = await this.#copy?.catch(() => undefined);
    await copy?.session.dispose();
    if (copy !== undefined) await rm(copy.folder, { recursive: true, force: true });
  }

  async #makeCopy(): Promise<Copy> {
    const folder = await makeCopyFolder();
    try {
      // The folder's name is what progress calls the part.
      const graph = await writeLearnedVectorsGraph(this.#graph, join(folder, 'text_encoder with learned tokens'));
      this.#requireWidth(graph.width);
      return { folder, graph, session: new LazySession(graph.path, this.#options) };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  #requireWidth(width: number | undefined): void {
    const stranger = this.#vectors.find((vector) => vector.length !== width);
    if (width === undefined || stranger === undefined) return;
    const names = this.#tokens.map(({ name }) => `\`${name}\``).join(', ');
    throw new Failure(
      'model-unsupported',
      `The learned tokens ${names} have vectors of ${stranger.length} numbers and this model's words have ${width}: they were learned for another model; leave them out of \`adapter\`.`,
    );
  }
}

/** Whether a chunk's tokens have learned ones among them. */
export function hasLearned(tokens: readonly number[]): boolean {
  return tokens.some((id) => id >= FIRST_LEARNED);
}
