/** @file A graph of the pool: what it is known by, and what is known of it before it is opened. */
import { stat } from 'node:fs/promises';
import type { ProviderName } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { digestOf } from '../../files/digest.ts';
import { fileDigest } from '../../files/file-digest.ts';
import { checkExternalData, externalDataFiles } from '../onnx/external-data.ts';
import { partName } from '../onnx/graph-part.ts';
import { type OnnxFile, readOnnxFile } from '../onnx/onnx-file.ts';
import { chooseProvider } from '../providers/provider-choice.ts';
import { sessionBytes } from './model-memory.ts';
import type { Session, SessionOptions } from './session.ts';

/** A graph that handles share. */
export interface SharedGraph {
  readonly key: string;
  path: string;
  /** For people. */
  readonly part: string;
  readonly options: SessionOptions & { readonly provider: ProviderName };
  readonly file: OnnxFile;
  /** Of its files, when their content was looked at. */
  stamp: string;
  /** Estimated, of its session. */
  readonly bytes: number;
  handles: number;
  session?: Session;
  opening?: Promise<Session>;
  /** Runs under way or about to be. */
  busy: number;
  /** The run of the engine, and the run of a graph, that used it last. */
  lastRun: number;
  lastUse: number;
  /** Sizes that it has run at. */
  readonly warm: Set<string>;
}

/**
 * As nobody has used it yet. Its key is what it holds, wherever it lies: models often have parts in common.
 * @throws Failure `model-missing`, `model-corrupt`, `file-unreadable`, `provider-unavailable`
 */
export async function sharedGraph(path: string, options: SessionOptions): Promise<SharedGraph> {
  const provider = await chooseProvider(options.provider);
  const file = await readOnnxFile(path);
  await checkExternalData(path, file);
  const files = await filesOf(path);
  const [stamp, ...digests] = await Promise.all([stampOf(files), ...files.map(fileDigest)]);
  return {
    key: [provider, options.threads, ...digests].join('\n'),
    ...{ path, file, stamp, part: partName(path), bytes: sessionBytes(file, provider) },
    options: { ...options, provider },
    ...{ handles: 0, busy: 0, lastRun: 0, lastUse: 0, warm: new Set() },
  };
}

/** As nobody has opened it yet. @throws Failure as `sharedGraph` */
export async function estimatedBytes(path: string, options: SessionOptions): Promise<number> {
  return sessionBytes(await readOnnxFile(path), await chooseProvider(options.provider));
}

/** @throws Failure `model-corrupt` when its files are others than they were, `model-missing` */
export async function requireUnchanged({ path, stamp }: SharedGraph): Promise<void> {
  if ((await stampOf(await filesOf(path))) === stamp) return;
  throw new Failure('model-corrupt', `The model file ${path} was changed while it was in use; run again to use it.`);
}

async function filesOf(path: string): Promise<readonly string[]> {
  return [path, ...(await externalDataFiles(path))];
}

async function stampOf(files: readonly string[]): Promise<string> {
  const stamps = await Promise.all(
    files.map(async (file) => {
      const status = await stat(file).catch(() => undefined); // Gone is other than it was.
      return `${status?.size} ${status?.mtimeMs}`;
    }),
  );
  return digestOf(stamps.join('\n'));
}
