/** Words of an author as part of a sentence: on one line, and cut where they are longer than so many characters. */
export function shortened(text: string, most: number): string {
  const line = text.trim().replace(/\s+/g, ' ');
  // A cut through a surrogate pair would leave half a character.
  return line.length > most ? `${line.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}
