import { freemem, totalmem } from 'node:os';
import type { Finding } from './examine.ts';

const gigabyte = 2 ** 30;

/** @param electron its version, where VS Code's own binary runs this for want of a Node */
export async function checkNode(_patient?: unknown, electron = process.versions.electron): Promise<Finding> {
  const host = electron === undefined ? '' : ` (VS Code's own, Electron ${electron})`;
  const detail = `Node ${process.versions.node}${host} on ${process.platform} ${process.arch}: ${process.execPath}.`;
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 20 && electron === undefined) return { state: 'good', detail };
  if (major >= 20) return { state: 'warning', detail: `${detail} ${smallMemory}` };
  return { state: 'bad', detail: `${detail} Node 20 or newer is needed; install it, or name it in the settings.` };
}

const smallMemory =
  'Models above 1 GB may not fit into its memory: install Node 20 or newer, or name one in `vlprompt.engine.node`.';

export async function checkMemory(): Promise<Finding> {
  const free = freemem() / gigabyte;
  const detail = `${free.toFixed(1)} of ${(totalmem() / gigabyte).toFixed(1)} GB of memory are free.`;
  if (free >= 1) return { state: 'good', detail };
  return { state: 'warning', detail: `${detail} Close other programs before you load a large model.` };
}
