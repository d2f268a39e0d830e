import { freemem, totalmem } from 'node:os';
import type { Finding } from './examine.ts';

const gigabyte = 2 ** 30;

export async function checkNode(): Promise<Finding> {
  const electron = process.versions.electron;
  const host = electron === undefined ? '' : ` (VS Code's own, Electron ${electron})`;
  const detail = `Node ${process.versions.node}${host} on ${process.platform} ${process.arch}: ${process.execPath}.`;
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 20) return { state: 'good', detail };
  return { state: 'bad', detail: `${detail} Node 20 or newer is needed; install it, or name it in the settings.` };
}

export async function checkMemory(): Promise<Finding> {
  const free = freemem() / gigabyte;
  const detail = `${free.toFixed(1)} of ${(totalmem() / gigabyte).toFixed(1)} GB of memory are free.`;
  if (free >= 1) return { state: 'good', detail };
  return { state: 'warning', detail: `${detail} Close other programs before you load a large model.` };
}
