/**
 * @file Decisions out of a list of numbers. A generator that asks it for everything needs no arbitrary of its own for
 * every construct, and shrinks by itself: once the numbers have run out the first option is taken, so that fewer and
 * smaller numbers make a smaller text.
 */
import fc from 'fast-check';

export class Choices {
  private index = 0;
  private readonly numbers: readonly number[];

  constructor(numbers: readonly number[]) {
    this.numbers = numbers;
  }

  /** A whole number from 0 up to, and without, the limit. */
  below(limit: number): number {
    const number = this.numbers[this.index++] ?? 0;
    return limit > 0 ? number % limit : 0;
  }

  /** Put the simplest first. */
  pick<T>(options: readonly T[]): T {
    if (options.length === 0) throw new Error('There is nothing to choose from.');
    return options[this.below(options.length)] as T; // below() stays within, and there is at least one.
  }

  /** No, once the numbers have run out. */
  isLucky(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  /** From `least` to `most` things. */
  several<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, index) => make(index));
  }

  /** At least `least` of them, each once, in their order. */
  someOf<T>(items: readonly T[], least = 0): T[] {
    const chosen = new Set(items.filter(() => this.isLucky(50)));
    for (const item of items) if (chosen.size < least) chosen.add(item);
    return items.filter((item) => chosen.has(item));
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    return items.flatMap(() => left.splice(this.below(left.length), 1));
  }
}

/** What a generator makes of some hundred decisions. */
export function made<T>(make: (choices: Choices) => T, most = 400): fc.Arbitrary<T> {
  return fc
    .array(fc.nat({ max: 0xffff }), { maxLength: most, size: 'max' })
    .map((numbers) => make(new Choices(numbers)));
}
