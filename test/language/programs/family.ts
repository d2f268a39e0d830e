/** @file One kind of texts, and what must hold of each of them. */
import fc from 'fast-check';
import { reduceTexts } from './reduce.ts';

/** Runs one case; what it runs rejects when the case fails. */
export type Around = (run: () => Promise<void>) => Promise<void>;

export interface Family {
  readonly name: string;
  /** Of a hundred cases of the long run. */
  readonly share: number;
  /** @param around is asked to run every case, so that it can be timed. */
  property(around: Around): fc.IAsyncProperty<[unknown]>;
  /** The counter-example of the property with shorter texts that fail in the same way. */
  reduced(counterexample: readonly unknown[], around: Around): Promise<unknown>;
}

export function family<T>(
  name: string,
  share: number,
  texts: fc.Arbitrary<T>,
  holds: (text: T) => Promise<void> | void,
): Family {
  const property = (around: Around) => fc.asyncProperty(texts, (text) => around(async () => holds(text)));
  return {
    name,
    share,
    property: (around) => property(around) as fc.IAsyncProperty<[unknown]>,
    // What a property of one argument fails with is that argument.
    reduced: ([text], around) =>
      reduceTexts(text as T, (shorter) => failureOf(() => around(async () => holds(shorter)))),
  };
}

/** The first line of the error; undefined when all is well. */
async function failureOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}
