/** @file What the language asks of the program it runs in. */
import type { ModelSpec } from './plan/plan.ts';

export type HubSpec = Extract<ModelSpec, { kind: 'hub' }>;

/** Who reads a text: a painter reads as many chunks as there are, a judge one. */
export type TokenReader = 'painter' | 'judge';

/** How a model reads a text. Indices are UTF-16 offsets into it. */
export interface TokenReading {
  /** Tokens, start and end left out. */
  readonly count: number;
  /** Where each chunk after the first begins: of 75 tokens for a painter, with the comma rule; a judge has no others. */
  readonly chunks: readonly number[];
  /** From where on nothing is read; undefined when all is. */
  readonly unreadFrom: number | undefined;
}

/**
 * Reads texts with the model's own tokenizer; one reading for each text. Undefined when that model's tokenizer cannot be
 * read here; the check is then left out.
 */
export type TokenCounter = (
  model: ModelSpec,
  reader: TokenReader,
  texts: readonly string[],
) => Promise<readonly TokenReading[] | undefined>;

export interface Host {
  /** The text of a file; rejects when it cannot be read. */
  readonly readFile: (path: string) => Promise<string>;
  /** Where a path leads once every link is followed; rejects when nothing stands there. */
  readonly realPath: (path: string) => Promise<string>;
  /** Prompt files in a folder and below it, as paths relative to it with `/`; never rejects. */
  readonly promptFilesIn: (folder: string) => Promise<readonly string[]>;
  /** Whether a folder stands at an absolute path; never rejects. */
  readonly folderExists: (path: string) => Promise<boolean>;
  /** The same of a file. */
  readonly fileExists: (path: string) => Promise<boolean>;
  /** Whether a model of the hub was downloaded to this machine; never rejects. */
  readonly isDownloaded: (spec: HubSpec) => Promise<boolean>;
  /** @param workspace absolute path of the folder that paths of models are relative to. */
  readonly tokenCounterOf?: (workspace: string) => TokenCounter;
}
