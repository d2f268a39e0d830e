/** @file Where an image of a release is by now: in the store under its hash, else in the workspace where it was. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { resolveInside } from '../../files/workspace-path.ts';
import type { ManifestImage } from './manifest.ts';
import type { ReleaseParts } from './release-parts.ts';

export interface Places extends Pick<ReleaseParts, 'workspace'> {
  readonly engine: Pick<ReleaseParts['engine'], 'findImage'>;
}

/** Absolute path, whatever is in the file; undefined where there is none. */
export async function placeOfImage({ workspace, engine }: Places, image: ManifestImage): Promise<string | undefined> {
  const stored = engine.findImage(image.sha256);
  if (stored !== undefined || path.isAbsolute(image.file)) return stored;
  return resolveInside(workspace, image.file).catch(() => undefined);
}

/** Absolute path of its very file; undefined where it is gone or another one. */
export async function soundImage(places: Places, image: ManifestImage): Promise<string | undefined> {
  const file = await placeOfImage(places, image);
  return file !== undefined && (await fileDigest(file)) === image.sha256 ? file : undefined;
}

/** Undefined for what cannot be read. */
export async function fileDigest(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}
