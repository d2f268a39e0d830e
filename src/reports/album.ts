/** @file The pictures of a report, carried inside it as `data:` addresses so that it is one file. */
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

export interface Album {
  /** A `data:` address; undefined when the picture was left out or could not be read. */
  addressOf(file: string): string | undefined;
  /** How many pictures were left out because they or the report would be too large. */
  readonly omitted: number;
}

/** Bytes of the files, before they are encoded. */
export interface AlbumLimits {
  readonly picture: number;
  readonly album: number;
}

const defaultLimits: AlbumLimits = { picture: 1_000_000, album: 16_000_000 };

/**
 * Reads pictures in order until the album is full. A report is sent to others, and what was kept of a run may come from a
 * stranger: of pictures that lie elsewhere, or behind a link that leads out, the places stay empty.
 * @param files absolute paths; repeated ones count once
 * @param folders absolute paths of those that pictures may lie in
 */
export async function createAlbum(
  files: readonly string[],
  folders: readonly string[],
  limits: AlbumLimits = defaultLimits,
): Promise<Album> {
  const real = await Promise.all(folders.map(realPath));
  const addresses = new Map<string, string>();
  let room = limits.album;
  let omitted = 0;
  for (const file of new Set(files)) {
    const size = (await isInAny(file, real)) ? await sizeOf(file) : undefined;
    if (size === undefined) continue;
    const address = size <= Math.min(limits.picture, room) ? await addressOfFile(file) : undefined;
    if (address === undefined) omitted++;
    else addresses.set(file, address);
    if (address !== undefined) room -= size;
  }
  return { addressOf: (file) => addresses.get(file), omitted };
}

async function isInAny(file: string, folders: readonly string[]): Promise<boolean> {
  const real = await realPath(file);
  return folders.some((folder) => {
    const relative = path.relative(folder, real);
    return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
  });
}

/** Of what is not there the path itself. */
function realPath(file: string): Promise<string> {
  return realpath(file).catch(() => file);
}

/** Undefined for a file that has gone since it was drawn or judged: its place stays empty. */
async function sizeOf(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

async function addressOfFile(file: string): Promise<string | undefined> {
  const bytes = await readFile(file);
  const head = bytes.subarray(0, 12).toString('latin1');
  const kind = pictureKinds.find(({ starts, at = 0 }) => head.startsWith(starts, at));
  return kind && `data:${kind.mime};base64,${bytes.toString('base64')}`;
}

/** By their first bytes, never by their names. */
const pictureKinds: readonly { readonly mime: string; readonly starts: string; readonly at?: number }[] = [
  { mime: 'image/png', starts: '\x89PNG\r\n\x1a\n' },
  { mime: 'image/jpeg', starts: '\xff\xd8\xff' },
  { mime: 'image/webp', starts: 'WEBP', at: 8 },
  { mime: 'image/gif', starts: 'GIF8' },
];
