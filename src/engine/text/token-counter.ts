/**
 * @file Counts tokens with a model's own tokenizer files. No model is opened and no engine is asked, so that the
 * language can check prompts while they are typed.
 */
import type { ModelSpec } from '../../language/plan/plan.ts';
import type { EngineSettings } from '../../protocol/engine.ts';
import { modelFolder } from '../execution/model-folder.ts';
import { loadTokenizer, type Tokenizer } from './clip-tokenizer.ts';

export interface TokenCounts {
  /** Of each text, start and end tokens left out. */
  readonly counts: readonly number[];
  /** How many tokens the model reads, start and end tokens left out. */
  readonly limit: number;
}

/** Tokenizers by folder, for as long as the process lives. */
const tokenizers = new Map<string, Promise<Tokenizer>>();

/** @returns a counter that answers undefined for a model whose tokenizer cannot be read */
export function tokenCounter(places: Pick<EngineSettings, 'workspace' | 'starterPack' | 'trustedModelFolders'>) {
  return async (model: ModelSpec, texts: readonly string[]): Promise<TokenCounts | undefined> => {
    try {
      const tokenizer = await tokenizerOf(await modelFolder(model, places));
      return { counts: texts.map((text) => tokenizer.count(text)), limit: tokenizer.limit };
    } catch {
      return undefined; // Running the model says what is wrong with it.
    }
  };
}

function tokenizerOf(folder: string): Promise<Tokenizer> {
  const known = tokenizers.get(folder);
  if (known) return known;
  const loading = loadTokenizer(folder);
  tokenizers.set(folder, loading);
  loading.catch(() => tokenizers.delete(folder));
  return loading;
}
