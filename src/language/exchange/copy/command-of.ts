/** @file A recipe as the command that draws it. */
import { type CommandShell, shellFile, shellWord } from '../../../protocol/texts/shell-word.ts';

/** @param file as it is to be named, relative to where the command runs. */
export function commandOf(file: string, recipe: string, shell: CommandShell = 'posix'): string {
  return `vlprompt run ${shellFile(file, shell)} ${shellWord(recipe, shell)}`;
}
