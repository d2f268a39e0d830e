/** @file JSON as tools in Python write it, and as strangers do: nothing of it is taken for granted. */

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The object that a text holds; undefined when it holds none. Python's `NaN` and `Infinity` become null, and integers
 * that a double cannot hold become strings of their digits.
 */
export function parseObject(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(foreign.test(text) ? mended(text) : text));
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  // A value of type object that is neither null nor an array has names for keys.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** Own properties only: `constructor` is no setting. */
export function field(object: JsonObject | undefined, name: string): unknown {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

export function textField(object: JsonObject | undefined, name: string): string | undefined {
  const value = field(object, name);
  return typeof value === 'string' ? value : undefined;
}

/** For people. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    return '…'; // It can be nested more deeply than the stack, which reading does not mind.
  }
}

/** Numbers may be written as texts. */
export function numberOf(value: unknown): number | undefined {
  const isNumber =
    typeof value === 'number' || (typeof value === 'string' && /^\s*-?\d+(\.\d*)?(e-?\d+)?\s*$/i.test(value));
  const number = isNumber ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Decimal digits of a whole number from 0; undefined for all else. */
export function seedOf(value: unknown): string | undefined {
  const written = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof written === 'string' && /^\s*\d{1,20}\s*$/.test(written) ? written.trim() : undefined;
}

/** What JSON does not know, or would round. */
const foreign = /NaN|Infinity|\d{16}/;

function mended(text: string): string {
  let whole = '';
  for (let index = 0; index < text.length; ) {
    const end = text[index] === '"' ? stringEnd(text, index) : plainEnd(text, index);
    const part = text.slice(index, end);
    whole += text[index] === '"' ? part : mendedPlain(part);
    index = end;
  }
  return whole;
}

function stringEnd(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}

function plainEnd(text: string, start: number): number {
  const end = text.indexOf('"', start);
  return end < 0 ? text.length : end;
}

function mendedPlain(part: string): string {
  return part
    .replace(/-?\bInfinity\b|\bNaN\b/g, 'null')
    .replace(/-?[\d.eE+]+/g, (number) => (/^-?\d{16,}$/.test(number) ? `"${number}"` : number));
}
