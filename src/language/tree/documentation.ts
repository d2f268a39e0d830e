/** @file `///` lines above a declaration are its documentation. */

/** The text of the `///` lines right above the line that `offset` is in; empty when there are none. */
export function documentationAbove(text: string, offset: number): string {
  const documentation: string[] = [];
  for (let end = text.lastIndexOf('\n', offset - 1); end >= 0; ) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const match = end > 0 ? /^[ \t]*\/\/\/ ?(.*?)\r?$/.exec(text.slice(start, end)) : null;
    if (match?.[1] === undefined) break;
    documentation.push(match[1]);
    end = start - 1;
  }
  return documentation.toReversed().join('\n');
}
