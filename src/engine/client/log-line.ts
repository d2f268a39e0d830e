import type { LogLevel } from '../../protocol/engine.ts';

export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
}

const marked = /^\[(error|warn|info|debug)\] (.*)$/s;

/** A line as the engine's log writes it (`engine/log.ts`). What native code or Node writes has no level: a warning. */
export function readLogLine(line: string): LogLine {
  const [, level, text] = marked.exec(line) ?? [];
  if (level === undefined || text === undefined) return { level: 'warn', text: line };
  return { level: level as LogLevel, text }; // The pattern has no others.
}
