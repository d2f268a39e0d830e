/** @file What is embedded: the small files of the example, and photographs of the size that people have. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

export interface PictureSet {
  readonly name: string;
  /** Absolute paths. */
  readonly files: readonly string[];
}

const holdout = fileURLToPath(new URL('../../examples/fashion/data/holdout', import.meta.url));
const photographs = 64;

export async function pictureSets(): Promise<{ readonly sets: readonly PictureSet[]; dispose(): Promise<void> }> {
  const names = await readdir(holdout, { recursive: true });
  const small = names.filter((name) => name.endsWith('.png')).map((name) => path.join(holdout, name));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-pictures-'));
  const large = await Promise.all(
    small
      .filter((_, index) => index % 9 === 0)
      .slice(0, photographs)
      .map((file, index) => enlarge(file, path.join(folder, `${index}.jpg`))),
  );
  return {
    sets: [
      { name: '28×28 PNG', files: small },
      { name: '1200×900 JPEG', files: large },
    ],
    dispose: () => rm(folder, { recursive: true }),
  };
}

async function enlarge(from: string, to: string): Promise<string> {
  await sharp(from)
    .resize(1200, 900, { fit: 'fill', kernel: 'lanczos3' })
    .toColourspace('srgb')
    .jpeg({ quality: 90 })
    .toFile(to);
  return to;
}
