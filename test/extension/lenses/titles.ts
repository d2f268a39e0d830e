/** What lenses say, in their order. */
export function titles(lenses: readonly { readonly title: string }[]): readonly string[] {
  return lenses.map(({ title }) => title);
}
