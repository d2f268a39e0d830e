import { readFile, stat } from 'node:fs/promises';
import { Failure } from '../../../protocol/failure.ts';
import { digestOf } from '../../files/digest.ts';

/** Digests of files, each read once for as long as it stays as it is. */
export class FileDigests {
  readonly #known = new Map<string, { readonly stamp: string; readonly digest: Promise<string> }>();

  /**
   * Hex SHA-256 of a file.
   * @param file absolute path
   * @throws Failure `file-unreadable`
   */
  async of(file: string): Promise<string> {
    try {
      const status = await stat(file);
      if (!status.isFile()) throw new Error('no ordinary file'); // A pipe would be waited for without end.
      const { size, mtimeMs, ctimeMs } = status;
      const stamp = `${size} ${mtimeMs} ${ctimeMs}`;
      const known = this.#known.get(file);
      if (known?.stamp === stamp) return await known.digest;
      const digest = readFile(file).then(digestOf);
      this.#known.set(file, { stamp, digest });
      return await digest;
    } catch (cause) {
      this.#known.delete(file);
      throw new Failure('file-unreadable', `The image ${file} cannot be read; check that the file is there.`, {
        cause,
      });
    }
  }
}
