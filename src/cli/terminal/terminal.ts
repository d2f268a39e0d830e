/** @file The terminal as the commands see it: results go to `out`, everything said meanwhile goes to `note`. */
import type { WriteStream } from 'node:tty';
import { type ColourDepth, createStyle, type Style } from './style.ts';

export interface Terminal {
  /** Columns. */
  readonly width: number;
  /** Of results. */
  readonly style: Style;
  /** Of notes; they may go elsewhere than results. */
  readonly noteStyle: Style;
  /** Whether a line of notes can be drawn over. */
  readonly interactive: boolean;
  /** Writes a line of the result to standard output. */
  out(line: string): void;
  /** Writes text to standard output as it is. */
  write(text: string): void;
  /** Writes a line to standard error. */
  note(line: string): void;
  /** Draws over the last line of standard error; only where `interactive`. */
  redraw(line: string): void;
}

/** Without a terminal, lines are laid out for this many columns: what a log viewer shows without wrapping. */
const widthOfLogs = 100;

/** A stream of the process; a terminal's has more than a file's. */
type Stream = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'getColorDepth'>>;

export function createTerminal(stdout: Stream, stderr: Stream, env: NodeJS.ProcessEnv): Terminal {
  return {
    width: columnsOfStream(stdout, env),
    style: createStyle(depthOf(stdout, env)),
    noteStyle: createStyle(depthOf(stderr, env)),
    interactive: stderr.isTTY === true && env.TERM !== 'dumb' && env.CI === undefined,
    out: (line) => void stdout.write(`${line}\n`),
    write: (text) => void stdout.write(text),
    note: (line) => void stderr.write(`${line}\n`),
    redraw: (line) => void stderr.write(`\r\x1b[2K${line}`),
  };
}

function columnsOfStream(stdout: Stream, env: NodeJS.ProcessEnv): number {
  if (stdout.columns !== undefined && stdout.columns > 0) return stdout.columns;
  const columns = Number(env.COLUMNS);
  return Number.isInteger(columns) && columns >= 20 ? columns : widthOfLogs;
}

/** NO_COLOR wins (https://no-color.org), then FORCE_COLOR, then what the terminal says of itself. */
function depthOf(stream: Stream, env: NodeJS.ProcessEnv): ColourDepth {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return 1;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forcedDepths[forced] ?? 4;
  return stream.isTTY === true && stream.getColorDepth !== undefined ? (stream.getColorDepth(env) as ColourDepth) : 1;
}

/** As Node reads FORCE_COLOR. */
const forcedDepths: Readonly<Record<string, ColourDepth>> = { 0: 1, false: 1, 1: 4, 2: 8, 3: 24 };
