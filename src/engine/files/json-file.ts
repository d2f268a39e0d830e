/** @file Reading the JSON files of a model folder: what is missing or of the wrong type is said with its place. */
import { access, readFile, stat } from 'node:fs/promises';
import { Failure } from '../../protocol/failure.ts';

/** Of folders too. */
export async function fileExists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Bytes; the largest tokenizers have some twenty million. */
const LARGEST = 64 << 20;

/** @throws Failure `model-missing`, `file-unreadable` */
export async function readTextFile(path: string): Promise<string> {
  try {
    const found = await stat(path);
    // A pipe would keep a thread of the process waiting for a writer.
    if (!found.isFile() || found.size > LARGEST) throw new Error('no ordinary file of text');
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new Failure('model-missing', `There is no file ${path}; download or export the whole model.`, { cause });
    }
    throw new Failure('file-unreadable', `${path} cannot be read; check that it is a readable file.`, { cause });
  }
}

/** @throws Failure `model-missing`, `model-corrupt`, `file-unreadable` */
export async function readJsonFile(path: string): Promise<JsonObject> {
  const text = await readTextFile(path);
  try {
    return JsonObject.of(parseJson(text), path);
  } catch (cause) {
    if (Failure.is(cause)) throw cause;
    throw new Failure('model-corrupt', `${path} is not JSON; download it again.`, { cause });
  }
}

/** Empty where there is no such file. @throws Failure `model-corrupt`, `file-unreadable` */
export async function readJsonIfThere(path: string): Promise<JsonObject> {
  return (await fileExists(path)) ? readJsonFile(path) : new JsonObject({}, path);
}

/** As Python writes it, too: `-Infinity`, which diffusers puts into files of its schedulers, is no word of JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const infinite = text.replace(/(:\s*-?)Infinity(?=\s*[,}])/g, (_, before: string) => `${before}1e999`);
    if (infinite === text) throw cause;
    return JSON.parse(infinite);
  }
}

/** Objects in objects; whoever reads steps within steps would come to the end of the stack. */
const DEEPEST = 32;

/** Typed look-ups; a getter without a default demands the entry. */
export class JsonObject {
  /** A file, or a place in it, for messages. */
  readonly place: string;
  readonly #entries: { readonly [name: string]: unknown };
  readonly #depth: number;

  /** @throws Failure `model-corrupt` when objects are nested too deep */
  constructor(entries: { readonly [name: string]: unknown }, place: string, depth = 0) {
    this.#entries = entries;
    this.place = place;
    this.#depth = depth;
    if (depth > DEEPEST) throw new Failure('model-corrupt', `${place} is nested too deep; download it again.`);
  }

  static of(value: unknown, place: string, depth = 0): JsonObject {
    if (isObject(value)) return new JsonObject(value, place, depth);
    throw new Failure('model-corrupt', `${place} is not a JSON object; download it again.`);
  }

  names(): string[] {
    return Object.keys(this.#entries);
  }

  value(name: string): unknown {
    return Object.hasOwn(this.#entries, name) ? this.#entries[name] : undefined;
  }

  number(name: string, otherwise?: number): number {
    return this.#typed(name, 'a number', (value) => typeof value === 'number', otherwise);
  }

  string(name: string, otherwise?: string): string {
    return this.#typed(name, 'a text', (value) => typeof value === 'string', otherwise);
  }

  boolean(name: string, otherwise?: boolean): boolean {
    return this.#typed(name, 'true or false', (value) => typeof value === 'boolean', otherwise);
  }

  list(name: string, otherwise?: readonly unknown[]): readonly unknown[] {
    return this.#typed(name, 'a list', (value): value is readonly unknown[] => Array.isArray(value), otherwise);
  }

  numbers(name: string, otherwise?: readonly number[]): readonly number[] {
    return this.#typed(name, 'a list of numbers', isNumbers, otherwise);
  }

  object(name: string, otherwise?: { readonly [name: string]: unknown }): JsonObject {
    return new JsonObject(
      this.#typed(name, 'an object', isObject, otherwise),
      `${this.place} (${name})`,
      this.#depth + 1,
    );
  }

  objects(name: string, otherwise?: readonly unknown[]): JsonObject[] {
    return this.list(name, otherwise).map((value, i) =>
      JsonObject.of(value, `${this.place} (${name}[${i}])`, this.#depth + 1),
    );
  }

  #typed<T>(name: string, kind: string, is: (value: unknown) => value is T, otherwise: T | undefined): T {
    const value = this.value(name) ?? otherwise;
    if (is(value)) return value;
    const found = value === undefined ? 'is missing' : `is not ${kind}`;
    throw new Failure('model-corrupt', `In ${this.place} \`${name}\` ${found}; download or export the model again.`);
  }
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}
