/** @file What is different where VS Code's own binary runs the engine for want of a Node. */
import { sized } from '../../../protocol/texts/figures.ts';

/** Bytes of weights from which it matters. */
const LARGE = 2 ** 30;

/**
 * Electron's V8 keeps all buffers in one cage of 4 GB, and copies what lies outside, so that large models run out of
 * memory there that would fit the machine (https://www.electronjs.org/blog/v8-memory-cage).
 * @param electron its version; undefined in a real Node
 * @returns one sentence; undefined where all is well
 */
export function electronWarning(
  part: string,
  bytes: number,
  electron: string | undefined = process.versions.electron,
): string | undefined {
  if (electron === undefined || bytes < LARGE) return undefined;
  return `${part} (${sized(bytes)}) runs in VS Code's own Node, whose memory is limited; install Node 20 or newer, or name one in \`vlprompt.engine.node\`.`;
}
