/** @file `vlprompt cache clean` */
import { counted, sized } from '../../../protocol/texts/figures.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { cacheLines } from '../../terminal/cache-table.ts';
import { type CacheOptions, statusBody, withCache } from './cache-session.ts';

export interface CleanOptions extends CacheOptions {
  /** Bytes. */
  readonly to: number;
}

export async function clean(options: CleanOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, signal } = shell;
  const exitCode = exitCodes.passed;
  await withCache(options, shell, async ({ calls, workspace }) => {
    const { removed, status } = await calls.cleanCache({ to: options.to }, { signal });
    if (options.json) {
      terminal.out(documentText('vlprompt.cache', { exitCode, removed, ...statusBody(status, workspace) }));
      return;
    }
    terminal.out(`Removed ${counted(removed.files, 'file')} (${sized(removed.bytes)}).`);
    for (const line of cacheLines(status, terminal.style)) terminal.out(line);
  });
  return exitCode;
}
