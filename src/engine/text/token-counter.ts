/**
 * @file Reads texts with a model's own tokenizer files. No model is opened and no engine is asked, so that the language
 * can check prompts while they are typed.
 */
import type { ModelSpec } from '../../language/plan/plan.ts';
import type { EngineSettings } from '../../protocol/engine.ts';
import { locateModel } from '../execution/models/model-place.ts';
import { RecentMap } from '../recent-map.ts';
import { chunkStarts } from './chunks.ts';
import { loadTokenizer } from './load-tokenizer.ts';
import type { Tokenizer } from './tokenizer.ts';

/** Indices are in UTF-16. */
export interface TokenReading {
  /** Tokens, start and end left out. */
  readonly count: number;
  /** Where in the text each chunk after the first begins; a judge reads one alone. */
  readonly chunks: readonly number[];
  /** Where the first token begins that is not read; undefined when all are. */
  readonly unreadFrom: number | undefined;
}

type Reader = 'painter' | 'judge';

/** @returns a counter that answers undefined for a model whose tokenizer cannot be read */
export function tokenCounter(places: Pick<EngineSettings, 'workspace' | 'starterPack' | 'trustedModelFolders'>) {
  return async (model: ModelSpec, reader: Reader, texts: readonly string[]): Promise<TokenReading[] | undefined> => {
    try {
      const readings = await readingsOf(await locateModel(model, places));
      return texts.map((text) => readings.read(text, reader));
    } catch {
      return undefined; // Running the model says what is wrong with it.
    }
  };
}

/** By folder, for as long as the process lives. */
const known = new Map<string, Promise<TokenReadings>>();

function readingsOf(folder: string): Promise<TokenReadings> {
  const there = known.get(folder);
  if (there) return there;
  const loading = loadTokenizer(folder).then((tokenizer) => new TokenReadings(tokenizer));
  known.set(folder, loading);
  loading.catch(() => known.delete(folder));
  return loading;
}

/**
 * While somebody types, all prompts of a file are read again and again, and one of them is new. More than the language
 * asks for at a time, for a cache that is too small by one forgets everything.
 */
const READINGS_KEPT = 32_768;

/** UTF-16 units; longer texts are read anew each time, so that what is kept stays within some megabytes. */
const LONGEST_KEPT = 1024;

class TokenReadings {
  readonly #tokenizer: Tokenizer;
  readonly #read: { readonly [R in Reader]: RecentMap<string, TokenReading> } = {
    painter: new RecentMap(READINGS_KEPT),
    judge: new RecentMap(READINGS_KEPT),
  };

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  read(text: string, reader: Reader): TokenReading {
    const there = this.#read[reader].get(text);
    if (there !== undefined) return there;
    const reading = readText(this.#tokenizer, reader, text);
    if (text.length <= LONGEST_KEPT) this.#read[reader].set(text, reading);
    return reading;
  }
}

function readText(tokenizer: Tokenizer, reader: Reader, text: string): TokenReading {
  const { ids, spansAt } = tokenizer.tokenize(text);
  const count = ids.length;
  if (count <= tokenizer.limit) return { count, chunks: [], unreadFrom: undefined };
  const startsOf = (indices: readonly number[]) => spansAt(indices).map(({ start }) => start);
  if (reader === 'judge') return { count, chunks: [], unreadFrom: startsOf([tokenizer.limit])[0] };
  return { count, chunks: startsOf(chunkStarts(ids, tokenizer)), unreadFrom: undefined };
}
