/** @file The text encoders of a model side by side: each reads the whole prompt, and features stand beside each other. */
import type { Dialect } from '../../../../language/plan/plan.ts';
import type { PromptContext } from '../../../pipelines/diffusion-networks.ts';
import { joinChunks } from '../../../pipelines/prompt-context.ts';
import type { Numbers } from '../../../runtime/tensor-binder.ts';
import { type PromptChunk, promptChunks, type Wording } from '../../../text/prompt-chunks.ts';
import type { TextEncoder } from './text-encoder.ts';

/** Behind a prompt that another encoder cuts into more chunks: their vocabularies may differ in a few signs. */
const EMPTY: PromptChunk = { ids: [], weights: [] };

/** What is needed of one of them. */
export type ChunkEncoder = Pick<TextEncoder, 'tokenizer' | 'words' | 'encode' | 'dispose'>;

export class PromptReader {
  readonly #encoders: readonly ChunkEncoder[];

  /** @param encoders at least one; the last says the pooled part */
  constructor(encoders: readonly ChunkEncoder[]) {
    this.#encoders = encoders;
  }

  /** Tokens of one chunk, start and end left out. */
  get limit(): number {
    return Math.min(...this.#encoders.map(({ tokenizer }) => tokenizer.limit));
  }

  /** Tokens of one chunk as the network reads it. */
  get length(): number {
    return Math.max(...this.#encoders.map(({ tokenizer }) => tokenizer.length));
  }

  countTokens(text: string): number {
    return Math.max(...this.#encoders.map(({ words }) => words.ids(text).length));
  }

  countChunks(wording: Wording): number {
    return Math.max(...this.#encoders.map(({ words }) => promptChunks(words, wording).length));
  }

  /** One row; the pooled part is of the first chunk, as in other tools. */
  async encode(wording: Wording, emphasis: Dialect, signal: AbortSignal): Promise<PromptContext> {
    const count = this.countChunks(wording);
    const parts: PromptContext[] = [];
    for (const encoder of this.#encoders) parts.push(await encodeWith(encoder, wording, { count, emphasis, signal }));
    const { pooled } = parts.at(-1)!;
    return { hidden: besideEachOther(parts.map(({ hidden }) => hidden)), ...(pooled && { pooled }) };
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#encoders.map((encoder) => encoder.dispose()));
  }
}

interface Encoding {
  readonly count: number;
  readonly emphasis: Dialect;
  readonly signal: AbortSignal;
}

async function encodeWith(
  encoder: ChunkEncoder,
  wording: Wording,
  { count, emphasis, signal }: Encoding,
): Promise<PromptContext> {
  const own = promptChunks(encoder.words, wording);
  const chunks = [...own, ...Array.from({ length: count - own.length }, () => EMPTY)];
  const encoded: Awaited<ReturnType<ChunkEncoder['encode']>>[] = [];
  for (const chunk of chunks) encoded.push(await encoder.encode(chunk, emphasis, signal));
  const { pooled } = encoded[0]!;
  return { hidden: joinChunks(encoded.map(({ hidden }) => hidden)), ...(pooled && { pooled }) };
}

/** Along the axis of features. @param parts each [1, tokens, features], of as many tokens */
function besideEachOther(parts: readonly Numbers[]): Numbers {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const tokens = first!.dims[1]!;
  const width = parts.reduce((sum, { dims }) => sum + dims[2]!, 0);
  const data = new Float32Array(tokens * width);
  let column = 0;
  for (const { data: source, dims } of parts) {
    const own = dims[2]!;
    for (let token = 0; token < tokens; token++) {
      data.set(source.subarray(token * own, (token + 1) * own), token * width + column);
    }
    column += own;
  }
  return { data, dims: [1, tokens, width] };
}
