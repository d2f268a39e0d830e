/** @file Reads and checks a prompt file, and says in words when that cannot be done. */
import { readFile } from 'node:fs/promises';
import { tokenCounter } from '../engine/text/token-counter.ts';
import { createLanguageService, type OpenedFile } from '../language/service.ts';
import { Failure } from '../protocol/failure.ts';
import { product } from './product.ts';

/**
 * @param file absolute path
 * @param name as shown to people
 * @throws Failure `file-unreadable`
 */
export async function readPromptText(file: string, name: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (cause) {
    throw unreadable(name, cause, 'a .vlprompt file');
  }
}

/** @param wanted what the file should be: `a picture` */
export function unreadable(name: string, cause: unknown, wanted: string): Failure {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = reasons[code] ?? (code === 'EISDIR' ? `is a folder: name ${wanted}` : `could not be read (${code})`);
  return new Failure('file-unreadable', `${name} ${reason}.`, { cause });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: check its name',
  ENOTDIR: 'does not exist: check its name',
  EACCES: 'may not be read by you: check its permissions',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not text in UTF-8: save it in that encoding',
};

/**
 * @param file absolute path
 * @param name as shown to people
 * @param workspace absolute path
 * @param trustedModelFolders absolute paths of folders whose models' tokenizers may measure prompts
 * @throws Failure `file-unreadable`
 */
export async function openPromptText(
  file: string,
  name: string,
  workspace: string,
  trustedModelFolders: readonly string[] = [],
): Promise<OpenedFile & { readonly plan: NonNullable<OpenedFile['plan']> }> {
  const text = await readPromptText(file, name);
  const { starterPack } = product;
  const service = createLanguageService({
    tokenCounterOf: () => tokenCounter({ workspace, starterPack, trustedModelFolders }),
  });
  const opened = await service.openText(text, file, workspace);
  if (opened.plan === undefined) throw new Failure('file-unreadable', `${name} could not be read.`);
  return { ...opened, plan: opened.plan };
}
