/** @file Answers that many ask for, computed once for each state of a program. */
import type { PromptDocument } from './document.ts';

/** The same function, which computes once for each key, and forgets with it. */
export function rememberedOf<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}

/** The same function, which computes once for each document and key, and forgets with them. */
export function remembered<K extends object, V>(
  compute: (document: PromptDocument, key: K) => V,
): (document: PromptDocument, key: K) => V {
  // Keys live as long as their document, and a plain map costs the garbage collector less than a weak one.
  const ofDocument = rememberedOf((_document: PromptDocument) => new Map<K, { readonly value: V }>());
  return (document, key) => {
    const known = ofDocument(document);
    const before = known.get(key);
    if (before) return before.value;
    const value = compute(document, key);
    known.set(key, { value });
    return value;
  };
}
