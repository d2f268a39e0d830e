/** @file Images that nothing may part: what is alike, and what began alike, is in one group, through however many others. */

export class Kin {
  /** Of each image another of its group, and at last the one that stands for it. */
  readonly #parents: Int32Array;

  /** @param count of images, which are named by numbers below it */
  constructor(count: number) {
    this.#parents = Int32Array.from({ length: count }, (_, image) => image);
  }

  join(one: number, other: number): void {
    const [a, b] = [this.#root(one), this.#root(other)];
    this.#parents[Math.max(a, b)] = Math.min(a, b);
  }

  /** Joins all that share a word. @param words of each image */
  joinByWords(words: readonly (readonly string[])[]): void {
    const first = new Map<string, number>();
    for (const [image, own] of words.entries()) {
      for (const word of own) {
        const earlier = first.get(word);
        if (earlier === undefined) first.set(word, image);
        else this.join(earlier, image);
      }
    }
  }

  /** Each image is in one; ascending, in the order of their first images. */
  groups(): readonly (readonly number[])[] {
    const groups = new Map<number, number[]>();
    for (let image = 0; image < this.#parents.length; image++) {
      const root = this.#root(image);
      const group = groups.get(root);
      if (group) group.push(image);
      else groups.set(root, [image]);
    }
    return [...groups.values()];
  }

  #root(image: number): number {
    let root = image;
    while (this.#parents[root] !== root) root = this.#parents[root]!;
    for (let at = image; at !== root; ) {
      const next = this.#parents[at]!;
      this.#parents[at] = root;
      at = next;
    }
    return root;
  }
}
