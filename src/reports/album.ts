/** @file The pictures of a report, carried inside it as `data:` addresses so that it is one file. */
import { readFile, stat } from 'node:fs/promises';

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

/** Reads pictures in order until the album is full. @param files absolute paths; repeated ones count once */
export async function createAlbum(files: readonly string[], limits: AlbumLimits = defaultLimits): Promise<Album> {
  const addresses = new Map<string, string>();
  let room = limits.album;
  let omitted = 0;
  for (const file of new Set(files)) {
    const size = await sizeOf(file);
    if (size === undefined) continue;
    const address = size <= Math.min(limits.picture, room) ? await addressOfFile(file) : undefined;
    if (address === undefined) omitted++;
    else addresses.set(file, address);
    if (address !== undefined) room -= size;
  }
  return { addressOf: (file) => addresses.get(file), omitted };
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
