/** @file A terminal that remembers what was written to it. */
import { plainStyle, type Style } from '../../../src/cli/terminal/style.ts';
import type { Terminal } from '../../../src/cli/terminal/terminal.ts';

export interface RecordedTerminal extends Terminal {
  /** Standard output. */
  readonly written: () => string;
  /** Lines of standard error; a redrawn line counts as one each time. */
  readonly notes: readonly string[];
}

export function recordedTerminal(
  options: { readonly width?: number; readonly interactive?: boolean; readonly style?: Style } = {},
): RecordedTerminal {
  const chunks: string[] = [];
  const notes: string[] = [];
  const { width = 100, interactive = false, style = plainStyle } = options;
  return {
    width,
    style,
    noteStyle: style,
    interactive,
    out: (line) => void chunks.push(`${line}\n`),
    write: (text) => void chunks.push(text),
    note: (line) => void notes.push(line),
    redraw: (line) => void notes.push(line),
    written: () => chunks.join(''),
    notes,
  };
}
