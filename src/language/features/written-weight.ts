/** A weight as an author would write it: three decimals say all that pictures show. */
export function writtenWeight(weight: number): string {
  return String(Number(weight.toFixed(3)));
}
