/** @file A word of a command, so that a shell takes it for one, and for nothing else. */

export type CommandShell = 'posix' | 'powershell';

const quotes: { readonly [S in CommandShell]: (text: string) => string } = {
  posix: (text) => `'${text.replaceAll("'", `'\\''`)}'`,
  powershell: (text) => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`,
};

export function shellWord(word: string, shell: CommandShell = 'posix'): string {
  return isPlain(word) ? word : quotes[shell](word);
}

/** A file, which is no option even where its name begins like one. */
export function shellFile(file: string, shell: CommandShell = 'posix'): string {
  return shellWord(file.startsWith('-') ? `./${file}` : file, shell);
}

/** Characters that mean themselves in every shell. */
function isPlain(word: string): boolean {
  return /^[A-Za-z0-9_./-]+$/.test(word);
}
