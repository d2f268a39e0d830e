/** @file One text encoder with its tokenizer: the chunks of a prompt → what the network reads of them. */
import type { Dialect } from '../../../../language/plan/plan.ts';
import { emphases } from '../../../pipelines/emphasis.ts';
import { RecentMap } from '../../../recent-map.ts';
import type { Session } from '../../../runtime/sessions/session.ts';
import type { Feeds, Numbers } from '../../../runtime/tensor-binder.ts';
import type { PromptTokens } from '../../../text/learned-names.ts';
import type { PromptChunk } from '../../../text/prompt-chunks.ts';
import type { Tokenizer } from '../../../text/tokenizer.ts';
import type { LazySession } from '../../graphs/lazy-session.ts';
import { hasLearned, type LearnedVectors } from '../../learned-tokens/learned-vectors.ts';

/** What is read of an encoder: names of its graph's outputs. */
export interface EncoderOutputs {
  /** [1, tokens, features]: of the last layer `last_hidden_state`, of others `hidden_states.11`. */
  readonly hidden: string;
  /** [1, features] of the whole chunk. */
  readonly pooled?: string;
}

/** Of one chunk. */
interface EncodedTokens {
  readonly hidden: Numbers;
  readonly pooled?: Numbers;
}

interface Reading {
  readonly session: Session;
  readonly ids: Int32Array;
  readonly more: Feeds;
}

/** Prompts of a run repeat; the negative prompt almost always does. */
const CHUNKS_KEPT = 64;

export class TextEncoder {
  readonly tokenizer: Tokenizer;
  /** How prompts are read: by the tokenizer, and by the names of learned tokens. */
  readonly words: PromptTokens;
  readonly #learned: LearnedVectors | undefined;
  readonly #session: LazySession;
  readonly #outputs: EncoderOutputs;
  /** By their tokens. */
  readonly #encoded = new RecentMap<string, EncodedTokens>(CHUNKS_KEPT);

  constructor(tokenizer: Tokenizer, session: LazySession, outputs: EncoderOutputs, learned?: LearnedVectors) {
    this.tokenizer = tokenizer;
    this.words = learned?.among(tokenizer) ?? tokenizer;
    this.#learned = learned;
    this.#session = session;
    this.#outputs = outputs;
  }

  /** Weights change what is said of tokens, never what is said of the whole. */
  async encode({ ids, weights }: PromptChunk, emphasis: Dialect, signal: AbortSignal): Promise<EncodedTokens> {
    const encoded = await this.#encodeTokens(ids, signal);
    if (weights.every((weight) => weight === 1)) return encoded;
    const { hidden } = encoded;
    const behind = Array.from({ length: this.tokenizer.length - 1 - weights.length }, () => 1);
    const { hidden: empty } = await this.#encodeTokens([], signal);
    const data = emphases[emphasis]({ hidden, weights: [1, ...weights, ...behind], empty });
    return { ...encoded, hidden: { ...hidden, data } };
  }

  /** Of no weights. */
  async #encodeTokens(tokens: readonly number[], signal: AbortSignal): Promise<EncodedTokens> {
    const key = tokens.join();
    const known = this.#encoded.get(key);
    if (known !== undefined) return known;
    const { session, ids, more } = await this.#reading(tokens);
    const dims = [1, ids.length];
    // Padding is attended, as in diffusers, where an export has a mask at all.
    const feeds = {
      input_ids: { data: ids, dims },
      attention_mask: { data: new Int32Array(ids.length).fill(1), dims },
      ...more,
    };
    const { hidden: name, pooled: whole } = this.#outputs;
    const [hidden, pooled] = await session.run(feeds, [name, ...(whole === undefined ? [] : [whole])], signal);
    const encoded = { hidden: hidden!, ...(pooled && { pooled }) };
    this.#encoded.set(key, encoded);
    return encoded;
  }

  /** What reads a row, and what it reads: vectors are fed to a graph of their own. */
  async #reading(tokens: readonly number[]): Promise<Reading> {
    const { ids } = this.tokenizer.row(tokens);
    if (this.#learned === undefined || !hasLearned(tokens))
      return { session: await this.#session.open(), ids, more: {} };
    const { ids: placed, feeds } = this.#learned.feeds(ids);
    return { session: await this.#learned.open(), ids: placed, more: feeds };
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#session.dispose(), this.#learned?.dispose()]);
  }
}
