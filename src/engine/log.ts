/**
 * @file What the engine tells those who look after it. Lines go to standard error, for standard output may be the
 * channel; each carries its level, which the client reads off again (`client/log-line.ts`).
 */
import type { LogLevel } from '../protocol/engine.ts';

/** From the gravest on. */
const levels: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/** Until a process says that it is one that is looked after. */
let least: LogLevel = 'error';

/** What is less grave is not written from now on. */
export function setLogLevel(level: LogLevel): void {
  least = level;
}

type Log = { readonly [L in LogLevel]: (text: string) => void };

export const log: Log = {
  error: (text) => write('error', text),
  warn: (text) => write('warn', text),
  info: (text) => write('info', text),
  debug: (text) => write('debug', text),
};

/** Every line of a text for itself, as they are read one by one. */
function write(level: LogLevel, text: string): void {
  if (levels.indexOf(level) > levels.indexOf(least)) return;
  process.stderr.write(text.replaceAll(/^/gm, `[${level}] `).concat('\n'));
}
