/**
 * @file How a long prompt is cut into the rows a text encoder reads, as AUTOMATIC1111's web UI does it
 * (modules/sd_hijack_clip.py, `tokenize_line`): 75 tokens a chunk; when a chunk is full and its last comma is at most 20
 * tokens back (`comma_padding_backtrack`), what follows that comma moves to the next one; `BREAK` ends a chunk.
 */

export interface ChunkRule {
  /** Tokens of a chunk, start and end left out. */
  readonly limit: number;
  /** The token of a comma that stands alone; undefined when the vocabulary has none. */
  readonly comma: number | undefined;
}

/** Tokens, the farthest a comma may lie back. */
const FARTHEST_COMMA = 20;

/** Indices of the tokens with which the chunks after the first begin. */
export function chunkStarts(tokens: readonly number[], { limit, comma }: ChunkRule): number[] {
  const starts: number[] = [];
  let from = 0;
  let lastComma = -1;
  const begin = (at: number) => {
    starts.push(at);
    from = at;
    lastComma = -1;
  };
  tokens.forEach((token, at) => {
    if (token === comma) lastComma = at;
    else if (at - from === limit && lastComma >= 0 && at - lastComma <= FARTHEST_COMMA) begin(lastComma + 1);
    if (at - from === limit) begin(at);
  });
  return starts;
}

/**
 * Chunks of a prompt's sections, in order. Every section begins a chunk; a last one that is empty makes none, unless
 * nothing else did.
 * @param tokensOf the ids of a section, for the rule
 */
export function cutSections<Token>(
  sections: readonly (readonly Token[])[],
  tokensOf: (section: readonly Token[]) => readonly number[],
  rule: ChunkRule,
): (readonly Token[])[] {
  const chunks = sections.flatMap((section, index) => {
    const isLast = index === sections.length - 1;
    return isLast && section.length === 0 ? [] : cutSection(section, chunkStarts(tokensOf(section), rule));
  });
  return chunks.length > 0 ? chunks : [[]];
}

function cutSection<Token>(section: readonly Token[], starts: readonly number[]): (readonly Token[])[] {
  return [0, ...starts].map((start, index) => section.slice(start, starts[index]));
}
