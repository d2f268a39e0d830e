/** @file Which run is at work: models report to it, and stop for it. Runs are one at a time. */

/** What goes on before a native run. */
export type Preparation =
  /** @see graph-part.ts */
  | { readonly kind: 'loading'; readonly part: string }
  /** The first run of a graph at a size, where that takes a while. */
  | { readonly kind: 'warming-up' }
  | { readonly kind: 'note'; readonly note: string };

export interface RunScope {
  readonly signal: AbortSignal;
  readonly tell: (preparation: Preparation) => void;
}

export class RunScopes {
  #current: RunScope = { signal: new AbortController().signal, tell: () => {} };
  #count = 0;

  get current(): RunScope {
    return this.#current;
  }

  /** How many have begun. */
  get count(): number {
    return this.#count;
  }

  /** @returns what gives the place back to the one before */
  begin(scope: RunScope): () => void {
    const before = this.#current;
    this.#current = scope;
    this.#count += 1;
    return () => {
      this.#current = before;
    };
  }
}
