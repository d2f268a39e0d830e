/** @file Paths that a server lists: only those that stay below the model's folder on every system are written to disk. */
import { Failure } from '../../../protocol/failure.ts';

/** Names that Windows takes for devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
/** Of file names on Windows, and what ends names everywhere. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u001f<>:"|?*\\]/;
const LONGEST_PATH = 512;

/** Whether a path with `/` names a file below a folder: relative, without `..`, and a name that every system takes. */
export function isSafePath(path: string): boolean {
  return path.length > 0 && path.length <= LONGEST_PATH && path.split('/').every(isSafeName);
}

function isSafeName(name: string): boolean {
  const isEmptyOrUp = name === '' || name === '.' || name === '..';
  return !isEmptyOrUp && !FORBIDDEN.test(name) && !DEVICE.test(name) && !/[. ]$/.test(name);
}

/** @throws Failure `model-corrupt` */
export function requireSafePath(path: string, repository: string): void {
  if (isSafePath(path)) return;
  const shown = JSON.stringify(path.slice(0, 80));
  throw new Failure(
    'model-corrupt',
    `The hub lists a file ${shown} of \`${repository}\`, which leads out of the model's folder or cannot be written here; nothing of it was fetched. Choose another model.`,
  );
}
