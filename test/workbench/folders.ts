/** @file Where the workbench tests find the product and leave what they make. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, which is also the extension's folder. */
export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Git-ignored, kept between runs. */
const work = path.join(checkout, '.work');

/** Absolute path of a picture of the workbench; the folder is there. */
export function screenshotFile(name: string): string {
  const folder = path.join(work, 'screenshots');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.png`);
}

/** Where the in-host tests are bundled to. */
export const inHostFolder = path.join(work, 'in-host');

/** The example that the tests open a copy of. */
export const exampleFolder = path.join(checkout, 'examples/fashion');
