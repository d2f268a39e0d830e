/** @file Files from the disk. */
import { readFile, realpath, stat } from 'node:fs/promises';
import type { Host } from './host.ts';

export const nodeHost: Host = {
  readFile: (path) => readFile(path, 'utf8'),
  realPath: (path) => realpath(path),
  folderExists: async (path) => {
    try {
      return (await stat(path)).isDirectory();
    } catch {
      // Whatever keeps it from being looked at keeps its images from being read.
      return false;
    }
  },
};
