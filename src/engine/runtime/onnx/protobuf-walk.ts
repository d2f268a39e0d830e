/**
 * @file Walks a protobuf file by its structure alone, through a window of some kilobytes: of a graph with gigabytes of
 * weights only what stands between them is read. https://protobuf.dev/programming-guides/encoding
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** A field of a message: a number, or a stretch of the file that holds bytes, a text, or a message of its own. */
export interface ProtobufField {
  readonly number: number;
  /** Of wire type 0; of lengths and of fields of a fixed size 0. */
  readonly value: number;
  /** Offsets in the file. */
  readonly start: number;
  readonly end: number;
}

type Extent = Omit<ProtobufField, 'number'>;

/** Bytes; most nodes of a graph are far smaller. */
const WINDOW = 1 << 16;

/** Of a name; a longer one is no name. */
const LONGEST_TEXT = 1 << 16;

/** Numbers of a file that are read before it is given up: graphs and vocabularies have at most some million. */
const MOST_NUMBERS = 8_000_000;

/** A pipe that nobody writes to is opened without waiting, and then refused. */
const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export class ProtobufFile {
  readonly size: number;
  readonly #file: number;
  readonly #window = Buffer.alloc(WINDOW);
  #left = MOST_NUMBERS;
  /** Offsets in the file that the window shows. */
  #shown = { start: 0, end: 0 };

  /**
   * Reading blocks the thread, as files are walked in microseconds a field; close it.
   * @throws of the file system; RangeError when the path is of no ordinary file
   */
  constructor(path: string) {
    this.#file = openSync(path, AT_ONCE);
    const status = fstatSync(this.#file);
    this.size = status.size;
    if (status.isFile()) return;
    this.close();
    throw new RangeError('It is no ordinary file.');
  }

  close(): void {
    closeSync(this.#file);
  }

  /**
   * The fields of the message that fills a stretch of the file.
   * @throws RangeError where the bytes are no message
   */
  *fields(start: number, end: number): Generator<ProtobufField> {
    let at = start;
    while (at < end) {
      const tag = this.#varint(at, end);
      const field = this.#field(tag.value, tag.end, end);
      yield field;
      at = field.end;
    }
  }

  /** @throws RangeError */
  text({ start, end }: ProtobufField): string {
    if (end - start > LONGEST_TEXT) throw new RangeError('The text is too long.');
    return this.#bytes(start, end).toString('utf8');
  }

  /** @throws RangeError */
  bytes({ start, end }: ProtobufField): Buffer {
    return this.#bytes(start, end);
  }

  /** Of a repeated field of numbers: one, or many packed into one stretch. @throws RangeError */
  *numbers({ value, start, end }: ProtobufField): Generator<number> {
    if (start === end) yield value;
    for (let at = start; at < end; ) {
      const one = this.#varint(at, end);
      yield one.value;
      at = one.end;
    }
  }

  /** The message in the message …, by the numbers of their fields; undefined when there is none. @throws RangeError */
  inside(message: ProtobufField, ...path: readonly number[]): ProtobufField | undefined {
    let found: ProtobufField | undefined = message;
    for (const number of path) found = found && this.#first(found, number);
    return found;
  }

  #first(message: ProtobufField, number: number): ProtobufField | undefined {
    for (const field of this.fields(message.start, message.end)) if (field.number === number) return field;
    return undefined;
  }

  #field(tag: number, at: number, end: number): ProtobufField {
    const number = Math.floor(tag / 8);
    const extent = this.#extents[tag % 8];
    if (number === 0 || extent === undefined) throw new RangeError('The file has a field of no known kind.');
    const field = { number, ...extent(at, end) };
    if (field.end > end) throw new RangeError('A field is longer than what it is in.');
    return field;
  }

  /** By wire type. */
  readonly #extents: { readonly [type: number]: (at: number, end: number) => Extent } = {
    0: (at, end) => {
      const { value, end: after } = this.#varint(at, end);
      return { value, start: after, end: after };
    },
    1: (at) => ({ value: 0, start: at, end: at + 8 }),
    2: (at, end) => {
      const { value: length, end: start } = this.#varint(at, end);
      return { value: 0, start, end: start + length };
    },
    5: (at) => ({ value: 0, start: at, end: at + 4 }),
  };

  /** Numbers above 2⁵³, which no size or type is, lose their last digits. */
  #varint(at: number, end: number): { readonly value: number; readonly end: number } {
    this.#left -= 1;
    if (this.#left < 0) throw new RangeError('The file has more fields than any model.');
    let value = 0;
    for (let i = 0; i < 10 && at + i < end; i++) {
      const byte = this.#byte(at + i);
      value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return { value, end: at + i + 1 };
    }
    throw new RangeError('A number does not end.');
  }

  #byte(at: number): number {
    if (at < this.#shown.start || at >= this.#shown.end) this.#show(at);
    return this.#window[at - this.#shown.start]!;
  }

  #show(start: number): void {
    const read = readSync(this.#file, this.#window, 0, WINDOW, start);
    if (read === 0) throw new RangeError('The file ends too early.');
    this.#shown = { start, end: start + read };
  }

  #bytes(start: number, end: number): Buffer {
    if (start >= this.#shown.start && end <= this.#shown.end) {
      return Buffer.from(this.#window.subarray(start - this.#shown.start, end - this.#shown.start));
    }
    const bytes = Buffer.alloc(end - start);
    if (readSync(this.#file, bytes, 0, bytes.length, start) < bytes.length) throw new RangeError('The file is cut.');
    return bytes;
  }
}
