import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { StoreFiles } from '../store/store-files.ts';
import type { Finding, Patient } from './examine.ts';

const gigabyte = 2 ** 30;

/** Writes a small file, as only that tells whether it can be done. */
export async function checkStore({ settings }: Patient): Promise<Finding> {
  await new StoreFiles(settings.store, settings.workspace).probe();
  return { state: 'good', detail: `${settings.store} can be written to.` };
}

export async function checkDisk({ settings }: Patient): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestFolder(settings.store));
  const free = (Number(bavail) * Number(bsize)) / gigabyte;
  const detail = `${free.toFixed(1)} GB are free on the disk of ${settings.store}.`;
  if (free >= 1) return { state: 'good', detail };
  return { state: 'warning', detail: `${detail} Free some space before you draw many images.` };
}

/** The store itself may not have been made yet. */
async function nearestFolder(folder: string): Promise<string> {
  const exists = await statfs(folder).then(
    () => true,
    () => false,
  );
  const parent = path.dirname(folder);
  return exists || parent === folder ? folder : nearestFolder(parent);
}
