/** @file A real disk that is small or read-only. Mounting needs rights; where they are missing, tests are skipped. */
import { execFileSync } from 'node:child_process';
import type { Context } from 'mocha';

export interface MountedDisk {
  /** Keeps what is on it. */
  makeReadOnly(): void;
  unmount(): void;
}

/**
 * Skips the running test where nothing can be mounted.
 * @param options of tmpfs, such as `size=256k` or `ro`
 */
export function mountDisk(test: Context, folder: string, options: string): MountedDisk {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    test.skip();
  }
  return {
    makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'ignore' }),
    unmount: () => void execFileSync('umount', [folder], { stdio: 'ignore' }),
  };
}
