/**
 * @file Small `.safetensors` files: a header in JSON, then numbers. Nothing in them is ever run, which is what they were
 * made for. https://github.com/huggingface/safetensors#format
 */
import { open, stat } from 'node:fs/promises';
import { Failure } from '../../../protocol/failure.ts';
import { fromFloat16 } from '../../runtime/float16.ts';

export interface SavedTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Bytes; learned tokens take kilobytes, and changes of whole models hundreds of megabytes. */
const LARGEST_HEADER = 16 << 20;

/** Bytes: more numbers than any text encoder's vectors. */
const LARGEST_TENSOR = 4 << 20;

/** A tensor as the header tells of it. */
interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export class SafetensorsFile {
  /** Of tensors. */
  readonly names: readonly string[];
  readonly #path: string;
  readonly #entries: ReadonlyMap<string, Entry>;
  /** Offset of the numbers in the file. */
  readonly #start: number;

  private constructor(path: string, entries: ReadonlyMap<string, Entry>, start: number) {
    this.#path = path;
    this.#entries = entries;
    this.#start = start;
    this.names = [...entries.keys()];
  }

  /** @param path absolute @throws Failure `model-missing`, `model-corrupt` */
  static async open(path: string): Promise<SafetensorsFile> {
    const size = await sizeOf(path);
    const length = (await readBytes(path, 0, 8)).readBigUInt64LE();
    if (length === 0n || length > BigInt(LARGEST_HEADER)) throw damaged(path);
    const header = parsed(path, (await readBytes(path, 8, Number(length))).toString('utf8'));
    const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
    if (!areEntries(entries)) throw damaged(path);
    const bytes = entries.reduce((sum, [, { data_offsets: offsets }]) => sum + offsets[1] - offsets[0], 0);
    // Numbers of two tensors are never the same: a small file could fill the memory.
    if (8 + Number(length) + bytes > size) throw damaged(path);
    return new SafetensorsFile(path, new Map(entries), 8 + Number(length));
  }

  /** Undefined when there is none of that name. @throws Failure `model-corrupt`, `model-unsupported` */
  async tensor(name: string): Promise<SavedTensor | undefined> {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    const { dtype, shape } = entry;
    const [from, to] = entry.data_offsets;
    const reader = readers[dtype];
    if (reader === undefined) {
      const known = Object.keys(readers).join(', ');
      throw new Failure('model-unsupported', `${this.#path} has numbers of the type ${dtype}; save it as ${known}.`);
    }
    const count = shape.reduce((product, size) => product * size, 1);
    if (to - from !== count * reader.bytes) throw damaged(this.#path);
    if (to - from > LARGEST_TENSOR) {
      const text = `${this.#path} holds no learned tokens: \`${name}\` is far too large; name a file of textual inversion.`;
      throw new Failure('model-unsupported', text);
    }
    const bytes = await readBytes(this.#path, this.#start + from, to - from);
    return { dims: shape, data: reader.read(bytes) };
  }
}

interface Reader {
  /** Of a number. */
  readonly bytes: number;
  readonly read: (bytes: Buffer) => Float32Array;
}

const readers: { readonly [dtype: string]: Reader } = {
  F32: {
    bytes: 4,
    read: (bytes) => Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i)),
  },
  F16: { bytes: 2, read: (bytes) => fromFloat16(halves(bytes)) },
  // The upper half of a 32-bit float.
  BF16: { bytes: 2, read: (bytes) => new Float32Array(Uint32Array.from(halves(bytes), (half) => half * 65536).buffer) },
};

function halves(bytes: Buffer): Uint16Array {
  return Uint16Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readUInt16LE(2 * i));
}

function areEntries(
  entries: readonly (readonly [string, unknown])[],
): entries is readonly (readonly [string, Entry])[] {
  return entries.every(([, entry]) => isEntry(entry));
}

function isEntry(value: unknown): value is Entry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Partial<Record<keyof Entry, unknown>>;
  const areSizes = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((size) => Number.isSafeInteger(size) && size >= 0);
  return (
    typeof dtype === 'string' &&
    areSizes(shape) &&
    areSizes(offsets) &&
    offsets.length === 2 &&
    offsets[0]! <= offsets[1]!
  );
}

function parsed(path: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below.
  }
  throw damaged(path);
}

/** A pipe would keep a thread of the process waiting for a writer. */
async function sizeOf(path: string): Promise<number> {
  const status = await stat(path).catch((cause: unknown) => {
    throw missing(path, cause);
  });
  if (!status.isFile()) throw damaged(path);
  return status.size;
}

async function readBytes(path: string, start: number, length: number): Promise<Buffer> {
  const file = await open(path).catch((cause: unknown) => {
    throw missing(path, cause);
  });
  try {
    const { size } = await file.stat();
    if (start + length > size) throw damaged(path);
    const bytes = Buffer.alloc(length);
    await file.read(bytes, 0, length, start);
    return bytes;
  } finally {
    await file.close();
  }
}

function missing(path: string, cause: unknown): Failure {
  return new Failure('model-missing', `There is no file ${path}; check \`adapter\`.`, { cause });
}

function damaged(path: string): Failure {
  return new Failure(
    'model-corrupt',
    `${path} is cut short or is no \`.safetensors\` file; save or download it again.`,
  );
}
