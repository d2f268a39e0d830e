/** @file `vlprompt cache status` */
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { cacheLines } from '../../terminal/cache-table.ts';
import { type CacheOptions, statusBody, withCache } from './cache-session.ts';

export async function status(options: CacheOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, signal } = shell;
  const exitCode = exitCodes.passed;
  await withCache(options, shell, async ({ calls, workspace }) => {
    const found = await calls.cacheStatus({}, { signal });
    if (options.json) terminal.out(documentText('vlprompt.cache', { exitCode, ...statusBody(found, workspace) }));
    else for (const line of cacheLines(found, terminal.style)) terminal.out(line);
  });
  return exitCode;
}
