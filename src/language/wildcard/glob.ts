/** @file Globs over paths such as `colour/warm`, without backtracking: `*a*a*a…` takes no longer than other patterns. */

/** `one` is `?`, `within` is `*`, `over` is `**`; `folders` is `**` before a slash, which may also be nothing. */
type Token = { readonly kind: 'character'; readonly character: string } | { readonly kind: Wild };
type Wild = 'one' | 'within' | 'over' | 'folders';

/** `*` and `?` stay within a segment, `**` goes over segments. */
export function globMatcher(pattern: string): (path: string) => boolean {
  if (!/[*?]/.test(pattern)) return (path) => path === pattern;
  const tokens = tokensOf(pattern);
  return (path) => {
    let reached = spread(tokens, [true], true);
    for (const character of path) reached = spread(tokens, advance(tokens, reached, character), character === '/');
    return reached[tokens.length] === true;
  };
}

function tokensOf(pattern: string): Token[] {
  return [...pattern.matchAll(/(?<=^|\/)\*\*\/|\*+|\?|[\s\S]/gu)].map(([written]) => {
    if (written === '**/') return { kind: 'folders' };
    if (written === '?') return { kind: 'one' };
    if (written.startsWith('*')) return { kind: written === '*' ? 'within' : 'over' };
    return { kind: 'character', character: written };
  });
}

/** Position *i* is reached when the tokens before it match what was read so far. */
type Reached = boolean[];

function advance(tokens: readonly Token[], reached: Reached, character: string): Reached {
  const next: Reached = [];
  tokens.forEach((token, index) => {
    if (!reached[index]) return;
    if (token.kind === 'character' ? token.character === character : token.kind === 'one' && character !== '/')
      next[index + 1] = true;
    if (token.kind === 'over' || token.kind === 'folders' || (token.kind === 'within' && character !== '/'))
      next[index] = true;
  });
  return next;
}

/** Goes over tokens that may be nothing; `folders` ends only where a segment begins. */
function spread(tokens: readonly Token[], reached: Reached, isSegmentStart: boolean): Reached {
  tokens.forEach(({ kind }, index) => {
    const mayBeNothing = kind === 'within' || kind === 'over' || (kind === 'folders' && isSegmentStart);
    if (reached[index] && mayBeNothing) reached[index + 1] = true;
  });
  return reached;
}
