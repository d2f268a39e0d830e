/**
 * @file The file format of kept embeddings. Little-endian, as every machine is that the runtime exists for:
 * magic `VLPE`, version, dimensions, count (32-bit unsigned each); `count` records of a 32-byte SHA-256 and
 * `dimensions` 32-bit floats; the SHA-256 of all before it.
 */
import { createHash } from 'node:crypto';

const magic = 0x45504c56; // "VLPE"
const version = 1;
const headerBytes = 16;
const hashBytes = 32;

/** Hex SHA-256 of what was embedded → its embedding. */
export type Embeddings = ReadonlyMap<string, Float32Array>;

export function encodeSegment(embeddings: Embeddings, dimensions: number): Uint8Array {
  const recordBytes = hashBytes + 4 * dimensions;
  const body = Buffer.alloc(headerBytes + embeddings.size * recordBytes);
  [magic, version, dimensions, embeddings.size].forEach((word, i) => void body.writeUInt32LE(word, 4 * i));
  let offset = headerBytes;
  for (const [hash, embedding] of embeddings) {
    body.write(hash, offset, 'hex');
    body.set(new Uint8Array(embedding.buffer, embedding.byteOffset, 4 * dimensions), offset + hashBytes);
    offset += recordBytes;
  }
  return Buffer.concat([body, sealOf(body)]);
}

/** Undefined when the bytes are damaged, cut short, or of another version or length of embedding. */
export function decodeSegment(bytes: Buffer, dimensions: number): Embeddings | undefined {
  const body = bytes.subarray(0, Math.max(0, bytes.length - hashBytes));
  if (body.length < headerBytes || !sealOf(body).equals(bytes.subarray(body.length))) return undefined;
  const [foundMagic, foundVersion, foundDimensions, count] = [0, 4, 8, 12].map((at) => body.readUInt32LE(at));
  if (foundMagic !== magic || foundVersion !== version || foundDimensions !== dimensions) return undefined;
  const recordBytes = hashBytes + 4 * dimensions;
  if (body.length !== headerBytes + (count ?? 0) * recordBytes) return undefined;
  const records = aligned(body.subarray(headerBytes));
  const embeddings = new Map<string, Float32Array>();
  for (let offset = 0; offset < records.length; offset += recordBytes) {
    embeddings.set(...readRecord(records, offset, dimensions));
  }
  return embeddings;
}

/** Floats must begin at a multiple of four, and a small file is read into a piece of a larger buffer. */
function aligned(bytes: Buffer): Buffer {
  return bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
}

/** The embedding is no copy: it lies where the file was read to. */
function readRecord(records: Buffer, offset: number, dimensions: number): [string, Float32Array] {
  const start = offset + hashBytes;
  const hash = records.toString('hex', offset, start);
  return [hash, new Float32Array(records.buffer, records.byteOffset + start, dimensions)];
}

function sealOf(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest();
}
