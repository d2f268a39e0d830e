/** @file A recipe as the command that draws it. */

export type CommandShell = 'posix' | 'powershell';

const quotes: { readonly [S in CommandShell]: (text: string) => string } = {
  posix: (text) => `'${text.replaceAll("'", `'\\''`)}'`,
  powershell: (text) => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`,
};

/** @param file as it is to be named, relative to where the command runs. */
export function commandOf(file: string, recipe: string, shell: CommandShell = 'posix'): string {
  // What begins with a dash would be taken for an option.
  const path = file.startsWith('-') ? `./${file}` : file;
  return ['vlprompt', 'run', path, recipe].map((word) => (isPlain(word) ? word : quotes[shell](word))).join(' ');
}

/** Characters that mean themselves in every shell. */
function isPlain(word: string): boolean {
  return /^[A-Za-z0-9_./-]+$/.test(word);
}
