/** @file What is written of an export: a line for each file that is whole. A line that a crash tore off is none. */
import { type FileHandle, lstat, open, readFile, rm } from 'node:fs/promises';
import { unlessMissing } from '../../files/unless-missing.ts';
import { compare } from './export-set.ts';

export interface FinishedFile {
  /** Relative to the export's folder, with `/`. */
  readonly path: string;
  /** Hex SHA-256. */
  readonly sha256: string;
  readonly bytes: number;
}

const line = /^([0-9a-f]{64}) (\d+) (.+)$/;

export class FinishedFiles {
  readonly #journal: FileHandle;
  readonly #files: Map<string, FinishedFile>;

  private constructor(journal: FileHandle, files: Map<string, FinishedFile>) {
    this.#journal = journal;
    this.#files = files;
  }

  /** @param file absolute; made when it is missing, or a link, which would lead what is appended elsewhere */
  static async open(file: string): Promise<FinishedFiles> {
    if ((await unlessMissing(lstat(file)))?.isFile() === false) await rm(file, { recursive: true });
    const text = (await unlessMissing(readFile(file, 'utf8'))) ?? '';
    const journal = await open(file, 'a');
    try {
      // What was torn off must not become one with the next line.
      if (text !== '' && !text.endsWith('\n')) await journal.write('\n');
      return new FinishedFiles(journal, filesIn(text));
    } catch (error) {
      await journal.close();
      throw error;
    }
  }

  get(path: string): FinishedFile | undefined {
    return this.#files.get(path);
  }

  /** By path. */
  all(): readonly FinishedFile[] {
    return [...this.#files.values()].sort((a, b) => compare(a.path, b.path));
  }

  async add(file: FinishedFile): Promise<void> {
    await this.#journal.write(`${file.sha256} ${file.bytes} ${file.path}\n`);
    this.#files.set(file.path, file);
  }

  /** Until it is written anew. */
  forget(path: string): void {
    this.#files.delete(path);
  }

  close(): Promise<void> {
    return this.#journal.close();
  }
}

function filesIn(text: string): Map<string, FinishedFile> {
  const whole = text.split('\n').slice(0, -1);
  const files = whole.flatMap((one) => {
    const [, sha256 = '', bytes = '', path = ''] = line.exec(one) ?? [];
    return path === '' ? [] : [{ path, sha256, bytes: Number(bytes) }];
  });
  return new Map(files.map((file) => [file.path, file]));
}
