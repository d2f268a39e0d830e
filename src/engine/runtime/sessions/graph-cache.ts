/**
 * @file Graphs as the runtime optimises them, kept on the disk. Optimising is half of opening where weights are
 * small, and less than a tenth where they are large (docs/benchmarks.md): there the copy would be as large as the model
 * and save next to nothing. The results are the same, bit for bit.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import type { ProviderName } from '../../../protocol/engine.ts';
import { digestOf } from '../../files/digest.ts';
import { fileDigest } from '../../files/file-digest.ts';
import { isAlive, isLeftOver, temporaryName } from '../../files/temporary-file.ts';
import { log } from '../../log.ts';
import { partName } from '../onnx/graph-part.ts';
import { readOnnxFile } from '../onnx/onnx-file.ts';
import { type NativeOptions, type NativeSession, openNative, runtimeName } from '../onnx-runtime.ts';

/** Bytes of weights up to which it is worth it. */
const LARGEST = 256e6;

/** Bytes of all graphs that are kept. */
const CAPACITY = 1e9;

/** Others compile parts of a graph into what cannot be written down. */
const writable: readonly ProviderName[] = ['cpu', 'webgpu', 'cuda'];

export class GraphCache {
  readonly #folder: string;
  readonly #capacity: number;

  /** @param cache absolute path of the user's own cache folder */
  constructor(cache: string, capacity = CAPACITY) {
    this.#folder = path.join(cache, 'graphs');
    this.#capacity = capacity;
  }

  /** As `openNative`: what is wrong with the cache is no reason to fail. */
  async open(graph: string, options: NativeOptions): Promise<NativeSession> {
    if (!(await isWorthIt(graph, options.provider))) return openNative(graph, options);
    const file = path.join(this.#folder, `${await keyOf(graph, options.provider)}.onnx`);
    return (await this.#reopen(file, graph, options)) ?? (await this.#openAnew(file, graph, options));
  }

  /** Undefined when it is not there, or is damaged and now gone. */
  async #reopen(file: string, graph: string, options: NativeOptions): Promise<NativeSession | undefined> {
    if (!existsSync(file)) return undefined;
    const trial = `${file}.${process.pid}.trial`;
    try {
      await this.#requireNoCrash(file);
      await writeFile(trial, '');
      const session = await openNative(file, { ...options, isOptimised: true });
      const now = new Date();
      await utimes(file, now, now).catch(() => {}); // It only decides which goes first.
      log.debug(`${partName(graph)} was optimised before: ${file}.`);
      return session;
    } catch (error) {
      log.warn(`The optimised graph ${file} cannot be opened and is made again: ${String(error)}`);
      await rm(file, { force: true }).catch(() => {});
      return undefined;
    } finally {
      await rm(trial, { force: true }).catch(() => {});
    }
  }

  /** A damaged graph may end the process that opens it, each time it is started: that happens once. */
  async #requireNoCrash(file: string): Promise<void> {
    const trials = (await readdir(this.#folder)).filter((name) => name.startsWith(path.basename(file)));
    for (const name of trials) {
      const [, opener] = /[.](\d+)[.]trial$/.exec(name) ?? [];
      if (opener === undefined || isAlive(Number(opener))) continue;
      await rm(path.join(this.#folder, name), { force: true });
      throw new Error('A process that opened it has ended by itself.');
    }
  }

  async #openAnew(file: string, graph: string, options: NativeOptions): Promise<NativeSession> {
    const temporary = path.join(this.#folder, temporaryName());
    try {
      await mkdir(this.#folder, { recursive: true });
      const session = await openNative(graph, { ...options, optimisedTo: temporary });
      await this.#keep(temporary, file).catch((error: unknown) => log.debug(`Not kept: ${String(error)}`));
      return session;
    } catch (error) {
      log.debug(`${partName(graph)} is opened without keeping it optimised: ${String(error)}`);
      return openNative(graph, options);
    } finally {
      await rm(temporary, { force: true }).catch(() => {});
    }
  }

  /** On the disk before it has its name: after a power cut it is there whole or not at all. */
  async #keep(temporary: string, file: string): Promise<void> {
    const written = await open(temporary, 'r+');
    await written.sync().finally(() => written.close());
    await rename(temporary, file);
    await this.#prune(file);
  }

  /** What was used longest ago goes first, and what killed processes left. */
  async #prune(newest: string): Promise<void> {
    let bytes = 0;
    for (const { file, size, modified } of await this.#files()) {
      bytes += size;
      const isTooMuch = bytes > this.#capacity && file !== newest;
      if (isTooMuch || isLeftOver(path.basename(file), modified)) await rm(file, { force: true });
    }
  }

  /** Newest first. */
  async #files() {
    const names = (await readdir(this.#folder)).filter((name) => /\.(onnx|tmp)$/.test(name));
    const files = await Promise.all(
      names.map(async (name) => {
        const file = path.join(this.#folder, name);
        const { size, mtimeMs: modified } = await stat(file);
        return { file, size, modified };
      }),
    );
    return files.sort((a, b) => b.modified - a.modified);
  }
}

/** Weights beside a graph stay where they are when it is written, and would not be found from elsewhere. */
async function isWorthIt(graph: string, provider: ProviderName): Promise<boolean> {
  const { weights, externalData } = await readOnnxFile(graph);
  if (externalData.size > 0) return false;
  const bytes = [...weights.values()].reduce((sum, size) => sum + size, 0);
  return bytes <= LARGEST && writable.includes(provider);
}

/** Everything that the optimised graph depends on; layouts suit the processor's instructions. */
async function keyOf(graph: string, provider: ProviderName): Promise<string> {
  const machine = [process.platform, process.arch, cpus()[0]?.model];
  return digestOf([await fileDigest(graph), runtimeName(), provider, ...machine].join('\n'));
}
