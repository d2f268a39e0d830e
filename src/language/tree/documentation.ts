/** @file `///` lines above a declaration are its documentation. */

/** The text of the `///` lines right above the line that `offset` is in; empty when there are none. */
export function documentationAbove(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  lines.pop();
  const documentation: string[] = [];
  for (let line = lines.pop(); line !== undefined; line = lines.pop()) {
    const match = /^[ \t]*\/\/\/ ?(.*?)\r?$/.exec(line);
    if (match?.[1] === undefined) break;
    documentation.unshift(match[1]);
  }
  return documentation.join('\n');
}
