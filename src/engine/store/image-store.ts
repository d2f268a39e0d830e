/**
 * @file Drawn images: each file under the hash of its bytes, and an index from what was asked for to that hash. Equal
 * pictures are kept once; two processes that write the same picture write the same file.
 */
import type { Dialect, DrawSettings, SourceSpan } from '../../language/plan/plan.ts';
import { digestOf, isDigest } from '../files/digest.ts';
import type { FileLook, StoreFiles, StorePath } from './store-files.ts';

/** How an image came about; kept beside it for review and export. */
export interface ImageOrigin {
  readonly prompt: string;
  readonly negative: string;
  readonly emphasis: Dialect;
  readonly seed: number;
  readonly settings: DrawSettings;
  /** Hex SHA-256 of the painter's files. */
  readonly model: string;
  readonly source: SourceSpan;
}

export interface StoredImage {
  /** Absolute path of the PNG file. */
  readonly file: string;
  /** Hex SHA-256 of it. */
  readonly hash: string;
}

/** No time: what one run leaves is byte for byte what another one does. */
interface IndexEntry extends ImageOrigin {
  readonly hash: string;
  readonly bytes: number;
  /** Hex SHA-256 of the key that it belongs to, and of all of the above as JSON. */
  readonly seal: string;
}

/** What is remembered of an entry. */
type Place = Pick<IndexEntry, 'hash' | 'bytes'>;

export class ImageStore {
  readonly #files: StoreFiles;
  /** By key. Whether the image is there is always asked anew: another process may remove it. */
  readonly #places = new Map<string, Place>();
  /** Objects whose bytes this process has hashed, as they looked then. */
  readonly #verified = new Map<string, string>();

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /** What is kept under a key, if its file is there and of the right size. Reads no image, so it is fast. */
  find(key: string): StoredImage | undefined {
    const place = this.#placeOf(key);
    if (place === undefined) return undefined;
    const object = objectPath(place.hash);
    if (this.#files.lookNow(object)?.size === place.bytes) return this.#stored(place.hash);
    // Whoever draws it again may write another entry.
    this.#places.delete(key);
    return undefined;
  }

  /**
   * An image that is there, whatever it was asked for by; does not read it.
   * @param hash hex SHA-256 of its file
   */
  findByHash(hash: string): StoredImage | undefined {
    const isThere = isDigest(hash) && this.#files.lookNow(objectPath(hash)) !== undefined;
    return isThere ? this.#stored(hash) : undefined;
  }

  /** Hashes of all images that are there, some at a time. */
  async *hashes(): AsyncGenerator<readonly string[]> {
    for (const folder of await this.#files.list('cache/objects')) {
      const names = await this.#files.list(`cache/objects/${folder}`);
      yield names.map((name) => name.replace(/\.png$/, '')).filter(isDigest);
    }
  }

  /** Where an image is, or would be. @param hash hex SHA-256 */
  fileOf(hash: string): string {
    return this.#files.absolute(objectPath(hash));
  }

  /** As `find`, and hashes the file the first time: a damaged one counts as missing, and is drawn again. */
  async findWhole(key: string): Promise<StoredImage | undefined> {
    const found = this.find(key);
    return found !== undefined && (await this.#isWhole(found.hash)) ? found : undefined;
  }

  /** Counts as a use. */
  async #isWhole(hash: string): Promise<boolean> {
    const object = objectPath(hash);
    const look = this.#files.lookNow(object);
    if (look === undefined) return false;
    if (this.#verified.get(hash) !== stampOf(look)) {
      const bytes = await this.#files.read(object);
      if (bytes === undefined || digestOf(bytes) !== hash) return false;
    }
    this.#files.touch(object, look);
    this.#remember(hash);
    return true;
  }

  /**
   * @param png the bytes of the file
   * @throws Failure `store-read-only`, `disk-full`
   */
  async keep(key: string, png: Uint8Array, origin: ImageOrigin): Promise<StoredImage> {
    const hash = digestOf(png);
    const object = objectPath(hash);
    await this.#files.write(object, png);
    const entry = { hash, bytes: png.byteLength, ...origin };
    const sealed: IndexEntry = { ...entry, seal: sealOf(key, entry) };
    await this.#files.write(keyPath(key), `${JSON.stringify(sealed)}\n`);
    this.#places.set(key, { hash, bytes: png.byteLength });
    this.#remember(hash);
    return this.#stored(hash);
  }

  #placeOf(key: string): Place | undefined {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const bytes = this.#files.readNow(keyPath(key));
    const place = bytes && parseEntry(key, bytes.toString('utf8'));
    if (place !== undefined) this.#places.set(key, place);
    return place;
  }

  #stored(hash: string): StoredImage {
    return { file: this.#files.absolute(objectPath(hash)), hash };
  }

  #remember(hash: string): void {
    const look = this.#files.lookNow(objectPath(hash));
    if (look !== undefined) this.#verified.set(hash, stampOf(look));
  }
}

/** Another one once somebody has written to the file. */
function stampOf({ size, mtimeMs, ino }: FileLook): string {
  return `${size} ${mtimeMs} ${ino}`;
}

function objectPath(hash: string): StorePath {
  return `cache/objects/${hash.slice(0, 2)}/${hash}.png`;
}

function keyPath(key: string): StorePath {
  return `cache/keys/${key.slice(0, 2)}/${key}.json`;
}

/** The image that an entry of the index is about, as far as it says; whether it is sound is not looked at. */
export function indexedObject(text: string): StorePath | undefined {
  const [, hash] = /^\{"hash":"([0-9a-f]{64})"/.exec(text) ?? [];
  return hash === undefined ? undefined : objectPath(hash);
}

/** Someone may have edited or cut the file; what is not an entry counts as missing. */
function parseEntry(key: string, text: string): Place | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isEntry(key, value) ? { hash: value.hash, bytes: value.bytes } : undefined;
  } catch {
    return undefined;
  }
}

/** The seal vouches for what is not looked at. */
function isEntry(key: string, value: unknown): value is IndexEntry {
  if (typeof value !== 'object' || value === null) return false;
  if (!('hash' in value && isDigest(value.hash) && 'bytes' in value && typeof value.bytes === 'number')) return false;
  const { seal, ...entry } = { seal: undefined, ...value };
  return sealOf(key, entry) === seal;
}

function sealOf(key: string, entry: object): string {
  return digestOf(`${key}\n${JSON.stringify(entry)}`);
}
