/** @file Texts, each once and numbered from 1; 0 stands for none. A column of texts is a column of such numbers. */

export interface PackedTexts {
  /** UTF-8, one after the other. */
  readonly bytes: Uint8Array;
  /** Where each ends. */
  readonly ends: Uint32Array;
}

export class TextPool {
  readonly #numbers = new Map<string, number>();
  /** By number; those of a packed pool are unpacked when they are asked for. */
  readonly #texts: (string | undefined)[] = [undefined];
  #packed: PackedTexts | undefined;

  /** Undefined where ends do not rise, or do not end with the bytes. @param packed as of `pack` */
  static of(packed: PackedTexts): TextPool | undefined {
    if (!isPacked(packed)) return undefined;
    const pool = new TextPool();
    pool.#packed = packed;
    pool.#texts.length = packed.ends.length + 1;
    return pool;
  }

  /** Numbers are below this. */
  get size(): number {
    return this.#texts.length;
  }

  text(number: number): string | undefined {
    return this.#texts[number] ?? this.#unpack(number);
  }

  /** 0 where it is not there. */
  find(text: string): number {
    if (this.#numbers.size === 0) this.#index();
    return this.#numbers.get(text) ?? 0;
  }

  add(text: string | undefined): number {
    if (text === undefined) return 0;
    if (this.#numbers.size === 0) this.#index();
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  pack(): PackedTexts {
    const parts = Array.from({ length: this.size - 1 }, (_, i) => Buffer.from(this.text(i + 1) ?? '', 'utf8'));
    let end = 0;
    const ends = Uint32Array.from(parts, (part) => {
      end += part.length;
      return end;
    });
    return { bytes: Buffer.concat(parts), ends };
  }

  #index(): void {
    for (let number = 1; number < this.size; number++) this.#numbers.set(this.text(number) ?? '', number);
  }

  #unpack(number: number): string | undefined {
    const { bytes, ends } = this.#packed ?? {};
    if (bytes === undefined || ends === undefined || number < 1 || number > ends.length) return undefined;
    const [from, to] = [number === 1 ? 0 : ends[number - 2]!, ends[number - 1]!];
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
    this.#texts[number] = text;
    return text;
  }
}

function isPacked({ bytes, ends }: PackedTexts): boolean {
  let last = 0;
  for (const end of ends) {
    if (end < last) return false;
    last = end;
  }
  return last === bytes.length;
}
