/**
 * @file What fails → something shorter that fails in the same way. Shrinking the decisions that a text is made of ends
 * where the text is still long.
 */

/** Attempts: enough for a text of some thousand characters, and seconds for a slow one. */
const MOST = 3000;

type FailureOf<T> = (value: T) => Promise<string | undefined>;

/** Shortens every text in a value, wherever it stands in it. */
export async function reduceTexts<T>(value: T, failureOf: FailureOf<T>): Promise<T> {
  const failure = await failureOf(value);
  if (failure === undefined) return value;
  let reduced = value;
  let attempts = 0;
  for (const path of pathsOf(value, [])) {
    const fails = async (text: string) =>
      attempts++ < MOST && (await failureOf(withText(reduced, path, text))) === failure;
    reduced = withText(reduced, path, await reduce(textAt(reduced, path), fails));
  }
  return reduced;
}

/** Halves, quarters, … down to single characters are left out as long as `fails` says yes. */
async function reduce(text: string, fails: (text: string) => Promise<boolean>): Promise<string> {
  let shortest = text;
  for (let size = Math.ceil(text.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    for (let start = 0; start < shortest.length; ) {
      const shorter = shortest.slice(0, start) + shortest.slice(start + size);
      if (await fails(shorter)) shortest = shorter;
      else start += size;
    }
  }
  return shortest;
}

type Path = readonly string[];

function pathsOf(value: unknown, path: Path): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
}

function textAt(value: unknown, path: Path): string {
  return String(path.reduce((inner, key) => (inner as Record<string, unknown>)[key], value));
}

/** A copy; its shape is that of the value. */
function withText<T>(value: T, [key, ...rest]: Path, text: string): T {
  if (key === undefined) return text as T;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copy[key] = withText(copy[key], rest, text);
  return copy as T;
}
