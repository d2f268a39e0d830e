/**
 * @file The file format of kept numbers, bit for bit. Little-endian, as every machine is that the runtime exists for:
 * magic `VLPN`, version, count of arrays (32-bit unsigned each); the 32-byte key that the file is kept under; of each
 * array the count of its dimensions and these; all values as 32-bit floats; the SHA-256 of all before it.
 */
import { createHash } from 'node:crypto';
import type { Numbers } from '../runtime/tensor-binder.ts';

const magic = 0x4e504c56; // "VLPN"
const version = 1;
const keyAt = 12;
const hashBytes = 32;
const headerBytes = keyAt + hashBytes;

/** More than any network reads or gives. */
const MOST_DIMENSIONS = 8;

/** @param key hex SHA-256 */
export function encodeNumbers(key: string, arrays: readonly Numbers[]): Uint8Array {
  const shapes = arrays.flatMap(({ dims }) => [dims.length, ...dims]);
  const head = Buffer.alloc(headerBytes + 4 * shapes.length);
  [magic, version, arrays.length].forEach((word, i) => void head.writeUInt32LE(word, 4 * i));
  head.write(key, keyAt, 'hex');
  shapes.forEach((word, i) => void head.writeUInt32LE(word, headerBytes + 4 * i));
  const parts = [head, ...arrays.map(({ data }) => bytesOf(data))];
  return Buffer.concat([...parts, sealOf(parts)]);
}

/** Undefined when the bytes are damaged, cut short, of another version, or kept under another key. */
export function decodeNumbers(key: string, bytes: Buffer): readonly Numbers[] | undefined {
  const body = bytes.subarray(0, Math.max(0, bytes.length - hashBytes));
  if (body.length < headerBytes || !sealOf([body]).equals(bytes.subarray(body.length))) return undefined;
  if (body.readUInt32LE(0) !== magic || body.readUInt32LE(4) !== version) return undefined;
  if (body.toString('hex', keyAt, headerBytes) !== key) return undefined;
  const shapes = readShapes(body, body.readUInt32LE(8));
  return shapes && readArrays(body, shapes);
}

interface Shapes {
  readonly dims: readonly (readonly number[])[];
  /** Where the values begin. */
  readonly end: number;
}

function readShapes(body: Buffer, count: number): Shapes | undefined {
  const dims: (readonly number[])[] = [];
  let end = headerBytes;
  for (let i = 0; i < count; i++) {
    const rank = end + 4 <= body.length ? body.readUInt32LE(end) : MOST_DIMENSIONS + 1;
    const from = end + 4;
    end = from + 4 * rank;
    if (rank > MOST_DIMENSIONS || end > body.length) return undefined;
    dims.push(Array.from({ length: rank }, (_, k) => body.readUInt32LE(from + 4 * k)));
  }
  return { dims, end };
}

function readArrays(body: Buffer, { dims, end }: Shapes): readonly Numbers[] | undefined {
  const lengths = dims.map((sides) => sides.reduce((product, side) => product * side, 1));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (end + 4 * total !== body.length) return undefined;
  let at = body.byteOffset + end;
  return dims.map((sides, i) => {
    const from = at;
    at += 4 * lengths[i]!;
    // A copy: floats must begin at a multiple of four, and a buffer may be a piece of a larger one.
    return { data: new Float32Array(body.buffer.slice(from, at)), dims: sides };
  });
}

function bytesOf(data: Numbers['data']): Buffer {
  const { buffer, byteOffset, byteLength } = data instanceof Float32Array ? data : Float32Array.from(data);
  return Buffer.from(buffer, byteOffset, byteLength);
}

function sealOf(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
