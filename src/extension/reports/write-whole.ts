/** @file A file is there whole or not at all, on whatever disk the editor has it. */
import { randomBytes } from 'node:crypto';
import type { FileSystem, Uri } from 'vscode';

/**
 * Under another name first, which nobody can guess: a repository may come with a link of any name that can be, and
 * writing would follow it. Nothing is left of a write that fails.
 */
export async function writeWhole(
  target: Uri,
  text: string,
  fs: Pick<FileSystem, 'writeFile' | 'rename' | 'delete'>,
): Promise<void> {
  const temporary = target.with({ path: `${target.path}.${randomBytes(8).toString('hex')}.part` });
  try {
    await fs.writeFile(temporary, Buffer.from(text));
    await fs.rename(temporary, target, { overwrite: true });
  } catch (error) {
    await Promise.resolve(fs.delete(temporary)).catch(() => {}); // It may never have been there.
    throw error;
  }
}
