/**
 * @file Drawn images: each file under the hash of its bytes, and an index from what was asked for to that hash. Equal
 * pictures are kept once; two processes that write the same picture write the same file.
 */
import type { Dialect, DrawSettings, SourceSpan } from '../../language/plan/plan.ts';
import { digestOf, isDigest } from '../files/digest.ts';
import type { StoreFiles, StorePath } from './store-files.ts';

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

interface IndexEntry extends ImageOrigin {
  readonly hash: string;
  readonly bytes: number;
  /** ISO 8601. */
  readonly made: string;
}

export class ImageStore {
  readonly #files: StoreFiles;
  /** Objects whose bytes this process has hashed. */
  readonly #verified = new Set<string>();

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /** What is kept under a key, if its file is there and of the right size. Reads no image, so it is fast. */
  async find(key: string): Promise<StoredImage | undefined> {
    const entry = await this.#entry(key);
    if (entry === undefined) return undefined;
    const object = objectPath(entry.hash);
    if ((await this.#files.size(object)) !== entry.bytes) return undefined;
    return { file: this.#files.absolute(object), hash: entry.hash };
  }

  /** As `find`, and hashes the file the first time: a damaged one counts as missing, and is drawn again. */
  async findWhole(key: string): Promise<StoredImage | undefined> {
    const found = await this.find(key);
    if (found === undefined || this.#verified.has(found.hash)) return found;
    const bytes = await this.#files.read(objectPath(found.hash));
    if (bytes === undefined || digestOf(bytes) !== found.hash) return undefined;
    this.#verified.add(found.hash);
    return found;
  }

  /**
   * @param png the bytes of the file
   * @throws Failure `store-read-only`, `disk-full`
   */
  async keep(key: string, png: Uint8Array, origin: ImageOrigin): Promise<StoredImage> {
    const hash = digestOf(png);
    const object = objectPath(hash);
    await this.#files.write(object, png);
    const entry: IndexEntry = { hash, bytes: png.byteLength, ...origin, made: new Date().toISOString() };
    await this.#files.write(keyPath(key), `${JSON.stringify(entry)}\n`);
    this.#verified.add(hash);
    return { file: this.#files.absolute(object), hash };
  }

  async #entry(key: string): Promise<IndexEntry | undefined> {
    const bytes = await this.#files.read(keyPath(key));
    return bytes && parseEntry(bytes.toString('utf8'));
  }
}

function objectPath(hash: string): StorePath {
  return `cache/objects/${hash.slice(0, 2)}/${hash}.png`;
}

function keyPath(key: string): StorePath {
  return `cache/keys/${key.slice(0, 2)}/${key}.json`;
}

/** Someone may have edited or cut the file; what is not an entry counts as missing. */
function parseEntry(text: string): IndexEntry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Looks at what is relied upon; the rest is for readers. */
function isEntry(value: unknown): value is IndexEntry {
  if (typeof value !== 'object' || value === null) return false;
  return 'hash' in value && isDigest(value.hash) && 'bytes' in value && typeof value.bytes === 'number';
}
